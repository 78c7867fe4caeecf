// Which checks need not show the compiler their branch (`cede_check_opaque`): where a check is a good part of what runs between
// two. An opaque check is longer by half, and a large program has many checks whose price nobody notices.
//
// Rejected: all (SQLite's objects grow by 14 % instead of 8), and loops that dispatch by a `switch` or a computed jump, of
// which interpreters are made (1.5 times as long instead of 1.04).

enum OpaqueChecks {
    private static let shortTurn: UInt64 = 10_000  // picoseconds
    private static let fewFunctions = 4

    /// In each turn of a loop.
    static func suit(_ loop: Loop, turn: Cost) -> Bool {
        turn.picoseconds <= shortTurn && !loop.body.dispatches
    }

    /// At the entry of a function on a circle of calls with so many functions.
    static func suit(circleOf functions: Int, callsItself: Bool) -> Bool {
        functions == 1 ? callsItself : functions <= fewFunctions
    }
}

// Gaps: how long a piece of code may run without meeting a check, and the rule by which pieces compose.
//
// A piece is told from its origin, the point where it is entered, by four runs, each the longest of its kind or none:
//
//     first      from the origin to the first check
//     inner      from one check to the next
//     here       reaches the point where the piece goes on:
//       through    from the origin, without a check on the way
//       last       from the last check on the way
//     and a reach like `here` for every other way out: break, continue, return, a label further down.
//
// When a piece P follows a point that `through` and `last` reach:
//     first   = longest(first, through + P.first)          through' = through + P.through
//     inner   = longest(inner, last + P.first, P.inner)    last'    = longest(last + P.through, P.last)
// Where ways meet, each run is the longest of theirs. A check ends `through` and `last` and begins `last` at zero.
// A loop of at most n turns, with t the `through` of one turn and l its `last`, reaches the start of a turn with
// `through + (n-1) t` and `longest(last + (n-1) t, l + (n-2) t)`. A turn that always meets a check has no t, and n does
// not matter; a turn that has one, and no n, is an extra without a bound. A jump forward is a way out to its label;
// what arrives at a label from below has just met a check. Code that jumps into a loop arrives at the loop's start and,
// from there, at the label. What a callee says of itself follows the point of the call like any other piece, so a run
// is accounted for in the function that is the lowest on the stack while it lasts.
//
// Rejected: summing what stands in the text and taking inner maxima, as the planner does for its choices; it
// forgets the run that leaves a loop by `break` past the check at its latch. Also rejected: longest paths over a
// control-flow graph; the bound of a loop is a product, which the structure gives and a graph has lost.

/// The longest runs that reach a point: `nil` where none does.
struct Reach: Equatable {
    var through: Run?
    var last: Run?

    static let origin = Reach(through: .zero, last: nil)
    static let afterCheck = Reach(through: nil, last: .zero)
    static let never = Reach(through: nil, last: nil)

    func followed(by piece: Reach) -> Reach {
        Reach(through: through + piece.through, last: longest(last + piece.through, piece.last))
    }

    func joined(_ other: Reach) -> Reach {
        Reach(through: longest(through, other.through), last: longest(last, other.last))
    }

    /// The start of turn `turns + 1`, when a turn ends so.
    func repeated(_ turn: Reach, _ turns: UInt64) -> Reach {
        let all = turn.through.map { $0 * turns }
        let butOne = turn.through.map { $0 * (turns == 0 ? 0 : turns - 1) } ?? .zero
        return Reach(
            through: all == nil ? through : through + all,
            last: longest(all == nil ? last : last + all, turns == 0 ? nil : turn.last + butOne))
    }
}

/// Nothing follows what does not arrive.
func + (a: Run?, b: Run?) -> Run? {
    guard let a, let b else { return nil }
    return a + b
}

func longest(_ a: Run?, _ b: Run?) -> Run? {
    guard let a else { return b }
    guard let b else { return a }
    return .longest(a, b)
}

/// A piece of code, told from its origin.
struct Piece {
    var first: Run?
    var inner: Run?
    var here = Reach.origin
    var exits: [Region.Exit: Reach] = [:]
    /// Cycles without a check that are no loops: they may be on every way.
    var unchecked = Run.zero

    mutating func add(_ run: Run) { here = here.followed(by: Reach(through: run, last: nil)) }

    /// A check here ends the runs that arrive.
    mutating func meetCheck() {
        endRuns()
        if here != .never { here = .afterCheck }
    }

    /// The runs that arrive end at a check, here or where control goes now.
    mutating func endRuns() {
        first = longest(first, here.through)
        inner = longest(inner, here.last)
    }

    /// No point that was reached so far is later than this.
    var anywhere: Reach {
        exits.values.reduce(here.joined(Reach(through: first, last: longest(inner, .zero)))) { $0.joined($1) }
    }

    mutating func join(_ reach: Reach) { here = here.joined(reach) }

    mutating func leave(_ exit: Region.Exit) {
        exits[exit] = (exits[exit] ?? .never).joined(here)
        here = .never
    }

    /// A cycle that is no loop may have turned on any way.
    mutating func spreadUnchecked() {
        func spread(_ run: Run?) -> Run? { run.map { .longest($0, unchecked) } }
        first = spread(first)
        inner = spread(inner)
        here = Reach(through: spread(here.through), last: spread(here.last))
    }

    mutating func append(_ piece: Piece) { append(piece, at: here, then: here.followed(by: piece.here)) }

    /// `start` is where the piece is entered, `end` what is reached behind it.
    mutating func append(_ piece: Piece, at start: Reach, then end: Reach) {
        first = longest(first, start.through + piece.first)
        inner = longest(longest(inner, start.last + piece.first), piece.inner)
        for (exit, reach) in piece.exits {
            exits[exit] = (exits[exit] ?? .never).joined(start.followed(by: reach))
        }
        here = end
        unchecked = .longest(unchecked, piece.unchecked)
    }
}

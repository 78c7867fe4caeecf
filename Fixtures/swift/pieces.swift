// Closures of the library's loops: over collections that the file says the type of, such a loop is handed pieces and its
// closure needs no check; over others, and where the loop has no vectors to lose, the closure has it.

struct Samples { var values: [Int32] = [] }

func parity(_ values: [Int32]) -> Int32 { values.reduce(0) { $0 ^ $1 } } // entry: strip, can be cut
func chained(_ values: [Int32]) -> Int32 {
    values.map { $0 &* 3 &+ 1 } // entry: check, map may call it
        .filter { $0 & 1 == 0 } // entry: check, filter may call it
        .reduce(0) { $0 &+ $1 } // entry: strip, can be cut
}
func total(_ n: Int) -> Int { (1...n).reduce(into: 0) { $0 &+= $1 } } // entry: strip, can be cut
func stored(_ samples: Samples) -> Int32 {
    var sum: Int32 = 0
    samples.values.forEach { sum &+= $0 } // entry: strip, can be cut
    samples.values.forEach { value in // entry: strip, can be cut
        if value & 3 == 0 { return }
        sum ^= value
    }
    return sum
}
func ends(_ values: [Int], at last: Int) throws -> Int {
    struct Ended: Error { let sum: Int }
    do {
        return try values.reduce(0) { sum, value in // entry: strip, can be cut
            if value == last { throw Ended(sum: sum) }
            return sum &+ value
        }
    } catch let ended as Ended { return -ended.sum }
}
func nested(_ rows: [[Int]]) -> Int {
    rows.reduce(0) { sum, row in // entry: check, reduce may call it
        sum &+ row.reduce(0) { $0 &+ $1 } // entry: check, reduce may call it
    }
}
func anything(_ values: some Sequence<Int>) -> Int { values.reduce(0) { $0 &+ $1 } } // entry: check, calls out of this file (reduce); entry: check, reduce may call it
func late(_ values: [Int]?) -> Int { values?.reduce(0) { $0 &+ $1 } ?? -1 } // entry: check, reduce may call it

let many = (0..<50_000).map { Int32(truncatingIfNeeded: $0 &* 7919) } // entry: check, may call it
let words = ["a", "bc", "def"]
print(parity(many), chained(many), total(50_000), stored(Samples(values: many)))
print(parity([]), total(1), stored(Samples()), words.reduce("") { $0 + $1 }) // entry: check, may call it
print(try ends(many.map(Int.init), at: 7919 * 9_000), try ends([], at: 1))
print(nested((0..<300).map { Array(0..<$0) }), anything(Set(1...100)), late([1, 2]), late(nil)) // entry: check, may call it

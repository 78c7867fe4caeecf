// Loops that are cut: what leaves them early, what their heads say, and integers at the ends of their types.

func sums(_ n: Int) -> (Int, Int) {
    var total = 0
    for i in 0..<n { // loop: strip
        total &+= i
    }
    for i in 1...n { // loop: strip
        total &+= i &* i
    }
    var turns = 0
    for _ in 0..<n { // loop: strip
        turns += 1
    }
    return (total, turns)
}

func array(_ values: [Int]) -> Int {
    var total = 0
    for value in values where value % 3 != 0 { // loop: strip
        if value % 5 == 0 { continue }
        total += value
    }
    for i in values.indices { // loop: strip
        total ^= values[i]
    }
    return total
}

func leaves(_ n: Int) -> [Int] {
    var found: [Int] = []
    var last = 0
    for i in 0..<n { // loop: strip
        last = i
        if i == 3000 { break }
        switch i % 4 {
        case 0: break
        default: continue
        }
        last = -i
    }
    found += [last]
    own: for i in 0..<n { // loop: strip
        last = i
        if i == 2999 { break own }
        if i > 2500 { continue }
        if i == 2600 { break }
    }
    found += [last]
    outer: for i in 0..<3 { // loop: check, holds another loop
        for j in 0..<n { // loop: strip
            last = j
            if j == 4321 { continue outer }
            if i == 2 { break outer }
        }
    }
    return found + [last]
}

func returns(_ n: Int) -> Int {
    for i in 0..<n { // loop: strip
        if i * i > 9_000_000 { return i }
    }
    return -1
}

struct Stop: Error { let at: Int }

func throwing(_ n: Int) throws -> Int {
    var total = 0
    for i in 0..<n { // loop: strip
        defer { total += 1 }
        if i == 4444 { throw Stop(at: total) }
    }
    return total
}

/// The range is evaluated once, and its end is the one it had.
func evaluatedOnce() -> (Int, [Int]) {
    var times = 0
    func end() -> Int {
        times += 1
        return 3000
    }
    var total = 0
    for i in 0..<end() { // loop: strip
        total &+= i
    }
    var values: [Int] = [1, 2, 3]
    for value in values { // loop: strip
        values[0] += value
    }
    for i in values.indices { // loop: strip
        values[i] = i + times
    }
    return (total, values)
}

func narrow() -> [Int] {
    var bytes = 0
    for i in UInt8.min...UInt8.max { // loop: strip
        bytes += Int(i)
    }
    var signed = 0
    for i in Int8.min..<Int8.max { // loop: strip
        signed += Int(i)
    }
    var wide = 0
    for i in UInt64.max - 3000..<UInt64.max { // loop: strip
        wide ^= Int(truncatingIfNeeded: i)
    }
    var last = 0
    for i in Int.max - 3000...Int.max { // loop: strip
        last = i
    }
    var first = 0
    for i in 0..<UInt64.max { // loop: strip
        if i == 5000 { break }
        first += 1
    }
    return [bytes, signed, wide, last, first]
}

@inlinable
public func elsewhere(_ n: Int) -> Int {
    var total = 0
    for i in 0..<n { // loop: check, inlined elsewhere
        total &+= i
    }
    return total
}

print(sums(5000), array(Array(0..<5000)), leaves(5000), returns(5000))
do {
    print(try throwing(5000))
} catch let stop as Stop {
    print("stopped at", stop.at)
}
print(evaluatedOnce(), narrow(), elsewhere(5000))

// Bodies that are repeated: short loops, long ones, empty ones, and what stands in the strips.

struct Grid {
    let width: Int
    var cells: [Double]

    mutating func add(_ other: Grid, _ factor: Double) {
        for row in 0..<width { // loop: check, holds another loop
            for column in 0..<width { // loop: strip
                cells[row * width + column] += factor * other.cells[row * other.width + column]
            }
        }
    }
}

func stencil(_ old: [Double]) -> [Double] {
    var new = old
    for i in 1..<old.count - 1 { // loop: strip
        let (left, right) = (old[i - 1], old[i + 1])
        // A comment that the copy has not.
        let sum = left
            + right
        new[i] = sum * 0.25 + old[i] * 0.5
    }
    return new
}

func ends(_ n: Int32) -> [Int] {
    var (last, sum) = (0, 0)
    for i in Int.max - 3000..<Int.max { // loop: strip
        last = i
    }
    for i in Int.max - 3...Int.max { // loop: strip
        sum &+= i & 15
    }
    for i in Int.min...Int.min + 3000 { // loop: strip
        sum &+= i & 15
    }
    for i in Int.min..<Int.min + 3000 { // loop: strip
        sum &+= i & 15
    }
    for i in 0..<n { // loop: strip
        sum &+= Int(i)
    }
    for i in 5..<last - last + 5 { // loop: strip
        sum = i
    }
    for i in 0...9 { // loop: bounded
        sum &+= i
    }
    for i in 2_000..<1_000_000_000 { // loop: strip
        sum &+= i
        if i > 9000 { break }
    }
    return [last, sum]
}

for size in [0, 1, 40, 3000] { // loop: check, map
    let values = (0..<size + 2).map { Double($0 * $0 % 97) } // entry: check, map
    print(stencil(values).reduce(0, +), ends(Int32(size)))
}
var grid = Grid(width: 70, cells: Array(repeating: 1, count: 4900))
grid.add(grid, 0.5)
print(grid.cells.reduce(0, +))

// Turns that have a check and no name.

nonisolated(unsafe) var made = 0
nonisolated(unsafe) var asked = 0
func make() { made &+= 1 }
func isWanted() -> Bool {
    asked += 1
    return asked % 3 != 1
}
for _ in 0..<200 where isWanted() { // loop: check, holds another loop
    make()
    for _ in Int8.min...Int8.max { // loop: check, holds another loop
        for _ in 0..<made % 4 { make() } // loop: strip
    }
    if made % 500 == 0 { print(made) }
}
print(made, asked)

// Loops over a variable, of which a short one stands in front: arrays, slices and buffers, numbered and not.

struct Tally {
    var values: [Int32]
    var total: Int32 = 0

    mutating func add() {
        for value in values { // loop: strip
            total &+= value
        }
    }

    init(_ values: [Int32]) {
        self.values = values
        for (i, value) in values.enumerated() { // loop: strip
            total &+= value &* Int32(truncatingIfNeeded: i)
        }
    }
}

func pieces(_ part: ArraySlice<Int>, _ numbers: [Int]) -> [Int] {
    var (sum, weighted, places) = (0, 0, 0)
    var own: [Int] = numbers
    for value in part { // loop: strip
        sum &+= value
    }
    for value in own { // loop: strip
        own[0] &+= value
    }
    for (place, value) in part.enumerated() { // loop: strip
        weighted &+= place &* value
        places ^= place
    }
    numbers.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<Int>) in
        for value in buffer { // loop: strip
            sum ^= value
        }
        return
    }
    named: for value in part { // loop: strip
        sum &-= value / 3
    }
    return [sum, weighted, places, own.first ?? -1]
}

func sharedName(_ bytes: [UInt8]) -> Int {
    var total = 0
    for (i, byte) in bytes.enumerated() { // loop: strip
        total &+= i &* Int(byte)
    }
    if let i = bytes.last {
        total &+= Int(i)
    }
    return total
}

for size in [0, 1, 5, 9000] { // loop: check, map
    let numbers = (0..<size).map { $0 &* 31 % 101 } // entry: check, map
    var tally = Tally(numbers.map { Int32($0) }) // entry: check, map
    tally.add()
    print(tally.total, pieces(numbers.dropFirst(2), numbers), sharedName(numbers.map { UInt8($0) })) // entry: check, map
}

// flags: -enable-experimental-feature Embedded -wmo
// Embedded Swift: no existentials, no untyped throws, no reflection. What is inserted, helpers included, needs none of them.

final class Tree {
    var left: Tree?
    var right: Tree?
    let value: Int
    init(_ value: Int) { self.value = value }

    func sum() -> Int { // entry: check, may call back
        let below = left.map { $0.sum() } ?? 0 // entry: check, map may call it
        return below &+ (right?.sum() ?? 0) &+ value
    }
}

enum Refused: Error { case odd(Int) }

func halved(_ values: [Int]) throws(Refused) -> Int {
    var sum = 0
    for value in values { // loop: strip
        if value & 1 == 1 { throw .odd(value) }
        sum &+= value / 2
    }
    return sum
}

func total(_ values: [Int]) -> Int { values.reduce(0) { $0 &+ $1 } } // entry: strip, can be cut

func numbered(_ values: [Int]) -> Int {
    var sum = 0
    for (i, value) in values.enumerated() { sum &+= value &* i } // loop: strip
    return sum
}

func squares(_ n: Int) -> Int {
    var sum = 0
    for i in 0..<n { sum &+= i &* i } // loop: strip
    var k = 0
    while k < n { // loop: strip
        sum ^= k
        k += 1
    }
    return sum
}

func collatz(_ start: Int) -> Int {
    var n = start
    var steps = 0
    while n != 1 { // loop: check
        n = n & 1 == 0 ? n / 2 : 3 * n + 1
        steps += 1
    }
    return steps
}

func run() { // entry: check, may call back
    let tree = Tree(1)
    tree.left = Tree(2)
    tree.right = Tree(3)
    var values: [Int] = []
    for i in 0..<10_000 { values.append(i &* 2) } // loop: strip
    print(tree.sum())
    print(total(values))
    print(numbered(values))
    print(squares(50_000))
    print(collatz(27))
    do throws(Refused) {
        print(try halved(values))
        print(try halved([2, 3]))
    } catch {
        switch error { case .odd(let value): print(value) }
    }
}

run()

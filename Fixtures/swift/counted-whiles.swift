// `while` loops that count up to something that stays as it is, and those that only look so.

func sum(_ a: [Int], _ n: Int) -> Int {
    var total = 0
    var i = 0
    while i < n { // loop: strip
        total &+= a[i % a.count] &* i
        i += 1
    }
    return total &+ i
}

func count(_ a: [Int32]) -> (Int32, Int) {
    var total: Int32 = 0
    var i = 0
    while i < a.count { // loop: strip
        total &+= a[i]
        i &+= 1
    }
    return (total, i)
}

func known(_ a: [UInt8]) -> Int {
    let n = a.count
    var zeros = 0, i = 1
    while i <= n - 1 { // loop: strip
        if a[i] == 0 { zeros += 1 }
        i += 2
    }
    return zeros * 1000 + i
}

func narrow(_ n: UInt8, _ m: Int16) -> Int {
    var turns = 0
    var i: UInt8 = 0
    while i < n { // loop: strip
        turns += 1
        i += 1
    }
    var k: Int16 = -30000
    while k < m { // loop: strip
        turns += 1
        k += 7
    }
    return turns + Int(i) + Int(k)
}

func stores(_ a: inout [Int], _ n: Int) {
    var i = 0
    while i < n { // loop: strip
        a[i] &+= i
        i += 1
    }
}

func leaves(_ n: Int) -> [Int] {
    var found: [Int] = []
    var i = 0
    while i < n { // loop: strip
        i += 1
        if i % 3 == 0 { continue }
        if i == 9000 + 1 { break }
        switch i % 4 {
        case 0: continue
        default: break
        }
        if i > 9500 { return [i] }
    }
    found += [i]
    outer: for k in 0..<3 { // loop: check, holds another loop
        var j = 0
        inner: while j < n { // loop: strip
            j += 1
            if j == 5000 + k { break inner }
            if j == 4999, k == 1 { continue outer }
        }
        found += [j, k]
    }
    return found
}

struct Stop: Error { let at: Int }

func throwing(_ n: Int) throws -> Int {
    var i = 0, ends = 0
    while i < n { // loop: strip
        defer { if i > 7770 { ends += 1 } }
        if i == 7777 { throw Stop(at: i) }
        i += 1
    }
    return i + ends
}

/// The bound is what it was, or the loop is not cut.
func moving(_ start: Int) -> (Int, Int, Int) {
    var n = start
    var i = 0
    while i < n { // loop: check, what it counts to may change
        i += 1
        if i % 2 == 0, n < start + 300 { n += 1 }
    }
    var a = [1, 2, 3]
    var k = 0
    while k < a.count { // loop: check, what it counts to may change
        if a.count < 5000 { a.append(k) }
        k += 1
    }
    return (i, k, n)
}

func back(_ n: Int) -> Int {
    var i = 0
    var seen = 0
    while i < n { // loop: check, i may change elsewhere
        seen += 1
        if seen == 5 { i = 2 }
        i += 1
    }
    i = 0
    while i < n { // loop: check, i may change elsewhere
        if seen % 50 == 0 { i -= 1 }
        seen += 1
        i += 1
    }
    return seen
}

func skipped(_ n: Int) -> Int {
    var i = 0
    var tries = 0
    while i < n { // loop: check, a continue may pass by its step
        tries += 1
        if tries % 3 == 1 { continue }
        i += 1
    }
    return tries
}

func perhaps(_ n: Int) -> Int {
    var i = 0
    var turns = 0
    while i < n { // loop: check, it is no counted loop
        turns += 1
        if turns % 2 == 0 { i += 1 }
    }
    return turns
}

func byReference(_ n: Int) -> Int {
    func next(_ i: inout Int) { i += 1 }
    var i = 0
    var turns = 0
    while i < n { // loop: check, i may change elsewhere
        i += 1
        if turns % 1000 == 0 { next(&i) }
        turns += 1
    }
    return turns
}

func shared(_ n: Int) -> Int { // entry: check, reset
    var i = 0
    var turns = 0
    let reset = { if turns == 100 { i = 0 } }
    while i < n { // loop: check, each turn makes a call
        i += 1
        turns += 1
        reset()
    }
    return turns
}

/// A name that is bound twice may be another variable.
func twice(_ n: Int) -> Int {
    var total = 0
    do {
        var i = 0
        while i < n { // loop: check, i may change elsewhere
            i += 1
            total += i
        }
    }
    var i: Int32 = 0
    while i < 70 { // loop: check, i may change elsewhere
        i += 1
        total += Int(i)
    }
    return total
}

/// Of different types, which Swift compares.
func mixed(_ n: Int) -> Int32 {
    var i: Int32 = 0
    while i < n { // loop: check, what it counts to may change, or be of another type
        i += 1
    }
    return i
}

func search(_ a: [Int], _ wanted: Int) -> Int {
    var i = 0
    while i < a.count && a[i] != wanted { // loop: check, it is no counted loop
        i += 1
    }
    return i
}

func sum(_ buffer: UnsafeBufferPointer<Int>) -> Int {
    var total = 0
    for x in buffer { // loop: strip
        total &+= x
    }
    var i = 0
    while i < buffer.count { // loop: strip
        total ^= buffer[i]
        i += 1
    }
    return total
}

func buffers(_ a: [Int]) -> Int {
    var total = a.withUnsafeBufferPointer { sum($0) }
    let slice: ArraySlice<Int> = a[...]
    for x in slice { // loop: strip
        total ^= x
    }
    let tail: ArraySlice<Int> = a.dropFirst(3)
    for x in tail { // loop: strip
        if x == 4096 { break }
        total &-= x
    }
    let whole: ContiguousArray<Int> = ContiguousArray(a)
    for x in whole { // loop: strip
        total &+= x &* 3
    }
    return total
}

func numbered(_ a: [Int]) -> [Int] {
    var total = 0
    for (i, x) in a.enumerated() { // loop: strip
        total &+= i &* x
    }
    var last = 0
    for (i, x) in a.enumerated() where x % 2 == 1 { // loop: strip
        if i == 4099 { continue }
        last = i
        if x == 8191 { break }
    }
    let slice: ArraySlice<Int> = a.dropFirst(10)
    for (i, x) in slice.enumerated() { // loop: strip
        total &+= x &- i
    }
    for (i, _) in a.enumerated() { // loop: check, its pattern is more than a name
        last &+= i
    }
    for pair in a.enumerated() { // loop: check, its pattern is more than a name
        last &+= pair.offset &* pair.element
    }
    return [total, last]
}

let many = Array(0..<10000)
print(sum([3, 1, 4], 10000), sum([1], 0), sum([1], -5))
print(count(many.map(Int32.init)), count([]))
print(known(many.map { UInt8($0 % 3) })) // entry: check, map
print(narrow(255, 30000), narrow(0, -30000))
var stored = many
stores(&stored, 9000)
stores(&stored, 20)
print(stored.reduce(0, &+))
print(leaves(20000), leaves(4))
do { print(try throwing(7000), try throwing(20000)) } catch { print(error) }
print(moving(400), back(60), skipped(200), perhaps(100), byReference(6000), shared(300), twice(80), mixed(500), search(many, 9000))
print(buffers(many), numbered(many), numbered([]), numbered([5]))

// Each loop has its check at the start of its body, or in its clause where turns may not reach the body.
func sums(_ n: Int) -> Int {
    var s = 0
    var i = n
    while i > 0 { i -= 1; s += i } // loop: check
    repeat { s -= 1; i += 1 } while i < n // loop: check
    for x in [3, 1, 2] where x != 1 { s += x } // loop: strip
    return s
}

func labelled(_ n: Int) -> Int {
    var s = 0
    outer: while true { // loop: check
        for i in 0... { // loop: check
            if i == n { continue outer }
            s += i
            if s > 40 { break outer }
        }
    }
    return s
}

func bound() -> [String] {
    var left = ["a", "b", "c"]
    var out: [String] = []
    while let last = left.popLast() { // loop: check
        if last == "b" { continue }
        out.append("<\(last)>")
    }
    guard case var k = out.count, k > 0 else { return [] }
    while case 1... = k { k -= 1; out.append("\(k)") } // loop: check
    return out
}

func inside(_ n: Int) -> String {
    "a\([1, 2].map { m -> Int in var s = 0; for i in 0...m { s += i }; return s + n })b" // entry: check, map may call it; loop: strip
}

func unwinding(_ n: Int) -> Int {
    var s = 0
    func note() {
        defer { var i = 0; while i < n { s += 1; i += 1 } } // loop: strip
        s = 10
    }
    note()
    do {
        for _ in 0..<n { if s > 12 { throw Stop.now }; s += 1 } // loop: strip
    } catch { s += 100 }
    return s
}
enum Stop: Error { case now }

print(sums(5), labelled(6), bound(), inside(3), unwinding(4))

// In result builders a check is a declaration, which no builder takes for a component.
@resultBuilder struct Sum {
    static func buildExpression(_ x: Int) -> Int { x }
    static func buildBlock(_ x: Int...) -> Int { x.reduce(0, +) } // entry: check, reduce
    static func buildArray(_ x: [Int]) -> Int { x.reduce(0, +) } // entry: check, reduce
    static func buildEither(first x: Int) -> Int { x }
    static func buildEither(second x: Int) -> Int { -x }
    static func buildOptional(_ x: Int?) -> Int { x ?? 0 }
}
/// Takes anything, so that one component more would be counted.
@resultBuilder struct Count {
    static func buildBlock<each T>(_ x: repeat each T) -> Int {
        var n = 0
        for _ in repeat (each x) { n += 1 } // loop: check
        return n
    }
    static func buildArray(_ x: [Int]) -> Int { x.count }
}

@Sum func all(_ n: Int) -> Int { // entry: check, call itself
    1
    for i in 0..<3 { i } // loop: bounded
    if n > 0 { all(n - 1) } else { 2 }
}
@Sum func one(_ n: Int) -> Int { n == 0 ? 5 : one(n - 1) } // entry: late, call itself
@Count func counted(_ n: Int) -> Int {
    "a"
    for _ in 0..<n { 2.0 } // loop: check
    n
}
func build(@Sum _ parts: () -> Int) -> Int { parts() } // entry: check, parts
func tally(@Count _ parts: () -> Int) -> Int { parts() } // entry: check, parts

print(all(2), one(2), counted(3))
print(build { 1; for i in 0..<4 { i }; 2 }, build { 7 }, tally { 1; for _ in 0..<4 { 2 }; "x" }, tally { 1 }) // loop: bounded; loop: bounded

// Bodies of one expression stay such: functions, getters, subscripts, closures, with or without a value.
@inline(never) func seen<T>(_ x: T) -> T { x }

func down(_ n: Int) -> Int { n == 0 ? 0 : 1 + down(n - 1) } // entry: late, call itself
func never(_ n: Int) -> Int { stop(n) }
func stop(_ n: Int) -> Never { fatalError("\(stop(n))") } // entry: check, call itself
func text(_ n: Int) -> String? { n == 0 ? nil : text(n - 1) ?? .some("end") } // entry: late, call itself
func hidden(_ n: Int) -> some Sequence<Int> { [n, n == 0 ? 0 : Array(hidden(n - 1)).count] } // entry: check, call itself
func boxed(_ n: Int) -> any Collection<Int> { n == 0 ? [1] : boxed(n - 1) } // entry: late, call itself
func noted(_ n: Int) { n == 0 ? () : noted(n - 1) } // entry: check, call itself
func chosen(_ n: Int) -> Int { // entry: check, call itself
    if n > 3 { chosen(n - 2) } else if n > 0 { chosen(n - 1) } else { 7 }
}
func switched(_ n: Int) -> Int { // entry: check, call itself
    switch n { case ..<1: 0; case 1: switched(n - 1); default: switched(n - 2) + 1 }
}
func matched(_ n: Int?) -> Int { // entry: check, call itself
    if let n { n == 0 ? matched(nil) : matched(n - 1) } else { 5 }
}
func tried(_ n: Int) throws -> Int { try n == 0 ? failing() : tried(n - 1) } // entry: check, failing
func failing() throws -> Int { throw Oops.oops }
enum Oops: Error { case oops }

struct Tree {
    var kids: [Tree] = []
    var size: Int { 1 + kids.reduce(0) { $0 + $1.size } } // entry: check, reduce; entry: check, Tree.size.get
    var depth: Int { get { 1 + (kids.map { $0.depth }.max() ?? 0) } } // entry: check, map; entry: check, map may call it
    subscript(path: ArraySlice<Int>) -> Tree { // entry: check, map
        path.first.map { kids[$0][path.dropFirst()] } ?? self // entry: check, Tree.subscript.get
    }
}

func closures() -> [Int] { // entry: check, through a pointer
    let a = [3, 1, 2].map { $0 * 2 }.sorted { $0 < $1 } // entry: check, map may call it; entry: check, sorted may call it
    let b: [Double] = a.map { _ in 1 } // entry: check, map may call it
    var t = 0
    a.forEach { t += $0 } // entry: check, forEach may call it
    a.forEach { x in if x > 3 { t += x } else { t -= 1 } } // entry: check, forEach may call it
    let c = a.map { x in if x > 3 { "big" } else { "small" } } // entry: check, map may call it
    let d = a.compactMap { x -> Int? in switch x { case 2: nil; default: x } } // entry: check, compactMap may call it
    let e = a.map { return $0 + 1 } // entry: check, map may call it
    let f: [Int?] = a.map { $0 == 2 ? nil : .some($0) } // entry: check, map may call it
    return a + b.map(Int.init) + [t, c.count, d.count, e.count, f.count]
}

let tree = Tree(kids: [Tree(), Tree(kids: [Tree()])])
print(down(5), text(3) ?? "-", Array(hidden(2)), boxed(2).count, noted(3), chosen(9), switched(7), matched(3))
print((try? tried(3)) ?? -1, tree.size, tree.depth, tree[[1, 0]].size, closures(), seen(1))

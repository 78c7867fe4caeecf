// The check of an entry behind what returns at once, and where it stays at the start.
@inline(never) func seen<T>(_ x: T) -> T { x }

final class Node {
    var left, right: Node?
    let value: Int
    init(_ value: Int, _ left: Node? = nil, _ right: Node? = nil) { (self.value, self.left, self.right) = (value, left, right) }
}

func sum(_ node: Node?) -> Int { // entry: late, call itself
    guard let node else { return 0 }
    return sum(node.left) + node.value + sum(node.right)
}

func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) } // entry: late, call itself
func optional(_ n: Int) -> Int? { n == 0 ? nil : optional(n - 1) } // entry: late, call itself
func floating(_ n: Int) -> Double { n == 0 ? 1 : 2 * floating(n - 1) } // entry: late, call itself
var depth: Int { fib(3) > 1 ? 0 : depth } // entry: check, depth

func several(_ n: Int, _ log: inout [Int]) -> Int { // entry: late, call itself
    let half = n / 2
    if n <= 0 { return half }; if n == 13 {
        return 13
    }
    let rest = several(n - 1, &log)
    log.append(rest)
    return rest + half
}

// A member may be anything.
func thrown(_ n: Int) throws -> Int { // entry: check, call itself
    if n > 40 { throw Oops.deep }
    return n <= 0 ? 0 : try thrown(n - 1) + 1
}
enum Oops: Error { case deep }

// What is given to a call is no guard.
func afterCall(_ n: Int) -> Int { // entry: check, call itself
    if seen(n) == 0 { return 0 }
    return afterCall(n - 1) + 1
}

func otherwise(_ n: Int) -> Int { // entry: check, call itself
    if n == 0 { return 1 } else if n == 1 { return 2 } else { return otherwise(n - 2) }
}

func conditional(_ n: Int) -> Int { // entry: check, call itself
    if n == 0 { return 1 }
    #if NEVER
        return 3
    #endif
    return conditional(n - 1) + 1
}

func quiet(_ n: Int) -> Int { // entry: check, call itself
    guard n > 0 else { return 1 }
    // cede:no-yield -- a test
    let next = n - 1
    return quiet(next) + 1
}

func labelled(_ n: Int) -> Int { // entry: late, call itself
    guard n > 0 else { return 1 }
    outer: for i in 0..<n { // loop: strip
        if i == 3 { break outer }
    }
    return labelled(n - 1) + 1
}

struct Tree {
    var kids: [Tree] = []
    func count() -> Int { // entry: late, count
        if kids.isEmpty { return 1 }
        var all = 1
        for kid in kids { all += kid.count() } // loop: check
        return all
    }
}

let tree = Node(1, Node(2, Node(3)), Node(4))
print(sum(tree), fib(12), optional(5) as Any, floating(8), depth)
var log: [Int] = []
print(several(20, &log), log.count, try thrown(9), (try? thrown(90)) as Any)
print(afterCall(7), otherwise(9), conditional(8), quiet(4), labelled(9))
print(Tree(kids: [Tree(), Tree(kids: [Tree()])]).count())

// Binary trees of objects, built and counted by recursion.

final class Node {
    let left: Node?
    let right: Node?

    init(depth: Int) {
        left = depth == 0 ? nil : Node(depth: depth - 1)
        right = depth == 0 ? nil : Node(depth: depth - 1)
    }

    func count() -> Int {
        1 + (left?.count() ?? 0) + (right?.count() ?? 0)
    }
}

var total = 0
for _ in 0..<3 {
    let tree = Node(depth: 16)
    for _ in 0..<4 {
        total += tree.count()
    }
}
print(total)

// Strongly connected components of a graph (Tarjan), in callee-first order: a component comes after all it leads to.
// Iterative, since call chains may be deep.

public struct Components {
    /// The successors of each node.
    let edges: [[Int]]

    public init(_ edges: [[Int]]) { self.edges = edges }

    private enum State { case absent, unseen, onStack, done }

    /// Of some nodes and the edges between them, in a fixed order.
    public func of(_ nodes: some Sequence<Int>) -> [[Int]] {
        var result: [[Int]] = []
        var state = Array(repeating: State.absent, count: edges.count)
        for node in nodes { state[node] = .unseen }
        var order = Array(repeating: 0, count: edges.count)
        var low = order
        var stack: [Int] = []
        var counter = 0
        var frames: [(node: Int, next: Int)] = []
        func enter(_ node: Int) {
            counter += 1
            order[node] = counter
            low[node] = counter
            state[node] = .onStack
            stack.append(node)
            frames.append((node, 0))
        }
        for root in nodes where state[root] == .unseen {
            enter(root)
            while let (node, next) = frames.last {
                if next < edges[node].count {
                    frames[frames.count - 1].next += 1
                    let successor = edges[node][next]
                    if state[successor] == .unseen {
                        enter(successor)
                    } else if state[successor] == .onStack {
                        low[node] = min(low[node], order[successor])
                    }
                    continue
                }
                frames.removeLast()
                if let parent = frames.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node], let start = stack.lastIndex(of: node) else { continue }
                result.append(Array(stack[start...]))
                stack[start...].forEach { state[$0] = .done }
                stack.removeSubrange(start...)
            }
        }
        return result
    }

    /// The number of the component that each node is in.
    public var numbers: [Int] {
        var numbers = Array(repeating: 0, count: edges.count)
        for (number, nodes) in of(edges.indices).enumerated() {
            for node in nodes { numbers[node] = number }
        }
        return numbers
    }

    public func isCycle(_ component: [Int]) -> Bool {
        component.count > 1 || edges[component[0]].contains(component[0])
    }
}

// Cycles of machine code that hold no check: loops, and recursion through direct calls.
//
// Blocks that are checks are taken out of the graph, and behind a call that is sure to check nothing follows; every cycle
// that is left goes round without a check. A cycle that holds others is told apart from them by what it has of its own, so
// that each is judged by itself: the innermost ones may be bounded, and the one around them not.

import Planning

public struct Cycle: Sendable {
    public enum Kind: String, Sendable { case loop, recursion }

    public var kind: Kind
    /// The functions it runs through, the first of them the one it begins in.
    public var functions: [String]
    /// Where these stand.
    public var ranges: [Range<UInt64>]
    /// Where it begins.
    public var address: UInt64
    /// Of the instructions that are its own: not of a cycle inside of it.
    public var own: [UInt64]
    /// Nothing else goes round inside of it.
    public var isInnermost: Bool
    /// Around it goes a cycle that checks in every turn.
    public var isInsideChecked: Bool
    /// What its code says of how long it goes round at most.
    public var count: Count?

    public struct Count: Sendable {
        public var turns: Int
        /// Of all turns, with those of the cycles inside of it.
        public var instructions: Int
    }
}

struct Cycles {
    private let graph: FlowGraph
    private let checks: Checks
    /// Of each block: it is on a cycle that checks.
    private var isOnChecked: [Bool]
    private var predecessors: [[Int]]

    init(_ graph: FlowGraph) {
        self.graph = graph
        checks = Checks(graph)
        isOnChecked = Array(repeating: false, count: graph.blocks.count)
        predecessors = Array(repeating: [], count: graph.blocks.count)
        for (b, block) in graph.blocks.enumerated() {
            for successor in block.successors + (block.callee.map { [$0] } ?? []) { predecessors[successor].append(b) }
        }
        let all = Components(graph.blocks.map(\.successors))
        for component in all.of(graph.blocks.indices) where component.contains(where: { checks.isCheck[$0] }) {
            component.forEach { isOnChecked[$0] = true }
        }
    }

    func all() -> [Cycle] {
        let open = graph.blocks.indices.map { b -> [Int] in
            if checks.isCheck[b] || checks.calleeIsSure(graph.blocks[b]) { return [] }
            return graph.blocks[b].successors.filter { !checks.isCheck[$0] }
        }
        var result: [Cycle] = []
        var counts = TurnCounts(graph, checks, predecessors: predecessors)
        let loops = Components(open)
        for component in loops.of(graph.blocks.indices) where loops.isCycle(component) {
            result += nest(component, open, &counts).cycles
        }
        return (result + recursions(open)).sorted { ($0.address, $0.kind.rawValue) < ($1.address, $1.kind.rawValue) }
    }

    /// The same graph with calls. What goes round without one was found already.
    private func recursions(_ open: [[Int]]) -> [Cycle] {
        let calls = graph.blocks.indices.map { b -> [Int] in
            guard let callee = graph.blocks[b].callee, !checks.isCheck[b], !checks.isCheck[callee] else {
                return open[b]
            }
            return open[b] + [callee]
        }
        return Components(calls).of(graph.blocks.indices).compactMap { component in
            let members = Set(component)
            let calling = component.filter { b in graph.blocks[b].callee.map(members.contains) ?? false }.sorted()
            guard !calling.isEmpty else { return nil }
            let entries = Set(calling.compactMap { graph.blocks[$0].callee }).sorted()
            let functions = functions(of: entries)
            return Cycle(
                kind: .recursion, functions: functions.map(\.name), ranges: functions.map(\.range),
                address: graph.first(of: entries[0]).address,
                own: calling.map { graph.last(of: $0).address }, isInnermost: true, isInsideChecked: false)
        }
    }

    /// A cycle, then the cycles inside of it, which do not pass where it is entered; and what was counted of it.
    private func nest(
        _ component: [Int], _ open: [[Int]], _ counts: inout TurnCounts
    ) -> (cycles: [Cycle], count: Cycle.Count?) {
        let members = Set(component)
        let sorted = component.sorted()
        let header = header(of: sorted, members)
        let rest = sorted.filter { $0 != header }
        let number = Dictionary(uniqueKeysWithValues: rest.enumerated().map { ($1, $0) })
        let within = Components(rest.map { b in open[b].compactMap { number[$0] } })
        let inner = within.of(rest.indices).filter(within.isCycle).map { $0.map { rest[$0] } }
        let nested = inner.map { nest($0, open, &counts) }
        if !counts.isPossible(members, header: header, open: open) { return (nested.flatMap(\.cycles), nil) }
        let own = members.subtracting(inner.joined()).sorted()
        let functions = functions(of: [header] + sorted)
        let cycle = Cycle(
            kind: .loop, functions: functions.map(\.name), ranges: functions.map(\.range), address: graph.first(of: header).address,
            own: own.flatMap { b in graph.blocks[b].instructions.map { graph.code.instructions[$0].address } },
            isInnermost: inner.isEmpty, isInsideChecked: isOnChecked[header],
            count: counts.count(of: members, header: header, own: own, inner: zip(inner, nested.map(\.count)), open: open))
        return ([cycle] + nested.flatMap(\.cycles), cycle.count)
    }

    /// Where a cycle begins: at the block that is on every way to the others. It may be entered elsewhere too, behind a check of a
    /// loop inside of it.
    private func header(of sorted: [Int], _ members: Set<Int>) -> Int {
        let entries = sorted.filter { b in predecessors[b].contains { !members.contains($0) && isEntered($0) } }
        guard entries.count > 1 else { return entries.first ?? sorted[0] }
        return entries.first { isOnEveryWay(to: members, $0) } ?? entries[0]
    }

    private func isOnEveryWay(to members: Set<Int>, _ block: Int) -> Bool {
        guard let function = graph.code.function(at: graph.first(of: block).address),
            let start = graph.block(at: graph.code.functions[function].range.lowerBound)
        else { return false }
        var seen: Set<Int> = [block, start]
        var open = start == block ? [] : [start]
        while let next = open.popLast() {
            if members.contains(next) { return false }
            for successor in graph.blocks[next].successors where seen.insert(successor).inserted { open.append(successor) }
        }
        return true
    }

    /// Whether anything leads to a block. What compilers fill up with, so that a loop begins at a round address, leads into the
    /// loop and is reached by nobody.
    private func isEntered(_ block: Int) -> Bool {
        let address = graph.first(of: block).address
        return !predecessors[block].isEmpty || graph.code.function(at: address).map { graph.code.functions[$0].range.lowerBound } == address
    }

    private func functions(of blocks: [Int]) -> [Code.Function] {
        var seen: Set<Int> = []
        return blocks.compactMap { b in
            guard let function = graph.code.function(at: graph.first(of: b).address), seen.insert(function).inserted
            else { return nil }
            return graph.code.functions[function]
        }
    }
}

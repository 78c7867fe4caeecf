// Which blocks are checks, and which functions are sure to pass one.
//
// A check is a test of the flag and a branch to a call of the slow path: on x86-64 of a way that keeps every register, with gcc
// out of line, elsewhere of a function (cede_check.h). The address of the flag differs with the model of thread-locals and is not
// looked at: nothing but checks calls either.

struct Checks {
    /// Of each block: it passes a check.
    private(set) var isCheck: [Bool]
    /// Of each block: from its start, a return can be reached without a check.
    private(set) var escapes: [Bool]
    private let targets: Targets

    init(_ graph: FlowGraph) {
        let targets = Targets(graph.code)
        self.targets = targets
        isCheck = graph.blocks.indices.map { Self.isCheck($0, graph, targets) }
        escapes = Array(repeating: false, count: graph.blocks.count)
        findEscapes(graph)
    }

    /// A call in this block comes back only after a check.
    func calleeIsSure(_ block: FlowGraph.Block) -> Bool { block.callee.map { !escapes[$0] } ?? false }

    /// A call that keeps every register.
    func isSlowPath(_ instruction: Instruction) -> Bool { targets.isSlowPath(instruction) }

    /// The fewest blocks that escape: backwards from what leaves, until nothing more does.
    private mutating func findEscapes(_ graph: FlowGraph) {
        var predecessors = Array(repeating: [Int](), count: graph.blocks.count)
        for (b, block) in graph.blocks.enumerated() {
            for successor in block.successors { predecessors[successor].append(b) }
            if let callee = block.callee { predecessors[callee].append(b) }
        }
        var work = graph.blocks.indices.filter { graph.blocks[$0].leaves && !isCheck[$0] }
        work.forEach { escapes[$0] = true }
        while let b = work.popLast() {
            for p in predecessors[b] where !escapes[p] && !isCheck[p] {
                let block = graph.blocks[p]
                let goesOn = block.successors.contains { escapes[$0] }
                guard goesOn, block.callee.map({ escapes[$0] }) ?? true else { continue }
                escapes[p] = true
                work.append(p)
            }
        }
    }

    private static func isCheck(_ b: Int, _ graph: FlowGraph, _ targets: Targets) -> Bool {
        let last = graph.last(of: b)
        if case .branch = last.flow {
            return graph.blocks[b].successors.contains { next in
                // Several checks may share one call, which each comes to by a jump of its own or from before it, and with moves for
                // it (clang).
                let block = graph.blocks[next]
                if targets.isSlowPath(graph.last(of: next)) { return true }
                guard block.successors.count == 1, block.callee == nil else { return false }
                return targets.isSlowPath(graph.last(of: block.successors[0]))
            }
        }
        return targets.isCheck(last)
    }

    /// What calls reach, by name; in a program without names by what stands there.
    private struct Targets {
        let code: Code
        init(_ code: Code) { self.code = code }

        private static let ways: Set = ["cede_check_call", "cede_check_trampoline", "cede_check_slow"]

        func isCheck(_ instruction: Instruction) -> Bool {
            code.callee(of: instruction).map { ["cede_check", "cede_check_opaque", "cede_yield"].contains(code.name(of: $0)) } ?? false
                || isSlowPath(instruction)
        }

        /// Nothing but checks calls these.
        func isSlowPath(_ instruction: Instruction) -> Bool {
            guard let callee = code.callee(of: instruction) else { return false }
            // One is a way to another, through a slot, or without where a linker has seen that both are in one file.
            if let name = code.name(of: callee), name != "cede__check_by_slot" { return Self.ways.contains(name) }
            if code.nameBehindSlot(at: callee).map(Self.ways.contains) ?? false { return true }
            guard let way = code.target(ofJumpAt: callee) else { return isTrampoline(callee) }
            return isTrampoline(way) || code.name(of: way).map(Self.ways.contains) ?? false
        }

        private func isTrampoline(_ address: UInt64) -> Bool {
            let start: [UInt8] = [
                0xf3, 0x0f, 0x1e, 0xfa, 0x55, 0x48, 0x89, 0xe5, 0x50, 0x51, 0x52, 0x56, 0x57, 0x41, 0x50, 0x41, 0x51,
                0x41, 0x52, 0x41, 0x53,
            ]
            return code.image.machine == .x86_64
                && code.image.bytes(at: address, count: start.count)?.elementsEqual(start) ?? false
        }
    }
}

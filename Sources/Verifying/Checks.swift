// Which blocks are checks, and which functions are sure to pass one.
//
// On x86-64 a check is a test of the flag and a branch to code out of line, which steps over the red zone, calls the
// trampoline and jumps back behind the branch (cede_check.h). Elsewhere, and where less was known of the compiler, it is a
// branch around a call of the slow path. The address of the flag differs with the model of thread-locals and is not
// looked at: nothing else calls either function.

struct Checks {
    /// Of each block: it passes a check.
    private(set) var isCheck: [Bool]
    /// Of each block: from its start, a return can be reached without a check.
    private(set) var escapes: [Bool]

    init(_ graph: FlowGraph) {
        let names = Targets(graph.code)
        isCheck = graph.blocks.indices.map { Self.isCheck($0, graph, names) }
        escapes = Array(repeating: false, count: graph.blocks.count)
        findEscapes(graph)
    }

    /// A call in this block comes back only after a check.
    func calleeIsSure(_ block: FlowGraph.Block) -> Bool { block.callee.map { !escapes[$0] } ?? false }

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
        switch last.flow {
        case .branch(let target):
            return targets.isStub(at: target, behind: last.end)
                || graph.blocks[b].successors.contains { targets.callsSlowPath(graph.last(of: $0)) }
        case .call(let target): return targets.isCheck(target)
        default: return false
        }
    }

    /// What calls reach, by name; in a program without names by what stands there.
    private struct Targets {
        let code: Code
        init(_ code: Code) { self.code = code }

        func isCheck(_ target: UInt64) -> Bool {
            ["cede_check", "cede_check_slow", "cede_yield"].contains(code.name(of: target))
        }

        func callsSlowPath(_ instruction: Instruction) -> Bool {
            if case .call(let target) = instruction.flow { code.name(of: target) == "cede_check_slow" } else { false }
        }

        /// `add rsp, -128; call trampoline; jmp back`
        func isStub(at target: UInt64, behind branch: UInt64) -> Bool {
            guard code.image.machine == .x86_64, let bytes = code.image.bytes(target..<(target + 15))
                ?? code.image.bytes(target..<(target + 14)), bytes.starts(with: [0x48, 0x83, 0xc4, 0x80])
            else { return false }
            let instructions = code.disassembler.decode(bytes, at: target)
            guard instructions.count >= 3, instructions[2].flow == .jump(branch) else { return false }
            switch instructions[1].flow {
            case .call(let callee): return isTrampoline(callee)
            case .callAnywhere:
                return instructions[1].reference.flatMap(code.image.pointer(at:)).map(isTrampoline) ?? false
            default: return false
            }
        }

        private func isTrampoline(_ address: UInt64) -> Bool {
            if let name = code.name(of: address) { return name == "cede_check_trampoline" }
            let start: [UInt8] = [
                0xf3, 0x0f, 0x1e, 0xfa, 0x55, 0x48, 0x89, 0xe5, 0x50, 0x51, 0x52, 0x56, 0x57, 0x41, 0x50, 0x41, 0x51,
                0x41, 0x52, 0x41, 0x53,
            ]
            return code.image.bytes(address..<(address + UInt64(start.count)))?.elementsEqual(start) ?? false
        }
    }
}

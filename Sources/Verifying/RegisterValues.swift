// What the general registers hold in a function, as far as it can be told without knowing any of it: a constant, or a sum of a
// constant and something that has no other name (`Value`).
//
// Where ways meet, a register holds something of its own, unless all ways bring the same, or the same distance from what another
// register holds there (a pointer and its end, both moved on). What a call, a load or any other operation leaves is something
// of its own too. Rejected: places on the stack, which whoever has an address of the frame may write to.

struct Value: Hashable {
    /// What has no other name; 0: nothing, so the value is a constant.
    var symbol: Int
    var offset: UInt64
    /// 32: the sum's lower half, above it zeros.
    var width = 64

    static func constant(_ value: UInt64) -> Value { Value(symbol: 0, offset: value) }
    var isConstant: Bool { symbol == 0 }

    func adding(_ step: UInt64) -> Value? {
        if step != 0, width < 64 { return nil }
        return Value(symbol: symbol, offset: offset &+ step, width: width)
    }

    /// Its lower half, above it zeros.
    var lowerHalf: Value {
        isConstant ? .constant(offset & 0xffff_ffff) : Value(symbol: symbol, offset: offset & 0xffff_ffff, width: 32)
    }
}

struct RegisterValues {
    static let count = 16

    private struct Block {
        /// `nil` for what goes elsewhere: jumps and calls.
        var operations: [Operation?]
        /// The blocks that come before it.
        var ways: [Int]
        /// Somebody may come from where nothing is known.
        var isEntry: Bool
        /// What registers hold at its start, and at its end.
        var start: [Value]
        var end: [Value]
    }

    private let graph: FlowGraph
    private let checks: Checks
    /// In order.
    let blocks: [Int]
    private var parts: [Int: Block] = [:]
    /// What meeting registers turned out to be.
    private var known: [Int: Value] = [:]
    /// What is said of the size of something that has no other name, by symbol.
    private var sizes: [Int: (size: Size, width: Int)] = [:]
    /// By symbol.
    private(set) var comparisons: [Int: [Comparison]] = [:]

    enum Size {
        case total(Value, Value)
        case difference(Value, Value)
        case masked(Value, UInt64)
        case shifted(Value, by: UInt64)
        case atMost(UInt64)
        case least(Value, Value)
    }

    /// What a branch at a block's end decides: how a sum of a symbol and an offset is to a number.
    struct Comparison {
        var block: Int
        var offset: UInt64
        var other: UInt64
        var width: Int
    }

    init(_ graph: FlowGraph, _ checks: Checks, predecessors: [[Int]], function: Int) {
        self.graph = graph
        self.checks = checks
        blocks = graph.blocks(ofFunction: function)
        let members = Set(blocks)
        var operations: [Int: [Operation?]] = [:]
        for b in blocks {
            operations[b] = graph.blocks[b].instructions.map { i in
                let instruction = graph.code.instructions[i]
                if instruction.flow != .next { return nil }
                let text = graph.code.text(of: instruction)
                return Operation(text.mnemonic, text.operands, reference: instruction.reference)
            }
        }
        // What compilers fill up with before a loop, so that it begins at a round address: nobody comes there.
        let filling = Set(
            blocks.filter { b in
                predecessors[b].isEmpty && !graph.isStart(b) && operations[b]!.allSatisfy { $0?.isNothing ?? false }
            })
        for b in blocks {
            let unknown = (0..<Self.count).map { Value(symbol: symbol(meeting: $0, at: b), offset: 0) }
            let ways = predecessors[b].filter { !filling.contains($0) }
            parts[b] = Block(
                operations: operations[b]!, ways: ways,
                isEntry: graph.isStart(b) || ways.isEmpty && !filling.contains(b) || !ways.allSatisfy(members.contains),
                start: unknown, end: unknown)
        }
        follow()
        simplify()
        for b in blocks {
            guard case .branch = graph.last(of: b).flow, case .comparison(let first, let second, let width)? = condition(at: b),
                !first.isConstant, first.width >= width, second.isConstant, second.offset < 1 << 31
            else { continue }
            comparisons[first.symbol, default: []].append(Comparison(block: b, offset: first.offset, other: second.offset, width: width))
        }
    }

    // MARK: What is asked

    func contains(_ block: Int) -> Bool { parts[block] != nil }

    /// What a register holds at a block's start where ways meet, by the block it comes from.
    func incoming(_ block: Int, _ register: Int) -> [(from: Int, value: Value)] {
        ways(into: block).compactMap { from in parts[from].map { (from, resolved($0.end[register])) } }
    }

    /// The blocks that come before one.
    func ways(into block: Int) -> [Int] { parts[block]?.ways ?? [] }

    /// Somebody may come to this block from where nothing is known.
    func isEntry(_ block: Int) -> Bool { parts[block]?.isEntry ?? true }

    /// The register, and the block where ways meet, that a symbol stands for.
    func meeting(_ symbol: Int) -> (block: Int, register: Int)? {
        guard symbol % 2 == 1 else { return nil }
        return (symbol / 2 / Self.count, symbol / 2 % Self.count)
    }

    /// The block in which a symbol begins.
    func origin(of symbol: Int) -> Int {
        meeting(symbol)?.block ?? graph.block(containing: (symbol - 2) / 2 / Self.count)
    }

    /// What a block's last instruction decides by: the flags of a comparison, or of a result, to which something was added last.
    enum Condition {
        case comparison(Value, Value, width: Int)
        case result(Value, added: UInt64?, width: Int)
    }

    /// `from`: what it decides for whoever comes from that block.
    func condition(at block: Int, from: Int? = nil) -> Condition? {
        guard let part = parts[block] else { return nil }
        var state = part.start
        if let from {
            guard let before = parts[from] else { return nil }
            state = before.end
        }
        var condition: Condition?
        for (i, operation) in zip(graph.blocks[block].instructions, part.operations).dropLast() {
            guard let operation else { return nil }
            let before = state
            apply(operation, i, &state)
            switch operation.flags {
            case .kept: break
            case .lost: condition = nil
            case .compared(let first, let second, let width):
                condition = nil
                if let first = value(first, before, width), let second = value(second, before, width) {
                    condition = .comparison(resolved(first), resolved(second), width: width)
                }
            case .result(let added):
                condition = operation.target.map { .result(resolved(state[$0.register]), added: added, width: $0.width) }
            }
        }
        return condition
    }

    /// What is said of a symbol's size, and of how many bits.
    func size(of symbol: Int) -> (size: Size, width: Int)? { sizes[symbol] }

    // MARK: Following the code

    private func symbol(meeting register: Int, at block: Int) -> Int { (block * Self.count + register) * 2 + 1 }
    private func symbol(of register: Int, after instruction: Int) -> Int { (instruction * Self.count + register) * 2 + 2 }

    /// Each block once, behind one it is reached from; where ways meet every register is something of its own.
    private mutating func follow() {
        for root in blocks where isEntry(root) || ways(into: root).count != 1 {
            var open = [root]
            while let next = open.popLast(), var part = parts[next] {
                var state = part.start
                var flags: Compared?
                for (i, operation) in zip(graph.blocks[next].instructions, part.operations) { step(i, operation, &state, &flags) }
                part.end = state
                parts[next] = part
                for successor in graph.blocks[next].successors where !isEntry(successor) && ways(into: successor) == [next] {
                    parts[successor]!.start = state
                    open.append(successor)
                }
            }
        }
    }

    /// Two operands that were compared, and what they were.
    private struct Compared {
        var operands: [Operation.Operand]
        var values: [Value]
    }

    private mutating func step(_ i: Int, _ operation: Operation?, _ state: inout [Value], _ flags: inout Compared?) {
        guard let operation else {
            switch graph.code.instructions[i].flow {
            case .call, .callAnywhere:
                if !checks.isSlowPath(graph.code.instructions[i]) { lose(Operation.lostByCalls, i, &state) }
            default: break
            }
            return
        }
        let before = state
        apply(operation, i, &state)
        if let target = operation.target, let size = size(target.source, before, target.width, flags) {
            if target.width >= 32 {
                sizes[symbol(of: target.register, after: i)] = (size, target.width)
            } else if target.width == 8, before[target.register] == .constant(0) {
                // A byte of what was nothing is all of it.
                sizes[symbol(of: target.register, after: i)] = (size, 64)
            }
        }
        switch operation.flags {
        case .kept: break
        case .compared(let first, let second, let width):
            flags = nil
            if width >= 32, let one = value(first, before, width), let other = value(second, before, width) {
                flags = Compared(operands: [first, second], values: [one, other])
            }
        case .lost, .result: flags = nil
        }
    }

    private func size(_ source: Operation.Source, _ state: [Value], _ width: Int, _ flags: Compared?) -> Size? {
        func value(_ operand: Operation.Operand) -> Value? { self.value(operand, state, width) }
        switch source {
        case .sum, .unknown: return nil
        case .total(let first, let second, let distance):
            guard let first = value(first), let second = value(second), let sum = first.adding(distance) else { return nil }
            return .total(sum, second)
        case .difference(let first, let second): return value(first).flatMap { first in value(second).map { .difference(first, $0) } }
        case .masked(let operand, let mask): return value(operand).map { .masked($0, width == 64 ? mask : mask & 0xffff_ffff) }
        case .shifted(let operand, let places): return value(operand).map { .shifted($0, by: places) }
        case .atMost(let most): return .atMost(most)
        case .chosen(let first, let second, let test):
            guard let flags, let one = value(first), let other = value(second) else { return nil }
            // The smaller one is taken: what is above gives way, or what is below is taken.
            let isAbove = flags.operands == [first, second] && flags.values == [one, other] && ["a", "ae"].contains(test)
            let isBelow = flags.operands == [second, first] && flags.values == [other, one] && ["b", "be"].contains(test)
            return isAbove || isBelow ? .least(one, other) : nil
        }
    }

    private func apply(_ operation: Operation, _ i: Int, _ state: inout [Value]) {
        var result: Value?
        if let target = operation.target, case .sum(let operand, let step) = target.source {
            result = value(operand, state, target.width).flatMap { sum in
                if target.width == 64 { return sum.adding(step) }
                // Of a sum's lower half only the lower halves of its parts matter.
                return Value(symbol: sum.symbol, offset: sum.offset &+ step).lowerHalf
            }
        }
        lose(operation.lost, i, &state)
        guard let target = operation.target else { return }
        state[target.register] = result ?? Value(symbol: symbol(of: target.register, after: i), offset: 0)
    }

    private func lose(_ registers: UInt16, _ i: Int, _ state: inout [Value]) {
        for register in 0..<Self.count where registers >> UInt16(register) & 1 == 1 {
            state[register] = Value(symbol: symbol(of: register, after: i), offset: 0)
        }
    }

    private func value(_ operand: Operation.Operand, _ state: [Value], _ width: Int) -> Value? {
        switch operand {
        case .register(let register, let own): own == 0 ? nil : state[register]
        case .constant(let value): .constant(width == 64 ? value : value & (1 << UInt64(width) - 1))
        case .other: nil
        }
    }

    // MARK: What meets is the same

    func resolved(_ value: Value) -> Value {
        var value = value
        while let other = known[value.symbol] {
            guard var sum = other.adding(value.offset) else { break }
            if value.width < 64 { sum = sum.lowerHalf }
            value = sum
        }
        return value
    }

    private mutating func simplify() {
        let meetings = blocks.filter { !isEntry($0) && ways(into: $0).count > 1 }
        var changes = true
        while changes {
            changes = false
            for block in meetings {
                let brought = (0..<Self.count).map { register in incoming(block, register).map(\.value) }
                for register in 0..<Self.count {
                    let own = symbol(meeting: register, at: block)
                    guard known[own] == nil, let value = same(brought[register], own) ?? sameDistance(register, brought, at: block) else { continue }
                    known[own] = value
                    changes = true
                }
            }
        }
    }

    /// What all ways bring, but for those that bring back what was there.
    private func same(_ values: [Value], _ own: Int) -> Value? {
        let others = values.filter { $0 != Value(symbol: own, offset: 0) }
        guard let first = others.first, first.symbol != own, first.width == 64, others.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// Another register there, if all ways bring the same distance from it.
    private func sameDistance(_ register: Int, _ brought: [[Value]], at block: Int) -> Value? {
        let own = symbol(meeting: register, at: block)
        for other in 0..<register where known[symbol(meeting: other, at: block)] == nil {
            let base = symbol(meeting: other, at: block)
            var distances: Set<UInt64> = []
            let isAlways = zip(brought[register], brought[other]).allSatisfy { mine, its in
                // Both moved on by the same.
                if mine.symbol == own, its.symbol == base, mine.offset == its.offset, mine.width == its.width { return true }
                guard mine.symbol == its.symbol, mine.width == 64, its.width == 64 else { return false }
                distances.insert(mine.offset &- its.offset)
                return true
            }
            if isAlways, distances.count == 1 { return Value(symbol: base, offset: distances.first!) }
        }
        return nil
    }
}

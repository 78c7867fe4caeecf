// How often a cycle of machine code goes round, where its code says so: what is compared in each turn is moved on by the same
// step in each, from a start that is known, or that is a known distance from what it is compared with.
//
// The turns are counted by going through them, with the machine's own arithmetic: so a counter that wraps round, or one that steps
// over the end, is what it is. A distance is taken to be between two addresses of one object, which do not wrap.
// For x86-64 alone.

import Planning

struct TurnCounts {
    private let graph: FlowGraph
    private let checks: Checks
    private let predecessors: [[Int]]
    /// By function.
    private var values: [Int: RegisterValues] = [:]
    /// More instructions are not counted: they are some microseconds.
    private static let most = 4096

    init(_ graph: FlowGraph, _ checks: Checks, predecessors: [[Int]]) {
        self.graph = graph
        self.checks = checks
        self.predecessors = predecessors
    }

    /// Of a cycle that begins at `header`: `own` are its blocks that are not of the cycles inside of it, `inner` these and what was
    /// counted of each, `open` where each block goes without a check.
    mutating func count(
        of members: Set<Int>, header: Int, own: [Int], inner: some Sequence<([Int], Cycle.Count?)>, open: [[Int]]
    ) -> Cycle.Count? {
        guard graph.code.image.machine == .x86_64, own.allSatisfy(isCounted), let values = values(around: header) else { return nil }
        var once = own.reduce(0) { $0 + graph.blocks[$1].instructions.count }
        for (_, count) in inner {
            guard let count else { return nil }
            once += count.instructions
        }
        let ends = own.filter { b in
            graph.way(taken: true, from: b).map(members.contains) != graph.way(taken: false, from: b).map(members.contains)
                && values.contains(b)
        }
        let found = ends.compactMap { b -> Int? in
            guard let turns = turns(until: b, values, members, header, most: Self.most / once) else { return nil }
            return isInEveryTurn(b, members, inner.map(\.0), open) ? turns : nil
        }
        return found.min().map { Cycle.Count(turns: $0, instructions: $0 * once) }
    }

    /// Whether somebody can go round: whoever comes to a branch by a way on which it is decided goes that way only. Compilers remember
    /// in a register why a loop was left, and ask for it behind.
    mutating func isPossible(_ members: Set<Int>, header: Int, open: [[Int]]) -> Bool {
        guard graph.code.image.machine == .x86_64, let values = values(around: header) else { return true }
        let blocks = members.sorted()
        let number = Dictionary(uniqueKeysWithValues: blocks.enumerated().map { ($1, $0) })
        var edges = blocks.map { b in open[b].compactMap { number[$0] } }
        // A branch is another one for each way on which it is decided.
        var headers: Set<Int> = [number[header]!]
        for from in blocks {
            for b in open[from] where members.contains(b) && graph.blocks[b].successors.count > 1 {
                guard let way = decided(b, from: from, values) else { continue }
                edges[number[from]!].removeAll { $0 == number[b]! }
                edges[number[from]!].append(edges.count)
                if b == header { headers.insert(edges.count) }
                edges.append(open[b].contains(way) ? number[way].map { [$0] } ?? [] : [])
            }
        }
        let components = Components(edges)
        return components.of(edges.indices).contains { components.isCycle($0) && !headers.isDisjoint(with: $0) }
    }

    /// Where a branch leads whoever comes from a block.
    private func decided(_ block: Int, from: Int, _ values: RegisterValues) -> Int? {
        guard case .comparison(let first, let second, let width)? = values.condition(at: block, from: from),
            let test = Test(graph.code.text(of: graph.last(of: block)).mnemonic)
        else { return nil }
        func numbers(_ value: Value) -> [UInt64]? {
            if value.isConstant { return [value.offset & mask(width)] }
            var bounds = ValueBounds(graph, values)
            guard let range = bounds.bounds(of: value, width: width, at: from, before: block), range.count <= Self.mostNumbers else { return nil }
            return range.map { UInt64($0) }
        }
        guard let firsts = numbers(first), let seconds = numbers(second), firsts.count * seconds.count <= Self.mostNumbers else { return nil }
        let answers = Set(firsts.flatMap { x in seconds.map { test.holds(x, $0, width, .compared) } })
        guard answers.count == 1, let answer = answers.first!, let way = graph.way(taken: answer, from: block) else { return nil }
        return way
    }

    /// What is called, and an instruction that repeats itself, may take any time.
    private func isCounted(_ block: Int) -> Bool {
        switch graph.last(of: block).flow {
        case .call, .callAnywhere: return false
        default: break
        }
        return !graph.blocks[block].instructions.contains { graph.code.text(of: graph.code.instructions[$0]).mnemonic.hasPrefix("rep") }
    }

    private mutating func values(around block: Int) -> RegisterValues? {
        guard let function = graph.code.function(at: graph.first(of: block).address) else { return nil }
        if let known = values[function] { return known }
        let result = RegisterValues(graph, checks, predecessors: predecessors, function: function)
        values[function] = result
        return result
    }

    /// Whoever goes round passes here, or goes round inside.
    private func isInEveryTurn(_ block: Int, _ members: Set<Int>, _ inner: [[Int]], _ open: [[Int]]) -> Bool {
        let rest = members.filter { $0 != block }.sorted()
        let number = Dictionary(uniqueKeysWithValues: rest.enumerated().map { ($1, $0) })
        let without = Components(rest.map { b in open[b].compactMap { number[$0] } })
        var cycle: [Int: Int] = [:]
        for (i, blocks) in inner.enumerated() { for b in blocks { cycle[b] = i } }
        return without.of(rest.indices).filter(without.isCycle).allSatisfy { component in
            let cycles = Set(component.map { cycle[rest[$0]] })
            return cycles.count == 1 && cycles.first! != nil
        }
    }

    /// What is compared: at the start of a way into the cycle, and how it moves on in a turn.
    private struct Side {
        var symbol: Int
        var start: UInt64
        var step: UInt64
        /// What it is from the second turn on, if that is not a step further.
        var later: UInt64?
        /// Its bits; those above are zeros.
        var width: Int
        /// Where it is what it is said to be.
        var block: Int

        func starting(_ symbol: Int, at start: UInt64) -> Side {
            Side(symbol: symbol, start: start, step: step, later: later, width: width, block: block)
        }
    }

    private func turns(until block: Int, _ values: RegisterValues, _ members: Set<Int>, _ header: Int, most: Int) -> Int? {
        guard let stays = graph.way(taken: true, from: block).map(members.contains), let condition = values.condition(at: block),
            let test = Test(graph.code.text(of: graph.last(of: block)).mnemonic)
        else { return nil }
        let (first, second, width): (Value, Value, Int) =
            switch condition {
            case .comparison(let first, let second, let width): (first, second, width)
            case .result(let value, let added, let width): (value, .constant(added ?? 0), width)
            }
        let flags: Test.Flags =
            switch condition {
            case .comparison: .compared
            case .result(_, let added, _): added == nil ? .result : .sum
            }
        // What comes from a turn before, also by way of a check, moves on; the other ways begin.
        let (movingOn, entries) = values.ways(into: header).filter { !members.contains($0) }
            .divided { movesOn(from: $0, first, second, values, header) }
        guard !values.isEntry(header), !entries.isEmpty else { return nil }
        var result = 0
        for entry in entries {
            func side(_ value: Value) -> Side? {
                let side = self.side(value, from: entry, values, members, header, width)
                // On the way by a check it may have become another.
                return movingOn.isEmpty || side?.symbol == 0 ? side : nil
            }
            guard let one = side(first), let other = side(second),
                let turns = count(one, other, values, test, flags, width, while: stays, most: most)
            else { return nil }
            result = max(result, turns)
        }
        return result
    }

    /// The register at the start of the cycle that a value is a distance from.
    private func register(_ value: Value, _ values: RegisterValues, _ header: Int) -> Int? {
        values.meeting(value.symbol).flatMap { $0.block == header ? $0.register : nil }
    }

    private func movesOn(from block: Int, _ first: Value, _ second: Value, _ values: RegisterValues, _ header: Int) -> Bool {
        let registers = [first, second].compactMap { register($0, values, header) }
        return !registers.isEmpty
            && registers.allSatisfy { own in
                values.incoming(header, own).contains { $0.from == block && register($0.value, values, header) == own }
            }
    }

    private func side(
        _ value: Value, from entry: Int, _ values: RegisterValues, _ members: Set<Int>, _ header: Int, _ width: Int
    ) -> Side? {
        guard let own = register(value, values, header) else {
            // Something that keeps its value while the cycle goes round.
            if !value.isConstant, members.contains(values.origin(of: value.symbol)) { return nil }
            return Side(symbol: value.symbol, start: value.offset, step: 0, width: min(width, value.width), block: header)
        }
        var result = Side(symbol: 0, start: 0, step: 0, width: min(width, value.width), block: entry)
        var steps: Set<UInt64> = []
        var others: Set<UInt64> = []
        for (from, brought) in values.incoming(header, own) {
            if from == entry {
                guard brought.isConstant || !members.contains(values.origin(of: brought.symbol)) else { return nil }
                result.symbol = brought.symbol
                result.start = brought.offset &+ value.offset
                if !brought.isConstant { result.width = min(result.width, brought.width) }
            } else if register(brought, values, header) == own {
                steps.insert(brought.offset)
                result.width = min(result.width, brought.width)
            } else if members.contains(from) {
                guard brought.isConstant else { return nil }
                others.insert(brought.offset &+ value.offset)
            }
        }
        guard steps.count + others.count == 1, others.isEmpty || result.symbol == 0, result.width == width || result.start <= mask(result.width) else { return nil }
        result.step = steps.first ?? 0
        result.later = others.first
        return result
    }

    private func count(
        _ first: Side, _ second: Side, _ values: RegisterValues, _ test: Test, _ flags: Test.Flags, _ width: Int, while stays: Bool, most: Int
    ) -> Int? {
        func count(_ first: Side, _ second: Side) -> Int? {
            self.count(first, second, test, flags, width, while: stays, most: most)
        }
        if first.symbol == second.symbol { return count(first, second) }
        let pairs: [(Side, Side)]
        if let others = distances(of: second, from: first, values) {
            pairs = others.map { (first, $0) }
        } else if let others = distances(of: first, from: second, values) {
            pairs = others.map { ($0, second) }
        } else if let firsts = numbers(first, values), let seconds = numbers(second, values), firsts.count * seconds.count <= Self.mostNumbers {
            pairs = firsts.flatMap { first in seconds.map { (first, $0) } }
        } else {
            return nil
        }
        var result = 0
        for (first, second) in pairs {
            guard let turns = count(first, second) else { return nil }
            result = max(result, turns)
        }
        return result
    }

    private static let mostNumbers = 512

    /// What it may be at the start.
    private func numbers(_ side: Side, _ values: RegisterValues) -> [Side]? {
        if side.symbol == 0 { return [side] }
        let value = Value(symbol: side.symbol, offset: side.start, width: side.width < 64 ? 32 : 64)
        return numbers(value, side.width, at: side.block, values)?.map { side.starting(0, at: $0) }
    }

    /// What it may be at the start, if it is the sum of the other and of something that has few values: an address, and the end of what
    /// stands there.
    private func distances(of side: Side, from other: Side, _ values: RegisterValues) -> [Side]? {
        guard other.symbol != 0, case (.total(let first, let second), 64)? = values.size(of: side.symbol) else { return nil }
        for (base, rest) in [(first, second), (second, first)] {
            let base = values.resolved(base)
            guard base.symbol == other.symbol, base.width == 64,
                let found = numbers(values.resolved(rest), 64, at: values.origin(of: side.symbol), values)
            else { continue }
            return found.map { side.starting(base.symbol, at: side.start &+ base.offset &+ $0) }
        }
        return nil
    }

    private func numbers(_ value: Value, _ width: Int, at block: Int, _ values: RegisterValues) -> [UInt64]? {
        var bounds = ValueBounds(graph, values)
        guard let range = bounds.bounds(of: value, width: width, at: block), range.count <= Self.mostNumbers else { return nil }
        return range.map { UInt64($0) }
    }

    private func count(
        _ first: Side, _ second: Side, _ test: Test, _ flags: Test.Flags, _ width: Int, while stays: Bool, most: Int
    ) -> Int? {
        guard first.symbol == 0 || first.width == width && second.width == width else { return nil }
        // Of what an object's address is nothing is known but that all of the object lies above zero and below the end.
        let base: UInt64 = first.symbol != 0 && test.isUnsigned ? 1 << UInt64(width - 1) : 0
        var (x, y) = (base &+ first.start, base &+ second.start)
        for turn in 0..<most {
            guard let holds = test.holds(x & mask(first.width), y & mask(second.width), width, flags) else { return nil }
            if holds != stays { return turn + 1 }
            x = first.later ?? x &+ first.step
            y = second.later ?? y &+ second.step
        }
        return nil
    }

    private func mask(_ width: Int) -> UInt64 { width == 64 ? UInt64.max : 1 << UInt64(width) - 1 }
}

/// What a conditional jump asks of two numbers.
enum Test: String {
    case equal = "e", different = "ne"
    case below = "b", above = "a", notBelow = "ae", notAbove = "be"
    case less = "l", greater = "g", notLess = "ge", notGreater = "le"
    case negative = "s", notNegative = "ns"

    init?(_ mnemonic: String) {
        guard mnemonic.first == "j" else { return nil }
        self.init(rawValue: String(mnemonic.dropFirst()))
    }

    /// What is left of a number if the test against another holds, or does not.
    func limits(_ other: Int64, holds: Bool, largest: Int64) -> ClosedRange<Int64>? {
        switch (self, holds) {
        case (.below, true), (.notBelow, false): other > 0 ? 0...other - 1 : nil
        case (.notAbove, true), (.above, false): 0...other
        case (.above, true), (.notAbove, false): other + 1...largest
        case (.notBelow, true), (.below, false): other...largest
        case (.equal, true), (.different, false): other...other
        case (.equal, false), (.different, true): other == 0 ? 1...largest : nil
        default: nil
        }
    }

    var isUnsigned: Bool { [.below, .above, .notBelow, .notAbove].contains(self) }

    /// What the flags are of: `x` and `y`, which were compared, or `x`, to which `y` was added, or `x` alone.
    enum Flags { case compared, sum, result }

    func holds(_ x: UInt64, _ y: UInt64, _ width: Int, _ flags: Flags) -> Bool? {
        let unused = UInt64(64 - width)
        let (signedX, signedY) = (Int64(bitPattern: x << unused), Int64(bitPattern: y << unused))
        let difference = flags == .compared ? x &- y : x
        switch self {
        case .equal: return difference << unused == 0
        case .different: return difference << unused != 0
        case .negative: return Int64(bitPattern: difference << unused) < 0
        case .notNegative: return Int64(bitPattern: difference << unused) >= 0
        case .below where flags == .sum, .notBelow where flags == .sum: return (x < y) == (self == .below)
        case _ where flags != .compared: return nil
        case .below: return x < y
        case .above: return x > y
        case .notBelow: return x >= y
        case .notAbove: return x <= y
        case .less: return signedX < signedY
        case .greater: return signedX > signedY
        case .notLess: return signedX >= signedY
        case .notGreater: return signedX <= signedY
        }
    }
}

extension Array {
    /// Those of which it holds, and the others.
    fileprivate func divided(_ holds: (Element) -> Bool) -> (those: [Element], others: [Element]) {
        (filter(holds), filter { !holds($0) })
    }
}

// How long code that has no checks is likely to take, by which findings are ranked.
//
// A bound that is not proven may be anything, so where the source says nothing this guesses, the same everywhere: a
// loop of unknown length turns 256 times, a function that calls itself does so 256 times in all, and a jump back is taken
// 16 times, as most of them try again or end something. So one flat loop over a few bytes is short, a loop within another
// may be long, and a loop that calls what loops is long. On the trees in Tests/lint this parts what is likely from what is
// possible; the figures are there.
//
// Rejected: taking every loop that is not proven for a finding (most are over in a microsecond, and a lint that cries at
// each is switched off); asking for the number of turns in a profile (a lint has none).

import Planning

struct Estimating {
    /// What is guessed where turns are not known.
    static let turns: UInt64 = 256
    private static let jumps: UInt64 = 16
    /// And of a call into code that is not seen: most are short, and one that is not is found where it is defined.
    private static let opaqueCall = Cost.nanoseconds(30)

    private let functions: [Function]
    private let entries: [ArraySlice<Plan.Entry>]
    private let index: [String: Int]
    private let calls: CallCosts
    private var done: [Int: Cost] = [:]
    private var underway: Set<Int> = []
    private var found: [Int: [Cycle]] = [:]

    init(_ functions: [Function], _ all: [Plan.Entry], _ calls: CallCosts) {
        self.functions = functions
        self.calls = calls
        entries = all.byFunction
        index = functions.index
    }

    mutating func cycles() -> [Cycle] {
        functions.indices.flatMap { i in
            _ = estimate(i)
            return found[i] ?? []
        }
    }

    /// Callees first; one that is underway calls itself, which its own entry accounts for.
    private mutating func estimate(_ i: Int) -> Cost {
        if let known = done[i] { return known }
        guard underway.insert(i).inserted else { return .zero }
        var walk = Walk(function: i, entries: entries[i])
        let entry = walk.entries.removeFirst()
        walk.cycles.append(Cycle(entry: entry, function: i, loop: nil, turn: .zero, estimate: .zero))
        let body = estimate(functions[i].body, &walk)
        let isRecursive = entry.reason == .onCallCycle
        walk.cycles[0].turn = body
        walk.cycles[0].estimate = isRecursive ? body * Self.turns : body
        // A jump back may repeat any of it.
        for k in walk.cycles.indices {
            if case .jump = walk.cycles[k].entry.subject {
                walk.cycles[k].turn = body
                walk.cycles[k].estimate = body * (walk.cycles[k].entry.reason == .backwardJump ? Self.jumps : Self.turns)
            }
        }
        found[i] = walk.cycles
        done[i] = walk.cycles[0].estimate
        return walk.cycles[0].estimate
    }

    private struct Walk {
        let function: Int
        var entries: ArraySlice<Plan.Entry>
        var cycles: [Cycle] = []
    }

    private mutating func estimate(_ region: Region, _ walk: inout Walk) -> Cost {
        switch region {
        case .cost(let cost): return cost
        case .sequence(let parts):
            var sum = Cost.zero
            for part in parts { sum = sum + estimate(part, &walk) }
            return sum
        case .branch(let ways):
            var most = Cost.zero
            for way in ways { most = .longest(most, estimate(way, &walk)) }
            return most
        case .choice(let body): return estimate(body, &walk)
        case .loop(let loop): return estimate(loop, &walk)
        case .jump:
            if let entry = walk.entries.popFirst() {
                walk.cycles.append(
                    Cycle(entry: entry, function: walk.function, loop: nil, turn: .zero, estimate: .zero))
            }
            return .zero
        case .call(let call): return estimate(call)
        case .check, .leave, .target: return .zero
        }
    }

    private mutating func estimate(_ loop: Loop, _ walk: inout Walk) -> Cost {
        guard let entry = walk.entries.popFirst() else { return .zero }
        let slot = walk.cycles.count
        walk.cycles.append(
            Cycle(entry: entry, function: walk.function, loop: loop, turn: .zero, estimate: .zero))
        let turn = estimate(loop.head, &walk) + estimate(loop.body, &walk)
        walk.cycles[slot].turn = turn
        let turns = if case .atMost(let most) = loop.trips { most } else { Self.turns }
        walk.cycles[slot].estimate = turn * turns
        return turn * turns
    }

    private mutating func estimate(_ call: Call) -> Cost {
        guard case .direct(let id, let isSystem) = call.callee else { return Self.opaqueCall }
        if let callee = index[id] { return estimate(callee) }
        switch calls.cost(of: id, isSystem: isSystem) {
        case .fixed(let cost)?, .system(let cost)?: return cost
        case .perByte(let base, let each, let lengths)?:
            return base + each * (call.product(of: lengths) ?? Self.turns)
        case nil: return Self.opaqueCall
        }
    }
}

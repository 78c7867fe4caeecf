// Functions of one text that is compiled several times in a unit: a file that is included more than once, each time
// with other macros. What is inserted must be right for all of them.

extension Skeleton {
    /// Makes copies agree: a loop is cut into strips only if all count alike, and where their loops and jumps are not
    /// the same ones, nothing is inserted.
    public mutating func reconcileCopies() {
        // Functions that one macro makes stand at one offset, and are no copies.
        let spelled = functions.indices.filter { functions[$0].entry != nil }
        let groups = Dictionary(grouping: spelled, by: { functions[$0].text }).values
        for copies in groups where copies.count > 1 {
            let cycles = copies.map { functions[$0].body.cycles }
            let isSame =
                cycles.allSatisfy { $0.map(\.shape) == cycles[0].map(\.shape) }
                && copies.allSatisfy { functions[$0].entry == functions[copies[0]].entry }
            guard isSame else {
                for i in copies where functions[i].exclusion == nil {
                    functions[i].exclusion = .notUnderstood(
                        "this text is compiled \(copies.count) times here, and differs in its loops")
                }
                continue
            }
            for i in copies { functions[i].behindGuards = nil }
            let refused = copies.compactMap { functions[$0].exclusion }.first
            let agreed = cycles[0].indices.map { n in Agreed(cycles.map { $0[n] }) }
            for i in copies {
                var rest = agreed[...]
                functions[i].exclusion = functions[i].exclusion ?? refused
                functions[i].body = functions[i].body.agreeing(&rest)
            }
        }
    }
}

/// What two readings of one text must have in common in a loop or a jump, or they are not of one text.
public struct CycleShape: Hashable, Sendable {
    var spelling: String
    var site: Site?
}

extension Function {
    public var shape: [CycleShape] { body.cycles.map(\.shape) }
}

/// A loop or a jump, as far as copies must agree in it.
private struct Cycle {
    var shape: CycleShape
    var refusal: Reason?
    var trips: Loop.Trips = .unknown
    var counting: Loop.Counting?
}

/// What all copies of a loop or jump have in common.
private struct Agreed {
    var refusal: Reason?
    var trips: Loop.Trips
    var counting: Loop.Counting?

    init(_ copies: [Cycle]) {
        refusal = copies.lazy.compactMap(\.refusal).first
        trips = copies.allSatisfy { $0.trips == copies[0].trips } ? copies[0].trips : .unknown
        counting =
            copies.allSatisfy { $0.counting == copies[0].counting }
            ? copies[0].counting : .not(because: "it is compiled more than once, and counts in other ways")
    }
}

extension Region {
    fileprivate var cycles: [Cycle] {
        switch self {
        case .sequence(let parts), .branch(let parts): return parts.flatMap(\.cycles)
        case .loop(let loop):
            let own = Cycle(
                shape: CycleShape(spelling: loop.keyword, site: loop.latch), refusal: loop.refusal,
                trips: loop.trips, counting: loop.counting)
            return [own] + loop.head.cycles + loop.body.cycles
        case .jump(let jump):
            return [Cycle(shape: CycleShape(spelling: jump.spelling, site: jump.site), refusal: jump.refusal)]
        case .choice(let body): return body.cycles
        case .call, .cost, .check, .leave, .target, .entry: return []
        }
    }

    /// The same with what is agreed, taken in the order of `cycles`.
    fileprivate func agreeing(_ rest: inout ArraySlice<Agreed>) -> Region {
        switch self {
        case .sequence(let parts): return .sequence(parts.map { $0.agreeing(&rest) })
        case .branch(let parts): return .branch(parts.map { $0.agreeing(&rest) })
        case .loop(var loop):
            guard let agreed = rest.popFirst() else { return self }
            loop.refusal = agreed.refusal
            loop.trips = agreed.trips
            loop.counting = agreed.counting ?? loop.counting
            loop.head = loop.head.agreeing(&rest)
            loop.body = loop.body.agreeing(&rest)
            return .loop(loop)
        case .jump(var jump):
            guard let agreed = rest.popFirst() else { return self }
            jump.refusal = agreed.refusal
            return .jump(jump)
        case .choice(let body): return .choice(body.agreeing(&rest))
        case .call, .cost, .check, .leave, .target, .entry: return self
        }
    }
}

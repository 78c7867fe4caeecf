// Random skeletons for the tests of the gaps: all kinds of regions, jumps into and out of loops and choices, calls in
// every direction; as a frontend would make them (no trip count where a label stands in the body, ...).

import Planning

struct RandomSkeleton {
    private var random: SplitMix
    private var labels = 0
    /// Labels that stand already, and labels that were jumped to and must come yet.
    private var standing: [String] = []
    private var pending: [String] = []
    private var line = 0
    private let count: Int

    init(seed: UInt64) {
        random = SplitMix(seed)
        count = 1 + random.below(4)
    }

    mutating func skeleton() -> Skeleton {
        Skeleton(
            functions: (0..<count).map { i in
                (standing, pending) = ([], [])
                let guards = random.below(2) == 0 ? guards() : []
                var parts = guards + (0..<(1 + random.below(4))).map { _ in region(depth: 4, loops: 0, choices: 0) }
                parts += pending.map { .target(.label($0)) }
                let isExcluded = random.below(12) == 0
                var function = Function(
                    id: "f\(i)", name: "f\(i)", place: nextPlace(), visibility: .file, isAddressTaken: false,
                    entry: Site(offset: 1, form: .statement), body: .sequence(parts),
                    exclusion: isExcluded ? .functionExcluded("test") : nil)
                if !guards.isEmpty { function.behindGuards = Site(offset: 3, form: .statement) }
                return function
            })
    }

    /// What returns at once, and behind it the mark for the check of the entry, perhaps the source's own too.
    private mutating func guards() -> [Region] {
        let returns = Region.branch([.sequence([.cost(cost()), .leave(.return)])])
        let rest: [Region] = random.below(4) == 0 ? [.cost(cost()), .check] : []
        return [.cost(cost()), returns, .entry] + rest
    }

    private mutating func nextPlace() -> Place {
        line += 1
        return place(line)
    }

    private mutating func region(depth: Int, loops: Int, choices: Int) -> Region {
        if depth == 0 { return .cost(cost()) }
        switch random.below(20) {
        case 0...3: return .cost(cost())
        case 4...7: return sequence(depth, loops, choices)
        case 8...9:
            return .branch(
                (0...random.below(2)).map { _ in region(depth: depth - 1, loops: loops, choices: choices) })
        case 10...13: return loop(depth, choices)
        case 14: return choice(depth, loops)
        case 15: return random.below(3) == 0 ? .check : call("f\(random.below(count))")
        case 16: return call("f\(random.below(count))")
        case 17:
            // Something conditional that leaves.
            return .branch([leave(loops, choices)])
        case 18:
            guard !pending.isEmpty, random.below(2) == 0 else { return newLabel() }
            let name = pending.remove(at: random.below(pending.count))
            standing.append(name)
            return .target(.label(name))
        default:
            guard !standing.isEmpty else { return .cost(cost()) }
            let target = standing[random.below(standing.count)]
            return .branch([
                .jump(
                    Jump(
                        .backward, spelling: "goto \(target)", place: nextPlace(),
                        site: Site(offset: 1, form: .around(end: 2)),
                        refusal: random.below(10) == 0 ? .fromMacro("M") : nil))
            ])
        }
    }

    private mutating func newLabel() -> Region {
        labels += 1
        standing.append("l\(labels)")
        return .target(.label("l\(labels)"))
    }

    private mutating func sequence(_ depth: Int, _ loops: Int, _ choices: Int) -> Region {
        .sequence((0...random.below(4)).map { _ in region(depth: depth - 1, loops: loops, choices: choices) })
    }

    private mutating func leave(_ loops: Int, _ choices: Int) -> Region {
        switch random.below(5) {
        case 0 where loops + choices > 0: return .leave(.break)
        case 1 where loops > 0: return .leave(.continue)
        case 2: return .leave(.return)
        default:
            labels += 1
            let name = pending.isEmpty || random.below(2) == 0 ? "l\(labels)" : pending[0]
            if !pending.contains(name) { pending.append(name) }
            return .leave(.label(name))
        }
    }

    private mutating func choice(_ depth: Int, _ loops: Int) -> Region {
        var parts: [Region] = []
        for i in 0...random.below(3) {
            parts.append(.target(.alternative(isDefault: i == 0 && random.below(2) == 0)))
            parts.append(region(depth: depth - 1, loops: loops, choices: 1))
            if random.below(2) == 0 { parts.append(.leave(.break)) }
        }
        return .choice(.sequence(parts))
    }

    private mutating func loop(_ depth: Int, _ choices: Int) -> Region {
        var body = sequence(depth, 1, 0)
        // A case of the choice around it, as in Duff's device.
        if choices > 0, random.below(3) == 0 {
            body = .sequence([.target(.alternative(isDefault: false)), body])
        }
        let keyword = ["for", "while", "do"][random.below(3)]
        let holdsTarget = body.holdsTarget
        let continues = body.holdsContinue || holdsTarget
        let latch: Site.Form =
            switch keyword {
            case "for": .increment(isEmpty: false)
            case "do": .condition
            default: continues ? .declaration : random.below(3) == 0 ? .around(end: 9) : .statement
            }
        var trips = Loop.Trips.unknown
        var counting = Loop.Counting.not(because: "test")
        if !holdsTarget, keyword == "for" {
            if random.below(2) == 0 { trips = .atMost(UInt64(random.below(6))) }
            if random.below(2) == 0 { counting = counted() }
        }
        var loop = Loop(
            keyword: keyword, place: nextPlace(), head: .cost(cost()), body: body, continues: continues,
            latch: Site(offset: 2, form: latch), trips: trips, counting: counting,
            refusal: random.below(15) == 0 ? .fromMacro("M") : nil)
        if !continues, random.below(2) == 0 { loop.copy = TurnCopy(text: "x;", offset: 9) }
        return .loop(loop)
    }

    private mutating func cost() -> Cost { Cost(picoseconds: UInt64(random.below(20_000))) }
}

struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((z ^ (z >> 31)) >> 1) % limit
    }
}

extension Region {
    fileprivate var holdsTarget: Bool {
        switch self {
        case .target: true
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.holdsTarget)
        case .choice(let body): body.holdsLabel
        case .loop(let loop): loop.body.holdsTarget
        default: false
        }
    }

    private var holdsLabel: Bool {
        switch self {
        case .target(.label): true
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.holdsLabel)
        case .choice(let body): body.holdsLabel
        case .loop(let loop): loop.body.holdsLabel
        default: false
        }
    }

    fileprivate var holdsContinue: Bool {
        switch self {
        case .leave(.continue): true
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.holdsContinue)
        case .choice(let body): body.holdsContinue
        default: false
        }
    }
}

// How long code that has no checks is likely to take, by which findings are ranked.
//
// A bound that is not proven may be anything, so this guesses, the same everywhere. How often a loop turns is guessed by what
// it goes over (`Loop.Extent`): data is long, text and lists are short, and who counts in a byte expects few. What a turn
// takes is what may be expected, not the longest way: of two ways each is taken half of the time, a `switch` takes one of its
// alternatives, and a way that leaves the loop is no part of a turn. What is long only as structures in structures in
// structures is not believed (`Length`). On the trees in Tests/lint this parts what is likely
// from what is possible; the figures are there.
//
// Rejected: taking every loop that is not proven for a finding (most are over in a microsecond, and a lint that cries at
// each is switched off); the longest way through each turn (an error's message, which ends the loop, made most loops long);
// asking for the number of turns in a profile (a lint has none).

import Planning

struct Estimating {
    /// The length of what is copied or searched by a call, where nothing says.
    private static let bytes: UInt64 = 256
    private static let landings: UInt64 = 4_096
    /// A jump back mostly tries again or ends something.
    private static let jumps: UInt64 = 16
    /// And of a call into code that is not seen: most are short, and one that is not is found where it is defined.
    private static let opaqueCall = Cost.nanoseconds(30)

    private let functions: [Function]
    private let entries: [ArraySlice<Plan.Entry>]
    private let links: CallLinks
    private let calls: CallCosts
    private let budget: Cost
    private let recursions: Recursions
    /// By function, what a caller waits for before it can meet a check.
    private var done: [Int: Length] = [:]
    private var underway: Set<Int> = []
    private var found: [Int: [Cycle]] = [:]

    init(_ functions: [Function], _ links: CallLinks, _ all: [Plan.Entry], _ calls: CallCosts, budget: Cost) {
        self.functions = functions
        self.calls = calls
        self.budget = budget
        entries = all.byFunction
        self.links = links
        recursions = Recursions(functions, links)
    }

    mutating func cycles() -> [Cycle] {
        functions.indices.flatMap { i in
            _ = estimate(i)
            return found[i] ?? []
        }
    }

    /// Callees first; one that is underway calls itself, which its own entry accounts for.
    private mutating func estimate(_ i: Int) -> Length {
        if let known = done[i] { return known }
        guard underway.insert(i).inserted else { return Length() }
        var walk = Walk(function: i, entries: entries[i], calls: links.targets[i][...])
        let entry = walk.entries.removeFirst()
        walk.cycles.append(Cycle(entry: entry, function: i, loop: nil, turn: .zero, estimate: .zero))
        let body = work(of: functions[i].body, &walk)
        walk.cycles[0].turn = body.rest.whole
        let levels = recursions.levels(of: i)
        let isRecursion = entry.reason == .onCallCycle
        walk.cycles[0].set(isRecursion ? body.rest.repeated(levels, byData: levels > Recursions.sure) : body.all)
        // A jump back may repeat any of it.
        for k in walk.cycles.indices {
            guard case .jump = walk.cycles[k].entry.subject else { continue }
            let dispatches = [.landing, .computedJump].contains(walk.cycles[k].entry.reason)
            walk.cycles[k].turn = body.all.whole
            walk.cycles[k].set(body.all.repeated(dispatches ? Self.landings : Self.jumps, byData: dispatches))
        }
        found[i] = walk.cycles
        let recurs = isRecursion && entry.decision != .none
        done[i] = !recurs ? body.rest : walk.cycles[0].isLikely(beyond: budget) ? Length()
            : body.rest.repeated(max(1, levels / Cycle.doubt), byData: false)
        return done[i] ?? Length()
    }

    /// What a piece of code is likely to take.
    private struct Work {
        var all = Length()
        /// Without the cycles in it that are warnings themselves: a check in one of them is a check for who calls it.
        var rest = Length()
        /// How often something turns in it, or what is called, was guessed.
        var isGuess = false

        init(_ all: Length = Length(), isGuess: Bool = false) {
            self.all = all
            rest = all
            self.isGuess = isGuess
        }

        static func + (a: Work, b: Work) -> Work {
            var sum = Work(a.all + b.all, isGuess: a.isGuess || b.isGuess)
            sum.rest = a.rest + b.rest
            return sum
        }

        /// What one of several ways is expected to take, of which one may go past all.
        func divided(by ways: UInt64) -> Work {
            var one = Work(all.divided(by: ways), isGuess: isGuess)
            one.rest = rest.divided(by: ways)
            return one
        }
    }

    private struct Walk {
        let function: Int
        var entries: ArraySlice<Plan.Entry>
        /// What is called, in the order of the text.
        var calls: ArraySlice<Int>
        var cycles: [Cycle] = []
        var isInLoop = false
        /// What a `break` leaves is the loop, not a choice in it.
        var breaksLoop = false
    }

    private mutating func work(of region: Region, _ walk: inout Walk) -> Work {
        switch region {
        case .cost(let cost): return Work(Length(whole: cost))
        case .sequence(let parts):
            var sum = Work()
            for part in parts { sum = sum + work(of: part, &walk) }
            return sum
        case .branch(let ways):
            var sum = Work()
            for way in ways {
                let work = work(of: way, &walk)
                if !walk.isInLoop || !way.leavesLoop(byBreak: walk.breaksLoop) { sum = sum + work }
            }
            return sum.divided(by: max(2, UInt64(ways.count)))
        case .choice(let body):
            let outer = walk.breaksLoop
            walk.breaksLoop = false
            defer { walk.breaksLoop = outer }
            let ways = body.alternatives
            var sum = Work()
            for way in ways {
                var work = Work()
                for part in way { work = work + self.work(of: part, &walk) }
                if !walk.isInLoop || !way.contains(where: { $0.leavesLoop(byBreak: false) }) { sum = sum + work }
            }
            return sum.divided(by: max(1, UInt64(ways.count)))
        case .loop(let loop): return work(of: loop, &walk)
        case .jump:
            if let entry = walk.entries.popFirst() {
                walk.cycles.append(
                    Cycle(entry: entry, function: walk.function, loop: nil, turn: .zero, estimate: .zero))
            }
            return Work()
        case .call: return Work(walk.calls.popFirst().map { length(ofCall: $0) } ?? Length(), isGuess: true)
        case .check, .leave, .target, .entry: return Work()
        }
    }

    private mutating func work(of loop: Loop, _ walk: inout Walk) -> Work {
        guard let entry = walk.entries.popFirst() else { return Work() }
        let slot = walk.cycles.count
        walk.cycles.append(
            Cycle(entry: entry, function: walk.function, loop: loop, turn: .zero, estimate: .zero))
        let outer = (walk.isInLoop, walk.breaksLoop)
        (walk.isInLoop, walk.breaksLoop) = (true, true)
        let turn = work(of: loop.head, &walk) + work(of: loop.body, &walk)
        (walk.isInLoop, walk.breaksLoop) = outer
        walk.cycles[slot].turn = turn.all.whole
        let turning = loop.turning
        let all = turn.all.repeated(turning.likely, byData: turning.isByData)
        walk.cycles[slot].set(all)
        walk.cycles[slot].isGuess = turn.isGuess || !loop.trips.isKnown || loop.body.exits > 0
        var whole = Work(all, isGuess: turn.isGuess || !loop.trips.isKnown)
        let isTold = entry.decision != .none && walk.cycles[slot].isLikely(beyond: budget)
        whole.rest = isTold ? Length() : turn.rest.repeated(turning.withoutDoubt, byData: turning.isByData)
        return whole
    }

    private mutating func length(ofCall target: Int) -> Length {
        target >= 0 ? estimate(target) : Length(whole: cost(of: links.others[~target]))
    }

    private func cost(of call: Call) -> Cost {
        guard case .direct(let id, let isSystem) = call.callee else { return Self.opaqueCall }
        switch calls.cost(of: id, isSystem: isSystem) {
        case .fixed(let cost)?, .system(let cost)?: return cost
        case .perByte(let base, let each, let lengths)?:
            return base + each * (call.product(of: lengths) ?? Self.bytes)
        case nil: return Self.opaqueCall
        }
    }
}

/// A time, and how much of it goes over data: is repeated by a loop of which something says that it may be long. Structures
/// in structures come to the same sum, but hardly ever in a program that runs.
private struct Length {
    var whole = Cost.zero
    var overData = Cost.zero

    static func + (a: Length, b: Length) -> Length { Length(whole: a.whole + b.whole, overData: a.overData + b.overData) }

    func repeated(_ times: UInt64, byData: Bool) -> Length {
        Length(whole: whole * times, overData: (byData ? whole : overData) * times)
    }

    func divided(by parts: UInt64) -> Length {
        Length(whole: whole.divided(by: parts), overData: overData.divided(by: parts))
    }
}

extension Cycle {
    fileprivate mutating func set(_ length: Length) {
        estimate = length.whole
        overData = length.overData
    }
}

/// How often a loop is guessed to turn where nothing proves it.
private struct Turning {
    var likely: UInt64
    /// Whether anything says that it may turn often.
    var isByData: Bool
    /// What whoever is called may be believed to take: a guess counts as much as it must exceed the budget by.
    var withoutDoubt: UInt64 { isProven ? likely : max(1, likely / Cycle.doubt) }
    private var isProven = false

    init(proven most: UInt64) {
        likely = most
        isByData = true
        isProven = true
    }

    init(_ likely: UInt64, isByData: Bool) {
        self.likely = max(1, likely)
        self.isByData = isByData
    }
}

extension Loop {
    fileprivate var turning: Turning {
        if case .atMost(let most) = trips { return Turning(proven: most) }
        guard let most = trips.most else { return guessedTurning }
        return Turning(min(most, guessedTurning.likely), isByData: guessedTurning.isByData && most > 32)
    }

    private var guessedTurning: Turning {
        // A turn that ends by leaving is repeated only by `continue`.
        if body.leavesLoop(byBreak: true) { return Turning(Self.handful, isByData: false) }
        switch extent {
        case .open: return Turning(256 / (1 + body.exits), isByData: true)
        case .data: return Turning(4_096 / (1 + body.exits), isByData: true)
        case .cases: return Turning(2_048 / (1 + body.exits), isByData: true)
        case .text: return Turning(32, isByData: false)
        case .things: return Turning(Self.handful, isByData: false)
        case .few(let most): return Turning(min(most, 256), isByData: most > 32)
        }
    }

    private static let handful: UInt64 = 8
}

extension Region {
    /// Whether it ends by going out of the loop around it: an error, or what was looked for.
    fileprivate func leavesLoop(byBreak: Bool) -> Bool {
        switch self {
        case .leave(.return), .leave(.label): true
        case .leave(.break): byBreak
        case .sequence(let parts): parts.contains { $0.leavesLoop(byBreak: byBreak) }
        case .branch, .loop, .jump, .call, .cost, .check, .leave, .target, .choice, .entry: false
        }
    }

    /// In how many places it may leave the loop around it. What stands in a choice is one case of many.
    fileprivate var exits: UInt64 {
        switch self {
        case .leave(.return), .leave(.label), .leave(.break): 1
        case .sequence(let parts), .branch(let parts): parts.reduce(0) { $0 + $1.exits }
        case .loop, .choice, .jump, .call, .cost, .check, .leave, .target, .entry: 0
        }
    }

    /// The alternatives of a choice's body, each up to the next; labels that share one are one.
    var alternatives: [ArraySlice<Region>] {
        guard case .sequence(let parts) = self else { return [[self]] }
        var ways: [ArraySlice<Region>] = []
        var start = parts.startIndex
        var isLabelsAlone = false
        for i in parts.indices {
            let isLabel = if case .target = parts[i] { true } else { false }
            if case .target(.alternative) = parts[i], !isLabelsAlone {
                if i > start { ways.append(parts[start..<i]) }
                start = i
                isLabelsAlone = true
            }
            isLabelsAlone = isLabelsAlone && isLabel
        }
        if start < parts.endIndex { ways.append(parts[start...]) }
        return ways
    }
}

// The planner: skeleton -> plan.
//
// Every cycle meets a check: cycles of calls at function entries (`CallGraph`), loops at their latch, between
// two strips, or not at all where all turns together are proven short. Functions are planned callees first,
// so that a bounded callee's cost counts in its callers' loops. No rule here knows a program by name.
//
// Rejected: leaving a loop alone because "its callee always checks" while entry checks may be left out of
// that callee for other reasons. Each is sound alone; together a prototype ran 50 million turns unchecked.

public struct Planner: Sendable {
    public struct Options: Sendable {
        /// The largest gap allowed between two checks.
        public var budget: Cost = .microseconds(20)
        /// What calls out of the file cost.
        public var calls = CallCosts()

        public init() {}

        /// What one strip, or one loop without a check, may take. The rest is for what comes before it and behind it.
        var share: Cost { Cost(picoseconds: budget.picoseconds / 2) }
        /// The same in functions where such runs follow one another.
        var smallShare: Cost { Cost(picoseconds: budget.picoseconds / 4) }
    }

    public var options: Options

    public init(_ options: Options = Options()) {
        self.options = options
    }

    /// `links`: those of the skeleton's functions, where somebody has them already.
    public func plan(_ skeleton: Skeleton, _ links: CallLinks? = nil) -> Plan {
        var planning = Planning(skeleton.functions, links ?? CallLinks(skeleton.functions), options)
        var entries: [Plan.Entry] = []
        var starts: [Int] = []
        var declarations: Set<Int> = []
        for (i, function) in skeleton.functions.enumerated() {
            let own = planning.entries(of: i)
            starts.append(entries.count)
            entries += own
            if let header = skeleton.headers.first(where: { $0.range.contains(function.text) }),
                let declaration = header.declaration, own.contains(where: { $0.decision != .none })
            {
                declarations.insert(declaration)
            }
        }
        for (i, start) in starts.enumerated() { planning.postpone(&entries[start], of: i) }
        let needsPrelude =
            !skeleton.declaresCheck && (!skeleton.quiet.isEmpty || entries.contains { $0.decision != .none })
        var plan = Plan(
            entries: entries, prelude: needsPrelude ? skeleton.prelude : nil,
            declarations: declarations.sorted(), quiet: skeleton.quiet)
        plan.isPreludePublic = skeleton.isInlined(entries, skeleton.quiet)
        return plan
    }
}

/// The work of a piece of code between two checks, roughly: enough to size strips and to choose. What is proven about
/// the result is in `Bounds`.
private struct Turn {
    var cost: Cost
    /// A call on the way whose cost is not known.
    var opaque: String?

    static let none = Turn(cost: .zero)

    static func + (a: Turn, b: Turn) -> Turn { Turn(cost: a.cost + b.cost, opaque: a.opaque ?? b.opaque) }
    static func * (a: Turn, times: UInt64) -> Turn { Turn(cost: a.cost * times, opaque: a.opaque) }
    static func longer(_ a: Turn, _ b: Turn) -> Turn {
        Turn(cost: max(a.cost, b.cost), opaque: a.opaque ?? b.opaque)
    }
}

private struct Planning {
    private let functions: [Function]
    private let options: Planner.Options
    /// What a strip may take in the function that is being planned.
    private var share: Cost
    private let entryChecks: [Int: Reason]
    private let index: [String: Int]
    private var done: [(gap: Turn, entries: [Plan.Entry])?]
    /// Functions that were begun, at some time.
    private var entered: [Bool]
    private let links: CallLinks
    /// The functions each of them calls, and the number of the circle of calls that each is in.
    private let callees: [[Int]]
    private let circle: [Int]
    private var sizeOfCircle: [Int: Int] = [:]
    /// The one that is being planned, and how many of its calls were met.
    private var current = 0
    private var met = 0
    /// Functions whose check at the entry spares a loop its own.
    private var reliedOn: Set<Int> = []

    init(_ functions: [Function], _ links: CallLinks, _ options: Planner.Options) {
        self.functions = functions
        self.options = options
        self.links = links
        done = Array(repeating: nil, count: functions.count)
        entered = Array(repeating: false, count: functions.count)
        share = options.share
        entryChecks = CallGraph(functions, links, options.calls).entryChecks()
        index = links.index
        callees = links.callees
        circle = Components(callees).numbers
        for number in circle { sizeOfCircle[number, default: 0] += 1 }
    }

    mutating func entries(of function: Int) -> [Plan.Entry] {
        plan(function)
        return done[function]?.entries ?? []
    }

    // MARK: Functions

    /// Plans a function, its callees first. Iterative: a program may call as deep as it is long.
    private mutating func plan(_ root: Int) {
        guard done[root] == nil else { return }
        entered[root] = true
        var underway: [(function: Int, callees: [Int])] = [(root, callees[root])]
        while let last = underway.indices.last {
            if let callee = underway[last].callees.popLast() {
                // One that is underway closes a cycle of calls, or will be planned all the same.
                if !entered[callee] {
                    entered[callee] = true
                    underway.append((callee, callees[callee]))
                }
                continue
            }
            let i = underway.removeLast().function
            share = options.share
            done[i] = planned(i)
            if let whole = done[i]?.gap.cost, whole.picoseconds > options.budget.picoseconds {
                share = options.smallShare
                done[i] = planned(i)
            }
        }
    }

    private mutating func planned(_ i: Int) -> (gap: Turn, entries: [Plan.Entry]) {
        current = i
        met = 0
        var entries = [entry(of: functions[i], i)]
        let gap = walk(functions[i].body, in: functions[i], &entries)
        // The library's loop can be cut like one of the source, and then holds the check that this one would.
        guard let loop = functions[i].pieces, case .check = entries[0].decision, case .calledByLoop? = entryChecks[i],
            let turns = turnsOfStrip(gap, holdsCycle: entries.dropFirst().holdCycle)
        else { return (gap, entries) }
        entries[0].decision = .pieces(at: loop, turns: turns)
        entries[0].reason = .calledByCutLoop(turnTime: gap.cost)
        return (gap * turns, entries)
    }

    private func entry(of function: Function, _ i: Int) -> Plan.Entry {
        var decision = Plan.Decision.none
        var reason = entryChecks[i] ?? .noCallCycle
        if case .notUnderstood? = function.exclusion, let exclusion = function.exclusion {
            // What was not parsed may hold a loop that nobody saw.
            reason = exclusion
        } else if entryChecks[i] != nil {
            if let exclusion = function.exclusion {
                reason = exclusion
            } else if function.body.beginsWithCheck || function.repeatedBy == nil && function.holdsOwnCheck {
                reason = .alreadyChecked
            } else if let site = function.entry {
                decision = .check(site)
            } else {
                reason = function.entryRefusal ?? .fromMacro("that makes its body")
            }
        }
        var entry = Plan.Entry(
            subject: .entry, place: function.place, function: function.name, decision: decision,
            reason: reason)
        entry.isOpaque = OpaqueChecks.suit(circleOf: sizeOfCircle[circle[i], default: 0], callsItself: callees[i].contains(i))
        return entry
    }

    /// When all functions are planned, so that what relies on this check is known.
    func postpone(_ entry: inout Plan.Entry, of i: Int) {
        guard case .check = entry.decision, let site = functions[i].lateEntry(isReliedOn: reliedOn.contains(i)) else { return }
        entry.decision = .check(site)
        entry.isLate = true
    }

    /// The callee, if it is sure to have a check at its entry. A function that other files can name may be replaced
    /// when the program is linked; one that nothing may be inserted into has none.
    private func checkedCallee(of call: Call) -> Int? {
        guard case .direct(let id, _) = call.callee, let i = index[id], entryChecks[i] != nil else { return nil }
        let function = functions[i]
        guard function.visibility == .file, function.exclusion == nil,
            function.body.beginsWithCheck || function.entry != nil && !function.holdsOwnCheck
        else { return nil }
        // From outside of its cycle, a check of the loop costs less than one in each of its calls.
        let turnsApart = circle[i] != circle[current] && callees[i].contains { circle[$0] == circle[i] }
        return function.behindGuards != nil && turnsApart ? nil : i
    }

    /// Whether every turn meets a check in a function that is called. That check then stays where it is.
    private mutating func reliesOnCallee(_ loop: Loop) -> Bool {
        var callees: Set<Int> = []
        let isSure = loop.checksEachTurn { call in
            guard let callee = checkedCallee(of: call) else { return false }
            callees.insert(callee)
            return true
        }
        if isSure { reliedOn.formUnion(callees) }
        return isSure
    }

    // MARK: Regions

    private mutating func walk(_ region: Region, in function: Function, _ entries: inout [Plan.Entry]) -> Turn
    {
        switch region {
        case .cost(let cost): return Turn(cost: cost)
        case .sequence(let parts):
            var gap = Turn.none
            for part in parts { gap = gap + walk(part, in: function, &entries) }
            return gap
        case .branch(let ways):
            var gap = Turn.none
            for way in ways { gap = .longer(gap, walk(way, in: function, &entries)) }
            return gap
        case .loop(let loop): return walk(loop, in: function, &entries)
        case .jump(let jump):
            entries.append(entry(of: jump, in: function))
            return .none
        case .call: return gapOfNextCall()
        case .choice(let body): return walk(body, in: function, &entries)
        case .check, .leave, .target, .entry: return .none
        }
    }

    /// Calls are met in the order in which they are linked.
    private mutating func gapOfNextCall() -> Turn {
        let target = links.targets[current][met]
        met += 1
        // On a cycle of calls the check is at an entry, so a turn of it adds what may come before that.
        if target >= 0 { return done[target]?.gap ?? Turn(cost: functions[target].costBeforeEntry) }
        let call = links.others[~target]
        switch call.callee {
        case .pointer: return Turn(cost: CostModel.cost(of: .opaqueCall), opaque: "through a pointer")
        case .direct(let id, let isSystem):
            if let cost = options.calls.knownCost(of: call, id, isSystem: isSystem) {
                return Turn(cost: cost)
            }
            return Turn(cost: CostModel.cost(of: .opaqueCall), opaque: id)
        }
    }

    private func entry(of jump: Jump, in function: Function) -> Plan.Entry {
        let refusal = function.exclusion ?? jump.refusal
        let why: Reason =
            switch jump.kind {
            case .backward: .backwardJump
            case .computed: .computedJump
            case .landing: .landing
            case .longjmpLanding: .longjmpLanding
            }
        return Plan.Entry(
            subject: .jump(jump.spelling), place: jump.place, function: function.name,
            decision: refusal == nil ? jump.site.map(Plan.Decision.check) ?? .none : .none,
            reason: refusal ?? why)
    }

    // MARK: Loops

    private mutating func walk(_ loop: Loop, in function: Function, _ entries: inout [Plan.Entry]) -> Turn {
        let slot = entries.count
        entries.append(
            Plan.Entry(
                subject: .loop(loop.keyword), place: loop.place, function: function.name, decision: .none,
                reason: .alreadyChecked))
        entries[slot].lastLine = loop.lastLine
        let turn = walk(loop.head, in: function, &entries) + walk(loop.body, in: function, &entries)
        let holdsCycle = entries[(slot + 1)...].holdCycle
        let (decision, reason, gap) = decide(loop, turn, holdsCycle, function.exclusion)
        entries[slot].decision = decision
        entries[slot].reason = reason
        guard case .check = decision, turn.opaque == nil, !holdsCycle else { return gap }
        entries[slot].isOpaque = OpaqueChecks.suit(loop, turn: turn.cost)
        guard let copy = loop.copy else { return gap }
        let turns = copy.turns(ofTurn: turn.cost)
        if turns == 1 { return gap }
        entries[slot].turnsPerCheck = turns
        entries[slot].copy = copy
        // One more for the copies' ways out.
        return gap * UInt64(turns + 1)
    }

    private mutating func decide(
        _ loop: Loop, _ turn: Turn, _ holdsCycle: Bool, _ exclusion: Reason?
    ) -> (Plan.Decision, Reason, Turn) {
        let unproven = Turn(cost: turn.cost, opaque: turn.opaque ?? "a loop without a check")
        if let refusal = exclusion ?? loop.refusal { return (.none, refusal, unproven) }
        if loop.checksEachTurn({ _ in false }) { return (.none, .alreadyChecked, turn) }
        if reliesOnCallee(loop) { return (.none, .calleeChecks, turn) }
        if loop.counting == .strip { return (.none, .cutAlready, turn) }
        if let trips = loop.trips.most, turn.opaque == nil {
            let all = turn * trips
            if all.cost.picoseconds <= share.picoseconds {
                return (.none, .bounded(trips: trips, total: all.cost), all)
            }
        }
        if case .counted(let counted) = loop.counting,
            let turns = turnsOfStrip(turn, holdsCycle: holdsCycle, most: counted.longestStrip)
        {
            return (.strip(counted, turns: turns), .countedLoop(turnTime: turn.cost), turn * turns)
        }
        if case .sliced(let sliced) = loop.counting, let turns = turnsOfStrip(turn, holdsCycle: holdsCycle) {
            return (.slices(sliced, turns: turns), .slicedLoop(turnTime: turn.cost), turn * turns)
        }
        guard let latch = loop.latch else { return (.none, .notUnderstood("its latch"), unproven) }
        return (.check(latch), whyEachTurn(loop, turn, holdsCycle), turn)
    }

    /// The largest power of two of turns that fits the share: the compiler divides by it for nothing, and knows more of where
    /// strips start (in Swift, heat along a rod lost its vectors with strips of 1280 turns). None where a strip would be too short
    /// to pay.
    private func turnsOfStrip(_ turn: Turn, holdsCycle: Bool, most: UInt64 = .max) -> UInt64? {
        if turn.opaque != nil || holdsCycle { return nil }
        let fitting = share.picoseconds / max(turn.cost.picoseconds, 100)
        let turns = fitting == 0 ? 0 : min(1 << UInt64(63 - fitting.leadingZeroBitCount), most)
        return turns >= 16 ? turns : nil
    }

    private func whyEachTurn(_ loop: Loop, _ turn: Turn, _ holdsCycle: Bool) -> Reason {
        if holdsCycle { return .holdsLoop }
        if let name = turn.opaque { return .opaqueTurn(name) }
        switch (loop.counting, loop.trips.most) {
        case (.counted, _), (.sliced, _): return .heavyTurn(turn.cost)
        case (_, let trips?): return .tooManyTrips(trips)
        case (.not(let why), _): return .unknownTrips(why)
        case (.strip, _): return .cutAlready
        }
    }
}

extension ArraySlice<Plan.Entry> {
    /// Any that is not proven short.
    fileprivate var holdCycle: Bool {
        contains { entry in
            if case .bounded = entry.reason { return false }
            return true
        }
    }
}

extension Loop {
    /// Every turn, also one that ends by `continue`, meets a check.
    func checksEachTurn(_ isChecked: (Call) -> Bool) -> Bool {
        if head.meetsCheck(isChecked) { return true }
        return continues ? body.beginsWithCheck : body.meetsCheck(isChecked)
    }
}

// Bounds: for every function of a file, the longest run it takes part in, proven over the plan as a whole.
//
// Computed from the skeleton and the plan's decisions, by other rules than those that took them (`Gap`): a skip that
// the planner wrongly believed in shows here as a run without a bound. Only for who asks; compiling needs none of it.
//
// Functions are taken callees first. Of calls that lead round, the planner cut each circle at an entry with a check:
// such a function is known to meet a check at once, and what its return brings is told as an extra (`unwinding`), for
// with it the runs of all levels that return add up.

/// The longest run of some kind, in figures as far as there are any.
public struct Gap: Hashable, Sendable {
    public var cost: Cost
    public var extras: [Extra]

    public init(cost: Cost, extras: [Extra] = []) {
        self.cost = cost
        self.extras = extras
    }

    /// No cycle without a check is in it.
    public var isBounded: Bool { !extras.contains(where: \.isUnbounded) }
}

/// What is proven about one function.
public struct FunctionBound: Sendable {
    public var id: String
    public var place: Place
    public var visibility: Function.Visibility
    public var isAddressTaken: Bool
    public var type: String?
    /// The longest run that this function takes part in, itself or by what it calls; entered just after a check.
    public var gap: Gap
    /// The longest run that a caller is in for: before the first check, past all of them, behind the last.
    public var entry: Gap?
    public var through: Gap?
    public var exit: Gap?

    public init(
        id: String, place: Place, visibility: Function.Visibility, isAddressTaken: Bool, type: String?,
        gap: Gap, entry: Gap?, through: Gap?, exit: Gap?
    ) {
        self.id = id
        self.place = place
        self.visibility = visibility
        self.isAddressTaken = isAddressTaken
        self.type = type
        self.gap = gap
        self.entry = entry
        self.through = through
        self.exit = exit
    }
}

extension Plan {
    /// In the order of the skeleton's functions; `skeleton` is the one this is the plan of.
    public func bounds(_ skeleton: Skeleton, _ calls: CallCosts = CallCosts()) -> [FunctionBound] {
        var bounding = Bounding(skeleton.functions, entries, calls)
        return bounding.bounds()
    }
}

private struct Bounding {
    private let functions: [Function]
    /// By function.
    private let entries: [ArraySlice<Plan.Entry>]
    private let links: CallLinks
    private let calls: CallCosts
    private let extras = Extras()
    private var done: [Piece?]

    init(_ functions: [Function], _ all: [Plan.Entry], _ calls: CallCosts) {
        self.functions = functions
        self.calls = calls
        entries = all.byFunction
        links = CallLinks(functions)
        done = Array(repeating: nil, count: functions.count)
    }

    mutating func bounds() -> [FunctionBound] {
        let callees = links.callees
        for circle in Components(callees).of(functions.indices) {
            // Past an entry with a check nothing leads round.
            let members = Set(circle)
            let cut = callees.indices.map { i in
                members.contains(i) ? callees[i].filter { members.contains($0) && !hasEntryCheck($0) } : []
            }
            for i in Components(cut).of(circle).joined() { done[i] = piece(i) }
        }
        return functions.indices.map(bound)
    }

    private func hasEntryCheck(_ i: Int) -> Bool {
        if case .check? = entries[i].first?.decision { return true }
        return functions[i].holdsOwnCheck
    }

    private func piece(_ i: Int) -> Piece {
        GapWalk.piece(of: functions[i], entries[i], extras: extras) { self.callee($0) }
    }

    private func callee(_ call: Call) -> Piece {
        var piece = Piece()
        switch call.callee {
        case .pointer: piece.add(extras.run(Extra(.pointer(type: call.type), at: call.place)))
        case .direct(let id, let isSystem):
            if let i = links.index[id] {
                if let known = done[i] {
                    // Its runs between two checks are its own.
                    piece.first = known.first
                    piece.here = known.here
                    if case .pieces(_, let turns)? = entries[i].first?.decision {
                        piece.here = Reach.origin.repeated(known.here, turns)
                    }
                } else if hasEntryCheck(i) {
                    piece.append(entered(i))
                } else {
                    piece.add(
                        extras.run(
                            Extra(
                                .unchecked(
                                    "calls of \(id)", why: "no function on this cycle of calls has a check"),
                                at: call.place)))
                }
            } else {
                let (cost, extra) = work(of: call, id, isSystem)
                piece.add(Run(cost: cost))
                if let extra { piece.add(extras.run(extra)) }
            }
        }
        return piece
    }

    /// A function that has a check at its entry: it is met at once or, where it stands late, perhaps not at all.
    private func entered(_ i: Int) -> Piece {
        let function = functions[i]
        let isLate = entries[i].first?.isLate ?? false
        var piece = Piece()
        var returned = Reach.never
        if isLate || entries[i].first?.decision == Plan.Decision.none {
            piece.add(Run(cost: function.costBeforeCheck(isLate: isLate)))
            if isLate || !function.body.beginsWithCheck { returned = piece.here }
        }
        piece.meetCheck()
        piece.add(extras.run(Extra(.unwinding(function.id), at: function.place)))
        piece.join(returned)
        return piece
    }

    private func work(of call: Call, _ id: String, _ isSystem: Bool) -> (Cost, Extra?) {
        switch calls.cost(of: id, isSystem: isSystem) {
        case .fixed(let cost)?: return (cost, nil)
        case .system(let cost)?: return (cost, Extra(.system(id), at: call.place))
        case .perByte(let base, let each, let lengths)?:
            guard let bytes = call.product(of: lengths) else {
                return (base, Extra(.sized(id), at: call.place, each: each))
            }
            return (base + each * bytes, nil)
        case nil: return (.zero, Extra(.opaque(id), at: call.place))
        }
    }

    private func bound(_ i: Int) -> FunctionBound {
        let function = functions[i]
        let piece = done[i] ?? Piece()
        func gap(_ run: Run?) -> Gap? {
            run.map { Gap(cost: $0.cost, extras: extras.named(unwound($0)).map(priced)) }
        }
        let runs = [piece.first, piece.inner, piece.here.through, piece.here.last]
        return FunctionBound(
            id: function.id, place: function.place, visibility: function.visibility,
            isAddressTaken: function.isAddressTaken, type: function.type,
            gap: gap(runs.reduce(nil, longest)) ?? Gap(cost: .zero), entry: gap(piece.first),
            through: gap(piece.here.through), exit: gap(piece.here.last))
    }

    /// With the extras of what unwinds, which comes with every level.
    private func unwound(_ run: Run) -> Run {
        var run = run
        var open = run.items.map(\.number)
        while let number = open.popLast() {
            guard case .unwinding(let id) = extras.kind(number), let i = links.index[id],
                let level = done[i]?.here.last
            else { continue }
            let known = Set(run.items.map(\.number))
            run = .longest(run, Run(cost: .zero, items: level.items))
            open += level.items.map(\.number).filter { !known.contains($0) }
        }
        return run
    }

    /// What one level that unwinds costs is what its function does behind its last check.
    private func priced(_ extra: Extra) -> Extra {
        guard case .unwinding(let id) = extra.kind, let i = links.index[id] else { return extra }
        var extra = extra
        extra.each = done[i]?.here.last?.cost ?? .zero
        return extra
    }
}

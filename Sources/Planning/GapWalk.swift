// One function's piece: its regions walked in the order of the text, with the plan's decisions beside them.

struct GapWalk {
    /// What a call to each function of the file is known to do, as far as that is known yet.
    let callee: (Call) -> Piece
    let extras: Extras
    /// The plan's entries for this function, in the order of its regions.
    private var decisions: ArraySlice<Plan.Entry>

    private(set) var piece = Piece()
    /// What the choices around this point were entered with.
    private var choices: [Reach] = []
    /// The check of the entry stands where the body has its mark.
    private var isCheckedLate = false
    /// Where jumps from outside this loop arrive, while what they reach is followed.
    private var entrances = Entrances()

    private struct Entrances {
        var labels: Set<String> = []
        var choice = false
        var isEmpty: Bool { labels.isEmpty && !choice }
    }

    init(_ entries: ArraySlice<Plan.Entry>, extras: Extras, callee: @escaping (Call) -> Piece) {
        decisions = entries
        self.extras = extras
        self.callee = callee
    }

    /// The function from its entry; what returns, or falls off its end, is its `here`.
    static func piece(
        of function: Function, _ entries: ArraySlice<Plan.Entry>, extras: Extras,
        callee: @escaping (Call) -> Piece
    ) -> Piece {
        var walk = GapWalk(entries, extras: extras, callee: callee)
        if let entry = walk.decisions.popFirst() {
            walk.isCheckedLate = entry.isLate
            if case .check = entry.decision, !walk.isCheckedLate { walk.piece.meetCheck() }
            if entry.reason.leavesCycleUnchecked { walk.leaveUnchecked(entry) }
        }
        walk.region(function.body)
        walk.piece.join(walk.piece.exits.removeValue(forKey: .return) ?? .never)
        walk.piece.spreadUnchecked()
        return walk.piece
    }

    private mutating func region(_ region: Region) {
        switch region {
        case .cost(let cost): piece.add(Run(cost: cost))
        case .sequence(let parts): for part in parts { self.region(part) }
        case .branch(let ways):
            let start = piece.here
            var end = start
            for way in ways {
                piece.here = start
                self.region(way)
                end = end.joined(piece.here)
            }
            piece.here = end
        case .choice(let body): choice(body)
        case .loop(let loop): self.loop(loop)
        case .jump(let jump): self.jump(jump)
        case .call(let call): piece.append(callee(call))
        case .check: piece.meetCheck()
        case .entry: if isCheckedLate { piece.meetCheck() }
        case .leave(let exit): piece.leave(exit)
        case .target(let target): arrive(at: target)
        }
    }

    // MARK: Jumps

    private mutating func arrive(at target: Region.Target) {
        switch target {
        case .alternative:
            piece.join(choices.last ?? (entrances.choice ? .origin : .never))
        case .label(let name):
            piece.join(piece.exits[.label(name)] ?? .never)
            if entrances.labels.contains(name) { piece.join(.origin) }
            // From below, past a check.
            piece.join(.afterCheck)
        case .handler(let place):
            // What was called may have been anywhere too, and unwinding takes its time.
            let thrown = Reach(through: extras.run(Extra(.opaque("throw"), at: place)), last: nil)
            piece.join(piece.anywhere.followed(by: thrown))
        }
    }

    private mutating func choice(_ body: Region) {
        let start = piece.here
        let outerBreak = piece.exits.removeValue(forKey: .break)
        choices.append(start)
        piece.here = .never
        region(body)
        choices.removeLast()
        piece.join(piece.exits.removeValue(forKey: .break) ?? .never)
        piece.exits[.break] = outerBreak
        if !body.hasDefault { piece.join(start) }
    }

    private mutating func jump(_ jump: Jump) {
        let entry = decisions.popFirst()
        let isChecked: Bool
        if case .check? = entry?.decision { isChecked = true } else { isChecked = false }
        if let entry, entry.reason.leavesCycleUnchecked { leaveUnchecked(entry) }
        switch jump.kind {
        case .backward:
            // The run ends at the check before the jump.
            piece.endRuns()
            piece.here = .never
        case .computed:
            // It ends where the jump lands. What follows may be reached all the same (`asm goto`).
            piece.endRuns()
        case .landing, .longjmpLanding:
            if jump.kind == .longjmpLanding {
                // The run that a longjmp ends began anywhere above.
                let before = extras.run(Extra(.opaque("longjmp"), at: jump.place))
                piece.join(Reach(through: nil, last: before))
            }
            if isChecked { piece.meetCheck() }
            piece.join(.afterCheck)
        }
    }

    private mutating func leaveUnchecked(_ entry: Plan.Entry) {
        piece.unchecked = .longest(piece.unchecked, unchecked(entry))
    }

    private func unchecked(_ entry: Plan.Entry) -> Run {
        let what =
            switch entry.subject {
            case .entry: "calls of \(entry.function)"
            case .loop(let keyword): "loop '\(keyword)'"
            case .jump(let spelling): "jump '\(spelling)'"
            }
        return extras.run(Extra(.unchecked(what, why: entry.reason.description), at: entry.place))
    }

    // MARK: Loops

    private mutating func loop(_ loop: Loop) {
        guard let entry = decisions.popFirst() else { return }
        let head = inner(loop.head)
        let before = decisions
        let outerBreak = piece.exits.removeValue(forKey: .break)
        let turn = Turn(loop, entry.decision, head, inner(loop.body)).whole(of: entry.turnsPerCheck)
        enterFromOutside(loop, Turn(loop, entry.decision, head), before)

        var turns: UInt64?
        if let most = loop.trips.most { turns = most }
        var start = piece.here
        if let most = entry.decision.turnsBetweenChecks {
            // Each strip begins at the check behind the one before, and works out where it ends.
            turns = most
            start = start.joined(.afterCheck)
                .followed(by: Reach(through: Run(cost: CostModel.cost(of: .strip)), last: nil))
        }
        var every = turn.here
        if turns == nil, every.through != nil { every.through = every.through + unchecked(entry) }
        let lastTurn = start.repeated(every, turns.map { $0 == 0 ? 0 : $0 - 1 } ?? 1)
        let end =
            loop.testsLast
            ? lastTurn.followed(by: turn.here)
            : start.repeated(every, turns ?? 1).followed(by: head.here)
        piece.append(turn, at: lastTurn, then: end)
        if entry.decision.turnsBetweenChecks != nil { piece.endRuns() }
        piece.join(piece.exits.removeValue(forKey: .break) ?? .never)
        piece.exits[.break] = outerBreak
    }

    /// Jumps into a loop run a part of a turn, past its head, and are at the start of the next one.
    private mutating func enterFromOutside(
        _ loop: Loop, _ turn: Turn, _ decisions: ArraySlice<Plan.Entry>
    ) {
        var arriving = Entrances(choice: loop.body.hasOuterAlternative)
        var start = arriving.choice ? choices.last ?? (entrances.choice ? .origin : .never) : .never
        loop.body.forEachLabel { label in
            let isEntrance = entrances.labels.contains(label)
            guard isEntrance || piece.exits[.label(label)] != nil else { return }
            arriving.labels.insert(label)
            start = start.joined(piece.exits[.label(label)] ?? .never).joined(isEntrance ? .origin : .never)
        }
        if arriving.isEmpty { return }
        let after = self.decisions
        self.decisions = decisions
        let part = turn.from(inside: inner(loop.body, arriving))
        self.decisions = after
        piece.append(part, at: start, then: piece.here.joined(start.followed(by: part.here)))
    }

    /// A part of a loop, from its own start or from where jumps from outside arrive.
    private mutating func inner(_ region: Region, _ arriving: Entrances = Entrances()) -> Piece {
        var walk = self
        walk.piece = Piece()
        if !arriving.isEmpty { walk.piece.here = .never }
        walk.choices = []
        walk.entrances = arriving
        walk.region(region)
        decisions = walk.decisions
        return walk.piece
    }
}

/// One turn of a loop, from the evaluation of its head (of a `do`: from its body) to the next.
private struct Turn {
    let head: Piece
    let body: Piece
    let testsLast: Bool
    var isCheckedFirst = false
    var isCheckedLast = false

    init(_ loop: Loop, _ decision: Plan.Decision, _ head: Piece, _ body: Piece = Piece()) {
        self.head = head
        self.body = body
        testsLast = loop.testsLast
        if case .check(let site) = decision {
            isCheckedFirst = loop.isPassedFirst(site)
            isCheckedLast = !isCheckedFirst
        }
    }

    /// With its copies, each of which may end the loop.
    func whole(of turns: Int) -> Piece {
        var turn = Piece()
        if !testsLast { turn.append(head) }
        if isCheckedFirst { turn.meetCheck() }
        turn.append(body)
        for _ in 1..<turns {
            turn.append(head)
            turn.exits[.break] = (turn.exits[.break] ?? .never).joined(turn.here)
            turn.append(body)
        }
        return rest(of: turn)
    }

    func from(inside body: Piece) -> Piece { rest(of: body) }

    private func rest(of turn: Piece) -> Piece {
        var turn = turn
        turn.join(turn.exits.removeValue(forKey: .continue) ?? .never)
        if isCheckedLast { turn.meetCheck() }
        if testsLast { turn.append(head) }
        return turn
    }
}

extension Loop {
    var testsLast: Bool { keyword == "do" }

    /// Whether a check at the latch comes before the body. Behind it, only what no `continue` passes by can stand.
    func isPassedFirst(_ site: Site) -> Bool {
        switch site.form {
        case .increment, .condition, .beforeJump: false
        case .prefix, .declaration, .around, .binding, .value, .droppable, .returned: true
        case .statement: continues || testsLast
        }
    }
}

extension Region {
    fileprivate func forEachLabel(_ visit: (String) -> Void) {
        switch self {
        case .target(.label(let name)): visit(name)
        case .sequence(let parts), .branch(let parts): parts.forEach { $0.forEachLabel(visit) }
        case .choice(let body): body.forEachLabel(visit)
        case .loop(let loop): loop.body.forEachLabel(visit)
        case .target, .cost, .jump, .call, .check, .leave, .entry: break
        }
    }

    /// Whether it holds an alternative of the choice around it.
    fileprivate var hasOuterAlternative: Bool { hasAlternative { _ in true } }
    /// Whether a choice of this body always enters it.
    fileprivate var hasDefault: Bool { hasAlternative { $0 } }

    private func hasAlternative(_ isWanted: (_ isDefault: Bool) -> Bool) -> Bool {
        switch self {
        case .target(.alternative(let isDefault)): isWanted(isDefault)
        case .sequence(let parts), .branch(let parts): parts.contains { $0.hasAlternative(isWanted) }
        case .loop(let loop): loop.body.hasAlternative(isWanted)
        case .target, .cost, .jump, .call, .check, .leave, .choice, .entry: false
        }
    }
}

// One loop -> its region: its parts, its latch, and whether it is counted.

import Planning

extension FunctionLowering {
    func loop(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        let keyword =
            switch tree[i].kind {
            case CursorKind.whileLoop: "while"
            case CursorKind.doLoop: "do"
            default: "for"
            }
        let isDo = keyword == "do"
        guard let body = isDo ? children.first : children.last else { return .empty }
        let others = children.filter { $0 != body }
        // `do { } while (0)` is how macros spell a block; it never turns.
        if isDo, let condition = others.first, constantValue(tree[condition].cursor) == 0 {
            return sequence([region(body), region(condition)])
        }
        if macros.isMark(i, in: tree) { return region(body) }
        // A jump to a label passes what stands before the label, as a `continue` passes what is left.
        let isHeadedByCheck = !isDo && gccDispatches(body)
        let continues = hasContinue(body) || holdsLabel(body) || isHeadedByCheck
        var loop = Loop(
            keyword: keyword, place: place(of: i),
            head: sequence([.cost(CostModel.cost(of: .jump))] + others.map(region)),
            body: region(body), continues: continues, latch: nil, trips: .unknown,
            counting: .not(because: "it is counted by nothing"))
        loop.lastLine = lastLine(of: i)
        let head = isDo ? nil : LoopHead(i, in: tree, text: text)
        var trips = head.map(loops.trips) ?? .unknown
        if trips == .unknown { trips = loops.shrinkingTrips(head?.condition ?? (isDo ? others.first : nil), head?.increment, body) }
        if guesses { loop.extent = loops.extent(of: i, keyword == "for" ? head?.condition : others.first, head) }
        if let reason = quietReason(at: i) ?? lockedReason(at: i) {
            loop.latch = macros.site(of: i)
            loop.refusal = reason
            loop.trips = trips
            return .loop(loop)
        }
        let preface = text.preface(from: tree.gap(before: i), before: tree[i].start)
        if preface.map(macros.isOpenMP) ?? false {
            loop.refusal = .notUnderstood("an OpenMP loop runs on threads that are not Cede's")
            return .loop(loop)
        }
        let spelled =
            keyword == "while"
            ? text.hasWord("while", at: tree[i].start)
            : isDo ? text.hasWord("do", at: tree[i].start) : text.hasWord("for", at: tree[i].start)
        guard spelled, !tree[i].startsInMacro else {
            // Where the macro spells it or, where that is out of reach and the body is not, before the body.
            loop.latch = macros.site(of: i) ?? (elsewhere(i) == nil ? startOrPrefix(body) : nil)
            loop.counting = .not(because: "a macro spells it")
            if loop.latch == nil { loop.refusal = macro(at: i) }
            return .loop(loop)
        }
        if let reason = elsewhere(i) {
            loop.refusal = reason
            return .loop(loop)
        }
        if let keyword = macros.keyword {
            loop.counting = .not(because: "the macro \(keyword) would be part of a strip")
        } else if let head = head ?? LoopHead(do: i, startOfBody: start(ofBare: body), in: tree) {
            loop.counting = loops.counting(of: i, head, afterBody: end(of: body))
            if case .counted(var counted) = loop.counting {
                counted.copy = copy(ofShort: head, counted)
                loop.counting = .counted(counted)
            }
        }
        switch keyword {
        case "for" where preface.map { if case .macro = $0 { true } else { false } } ?? false:
            // OpenMP wants the head as it is.
            loop.latch = startOrPrefix(body)
        case "for":
            guard let head else {
                loop.latch = prefix(body)
                loop.refusal = loop.latch == nil ? .notUnderstood("the head of this `for`") : nil
                break
            }
            loop.latch = (isHeadedByCheck ? startOrPrefix(body) : nil) ?? Site(
                offset: head.close,
                form: .increment(isEmpty: text.skipTrivia(head.opening) == head.close))
            loop.trips = trips
            // The initialiser runs once, before the first turn.
            loop.head = sequence(
                [.cost(CostModel.cost(of: .jump))]
                    + [head.condition, head.increment].compactMap { $0 }.map(region))
            add(loop.latch.flatMap { copy(of: i, body, $0, head) }, to: &loop)
            let initializer = head.initializer.map(region) ?? .empty
            return sequence([initializer, .loop(loop)])
        case "do":
            loop.latch = conditionOfDo(i, body) ?? startOrPrefix(body)
        default:
            loop.latch =
                (continues ? startOrPrefix(body) : endOrPrefix(body)) ?? head.flatMap { prefix(behind: $0) }
        }
        loop.trips = trips
        if let latch = loop.latch { add(copy(of: i, body, latch, head), to: &loop) }
        if loop.latch == nil { loop.refusal = .fromMacro("in its body") }
        return .loop(loop)
    }

    /// In gcc's hands each way through a `switch` reads for itself what the next turn will switch by, but not if a check stands where
    /// the ways meet behind it; the processor then foresees the one jump worse, an interpreter taking 2.1 instead of 1.3 times as long.
    /// Not where the ways are long, as in SQLite and pcre2 (1.03 instead of 1.01 and 1.00).
    private func gccDispatches(_ body: SyntaxTree.Index) -> Bool {
        let statements = tree[body].kind == CursorKind.compound ? tree.children(of: body) : [body]
        return repeats == .indexedTexts && tree.subtree(of: body).count <= Self.shortWays
            && statements.contains { tree[$0].kind == CursorKind.switchStatement }
    }

    /// Nodes of the syntax tree: some dozens of short ways.
    private static let shortWays = 1000

    private func add(_ copy: TurnCopy?, to loop: inout Loop) {
        loop.copy = copy
        if copy?.skips == true { loop.body = sequence([loop.body, .cost(Self.costOfTextSkip)]) }
    }

    /// Before the body of a loop, whatever it is: in braces where its end is at hand, so that no `else` of ours dangles
    /// when the loop is the body of an `if`.
    func prefix(_ body: SyntaxTree.Index) -> Site? {
        guard !tree[body].startsInMacro else { return nil }
        return Site(offset: start(ofBare: body), form: end(of: body).map { .around(end: $0) } ?? .prefix)
    }

    /// Nothing comes between a body without braces and a pragma before it.
    func start(ofBare body: SyntaxTree.Index) -> Int {
        text.start(from: tree.gap(before: body), of: tree[body].start)
    }

    /// Before a body that a macro makes, if the macro makes nothing of the head.
    private func prefix(behind head: LoopHead) -> Site? {
        let start = text.skipTrivia(head.close + 1)
        return start == tree[head.body].start ? Site(offset: start, form: .prefix) : nil
    }

    func startOrPrefix(_ body: SyntaxTree.Index) -> Site? {
        tree[body].startsInMacro ? nil : start(ofBlock: body) ?? prefix(body)
    }

    /// At the end of the body: before the latch, not after the head, which keeps the compiler's jump threading.
    func endOrPrefix(_ body: SyntaxTree.Index) -> Site? {
        let node = tree[body]
        guard !node.isFromMacro, node.kind == CursorKind.compound,
            let close = text.startOfClosingBrace(before: node.end)
        else { return prefix(body) }
        return Site(offset: close, form: .statement)
    }

    private func conditionOfDo(_ loop: SyntaxTree.Index, _ body: SyntaxTree.Index) -> Site? {
        // What begins or ends in a macro ends with the `;` behind it, for the `while` of a `do` stands behind that.
        guard let bodyEnd = end(of: body) ?? endOfExpansion(body) else { return nil }
        let keyword = text.skipTrivia(bodyEnd)
        guard text.hasWord("while", at: keyword) else { return nil }
        let open = text.skipTrivia(keyword + 5)
        return text.hasByte("(", at: open) ? Site(offset: open + 1, form: .condition) : nil
    }

    /// Whether a `continue` in `body` belongs to the loop around it.
    func hasContinue(_ body: SyntaxTree.Index) -> Bool {
        tree.subtree(of: body).contains {
            tree[$0].kind == CursorKind.continueStatement && tree.loop(around: $0) < body
        }
    }

    func holdsLabel(_ body: SyntaxTree.Index) -> Bool {
        tree.subtree(of: body).contains { tree[$0].kind == CursorKind.label }
    }
}

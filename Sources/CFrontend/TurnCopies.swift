// Short loops of which several turns may share one check: what one more turn looks like.
//
// A scan of a few instructions a turn (`while (*at) at++;`) pays as much for a check as for its work, and no source says how
// long it is. Text before the check that does a turn more, and another, costs some bytes and no time: compilers do the
// same when they unroll. What is copied is expressions, `if` and ways out. Whatever can stand but once (labels,
// declarations, assembly) or has a cost of its own (calls, loops) rules it out.
//
// Rejected: a counter that is worked down between two checks (ARCHITECTURE.md).

import Planning

extension FunctionLowering {
    /// The copy of one turn of a loop that is checked at `latch`; `nil` if it must stand once.
    func copy(of loop: SyntaxTree.Index, _ body: SyntaxTree.Index, _ latch: Site, _ head: LoopHead?) -> TurnCopy? {
        guard repeats != .none, macros.keyword == nil, let bodyText = line(tree[body].start, end(of: body), most: 160) else { return nil }
        let isCompound = tree[body].kind == CursorKind.compound
        let close = isCompound ? text.startOfClosingBrace(before: tree[body].end) : nil
        let condition = head.map(\.condition) ?? tree.children(of: loop).first { $0 != body }
        if let condition, compares(condition) { return nil }
        // It is meant for the loop as it stands.
        if text.preface(from: tree.gap(before: loop), before: tree[loop].start) != nil { return nil }
        var turn = ""
        if let increment = head?.increment {
            guard let step = clause(increment, before: ")") else { return nil }
            turn = step + "; "
        }
        let skip = condition.flatMap { isHosted ? textSkip($0, head?.increment, body) : nil }
        guard skip != nil || repeats == .all else { return nil }
        turn += skip ?? ""
        if let condition {
            guard let test = clause(condition, before: head?.shape == .for ? ";" : ")") else { return nil }
            turn += "if (!(\(test))) { break; } "
        }
        turn += bodyText
        let parts = [condition, head?.increment, body].compactMap { $0 }
        guard turn.utf8.count <= 160, parts.allSatisfy(mayStandTwice) else { return nil }
        // A statement that is none keeps compilers from warning that what follows an `if` looks like a part of it.
        turn = "; " + turn
        switch latch.form {
        case .increment, .condition:
            if isCompound { return close.map { TurnCopy(text: turn, skips: skip != nil, offset: $0) } }
            return end(of: body).map { TurnCopy(text: turn, skips: skip != nil, offset: $0, bareBody: start(ofBare: body)) }
        case .statement where latch.offset == close: return TurnCopy(text: turn, skips: skip != nil, offset: latch.offset)
        case .around(let end): return TurnCopy(text: turn, skips: skip != nil, offset: end)
        default: return nil
        }
    }

    /// The increment and the body of a counted loop that may stand twice.
    func copy(ofShort head: LoopHead, _ loop: Counted) -> String? {
        guard repeats == .all, !loops.signedWraps, loop.shape == .for, loop.stepping == .apart, let increment = head.increment,
            mayStandTwice(increment), mayStandTwice(head.body),
            let step = clause(increment, before: ")"),
            let body = line(tree[head.body].start, end(of: head.body), most: isAssignments(head.body) ? 320 : 100)
        else { return nil }
        return " " + step + ") " + body
    }

    /// As in stencils and products, which are long and make little code.
    private func isAssignments(_ body: SyntaxTree.Index) -> Bool {
        let statements = tree[body].kind == CursorKind.compound ? tree.children(of: body) : [body]
        return statements.allSatisfy { [CursorKind.binaryOperator, CursorKind.compoundAssignment].contains(tree[$0].kind) }
    }

    /// Compilers may count such a loop and do several turns at a time by themselves, which ways out between turns prevent (a sieve
    /// took 1.43 instead of 1.18 times the plain one's time).
    private func compares(_ condition: SyntaxTree.Index) -> Bool {
        let node = loops.stripConversions(condition)
        let operands = tree.children(of: node)
        guard tree[node].kind == CursorKind.binaryOperator, operands.count == 2 else { return false }
        return ["<", "<=", ">", ">="].contains(text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start))
    }

    private func mayStandTwice(_ part: SyntaxTree.Index) -> Bool {
        tree.subtree(of: part).allSatisfy { Self.copied.contains(tree[$0].kind) && !tree[$0].isFromMacro }
    }

    private static let copied: Set<Int32> = [
        CursorKind.unexposedExpression, CursorKind.declarationReference, CursorKind.memberReference,
        CursorKind.integerLiteral, CursorKind.floatingLiteral, CursorKind.characterLiteral, CursorKind.parentheses, CursorKind.unaryOperator,
        CursorKind.subscriptExpression, CursorKind.binaryOperator, CursorKind.compoundAssignment, CursorKind.conditional,
        CursorKind.cast, CursorKind.typeReference, CursorKind.sizeOf,
        CursorKind.compound, CursorKind.ifStatement, CursorKind.breakStatement, CursorKind.returnStatement,
        CursorKind.nullStatement,
    ]

    /// An expression that its clause of the head ends with; `nil` if there is more, as where C++ declares a variable.
    private func clause(_ expression: SyntaxTree.Index, before end: Unicode.Scalar) -> String? {
        guard text.hasByte(end, at: text.skipTrivia(tree[expression].end)) else { return nil }
        return line(tree[expression].start, tree[expression].end, most: 160)
    }

    /// Source text on one line; `nil` where it holds anything but tokens: a line marker, a comment, a spliced line.
    private func line(_ start: Int, _ end: Int?, most: Int) -> String? {
        guard let end, start < end, end - start <= most else { return nil }
        let bytes = text.bytes[start..<end]
        let tokens = String(decoding: bytes, as: UTF8.self)
        if ["#", "//", "/*", "\\\n", "\\\r"].contains(where: tokens.contains) { return nil }
        return tokens.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
    }
}

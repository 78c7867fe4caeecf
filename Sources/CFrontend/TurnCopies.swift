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
        guard copiesTurns, let bodyText = line(tree[body].start, end(of: body)) else { return nil }
        let isCompound = tree[body].kind == CursorKind.compound
        let close = isCompound ? self.text.startOfClosingBrace(before: tree[body].end) : nil
        let condition = head.map(\.condition) ?? tree.children(of: loop).first { $0 != body }
        var text = ""
        if let increment = head?.increment {
            guard let step = line(tree[increment].start, tree[increment].end) else { return nil }
            text = step + "; "
        }
        if let condition {
            guard let test = line(tree[condition].start, tree[condition].end) else { return nil }
            text += "if (!(\(test))) { break; } "
        }
        text += bodyText
        let parts = [condition, head?.increment, body].compactMap { $0 }
        guard text.utf8.count <= 160, parts.allSatisfy(mayStandTwice) else { return nil }
        // A statement that is none keeps compilers from warning that what follows an `if` looks like a part of it.
        text = "; " + text
        switch latch.form {
        case .increment, .condition:
            if isCompound { return close.map { TurnCopy(text: text, offset: $0) } }
            return end(of: body).map { TurnCopy(text: text, offset: $0, bareBody: start(ofBare: body)) }
        case .statement where latch.offset == close: return TurnCopy(text: text, offset: latch.offset)
        case .around(let end): return TurnCopy(text: text, offset: end)
        default: return nil
        }
    }

    private func mayStandTwice(_ part: SyntaxTree.Index) -> Bool {
        tree.subtree(of: part).allSatisfy { Self.copied.contains(tree[$0].kind) && !tree[$0].isFromMacro }
    }

    private static let copied: Set<Int32> = [
        CursorKind.unexposedExpression, CursorKind.declarationReference, CursorKind.memberReference,
        CursorKind.integerLiteral, CursorKind.characterLiteral, CursorKind.parentheses, CursorKind.unaryOperator,
        CursorKind.subscriptExpression, CursorKind.binaryOperator, CursorKind.compoundAssignment, CursorKind.conditional,
        CursorKind.cast, CursorKind.typeReference, CursorKind.sizeOf,
        CursorKind.compound, CursorKind.ifStatement, CursorKind.breakStatement, CursorKind.returnStatement,
        CursorKind.nullStatement,
    ]

    /// Source text on one line; `nil` where it holds anything but tokens: a line marker, a comment, a spliced line.
    private func line(_ start: Int, _ end: Int?) -> String? {
        guard let end, start < end, end - start <= 160 else { return nil }
        let bytes = text.bytes[start..<end]
        let tokens = String(decoding: bytes, as: UTF8.self)
        if ["#", "//", "/*", "\\\n", "\\\r"].contains(where: tokens.contains) { return nil }
        return tokens.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
    }
}

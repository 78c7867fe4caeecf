// Loops that only look for the end of a text, of which compilers make a call of `strlen`:
//
//     while (*at) at++;        for (n = 0; text[n]; n++) ;        while (*at++) ;
//
// With a check in them they are loops over bytes again, some twenty times as slow on a long text. So a copied turn goes on
// by what `cede_text_length` finds, which looks at no more than some thousand bytes at once:
//
//     while (*at) { at++;⟦ ; at += cede_text_length(at); if (!(*at)) { break; } at++; cede_check();⟧ }
//
// Rejected: a loop of strips that keeps the compiler's own `strlen`; it would look at each strip twice.

import CLibClang
import Planning

extension FunctionLowering {
    /// A call of `cede_text_length`: 8192 bytes at most (`cede_check.h`), at what `memchr` takes for each, in lines of 64.
    static let costOfTextSkip = CostModel.cost(of: .call) + Cost(picoseconds: 8192 * 100, loads: 8192 / 64)

    /// Goes on to the end of the text that the loop looks for, or part of the way; `nil` if it does anything else.
    func textSkip(_ condition: SyntaxTree.Index, _ increment: SyntaxTree.Index?, _ body: SyntaxTree.Index) -> String? {
        guard !Self.searches.contains(take(clang_getCursorSpelling(tree[function].cursor))),
            let read = characterTested(by: condition)
        else { return nil }
        let operands = tree.children(of: read).map(loops.stripConversions)
        let isIndexed = tree[read].kind == CursorKind.subscriptExpression
        // Where it may step: in the condition, in the increment, in the body; and nothing else may be there.
        let steppers = [isIndexed ? nil : operands.first, increment, statement(in: body)].compactMap { $0 }
            .filter { ![CursorKind.declarationReference, CursorKind.nullStatement].contains(tree[$0].kind) }
        guard steppers.count == 1, let steps = try? loops.steps(steppers[0]), steps.count == 1, let step = steps.first,
            step.isRising, step.step == 1, step.variableStep == nil
        else { return nil }
        guard isIndexed || repeats == .all else { return nil }
        if isIndexed {
            guard operands.count == 2, loops.variable(operands[0]) != nil, loops.variable(operands[1]) == step.variable,
                let type = IntegerType(step.type), type.bytes >= 4, type.isSigned || type.bytes == 8
            else { return nil }
            let length = "cede_text_length(\(text.string(tree[operands[0]].range)) + \(step.name))"
            let word = take(clang_getTypeSpelling(step.type))
            let converted = functions.language.isCxx ? "static_cast<\(word)>(\(length))" : "(\(word))\(length)"
            return "\(step.name) += \(converted); "
        }
        let isInCondition = operands[0] == steppers[0]
        let pointer = isInCondition ? loops.stripConversions(tree[operands[0]].firstChild) : operands[0]
        guard loops.variable(pointer) == step.variable, !isInCondition || stepsBehind(operands[0]) else { return nil }
        return "\(step.name) += cede_text_length(\(step.name)); "
    }

    /// Where the function is one that compilers or the skip itself call.
    private static let searches: Set = ["memchr", "strlen", "strnlen", "rawmemchr"]

    /// `*at`, `text[n]` of characters, compared with nothing but 0.
    private func characterTested(by condition: SyntaxTree.Index) -> SyntaxTree.Index? {
        var node = loops.stripConversions(condition)
        let sides = tree.children(of: node)
        if tree[node].kind == CursorKind.binaryOperator, sides.count == 2, binaryOperator(node, in: tree, text) == "!=",
            constantValue(tree[sides[1]].cursor) == 0
        {
            node = loops.stripConversions(sides[0])
        }
        let isRead = tree[node].kind == CursorKind.subscriptExpression
            || tree[node].kind == CursorKind.unaryOperator && unaryOperator(node, in: tree, text) == "*"
        let type = clang_getCanonicalType(clang_getCursorType(tree[node].cursor))
        guard isRead, let integer = IntegerType(type), integer.bytes == 1, clang_isVolatileQualifiedType(type) == 0 else { return nil }
        return node
    }

    /// The only statement of a body.
    private func statement(in body: SyntaxTree.Index) -> SyntaxTree.Index? {
        guard tree[body].kind == CursorKind.compound else { return body }
        let statements = tree.children(of: body)
        return statements.count == 1 ? statement(in: statements[0]) : statements.isEmpty ? nil : body
    }

    /// `at++`, not `++at`.
    private func stepsBehind(_ node: SyntaxTree.Index) -> Bool { tree[node].start == tree[tree[node].firstChild].start }
}

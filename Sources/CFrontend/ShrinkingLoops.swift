// Loops that divide what they test: over the digits or the bits of a number, and so no longer than it has of them.
//
//     do { *--at = '0' + n % 10; } while (n /= 10);
//     for (; bits; bits >>= 7) ...
//
// One that multiplies ends as soon, unless it overflows to 0 and never ends. Rejected with it: `n &= n - 1` and Euclid's
// remainders, which end as well, for reasons that take a line each.

import CLibClang
import Planning

extension CountedLoops {
    /// The most turns of a loop whose condition needs a number that each turn makes half of, or less.
    func shrinkingTrips(_ condition: SyntaxTree.Index?, _ increment: SyntaxTree.Index?, _ body: SyntaxTree.Index) -> Loop.Trips {
        guard let condition, (try? requirePlain(body)) != nil else { return .unknown }
        let hasContinue = tree.subtree(of: body).contains {
            tree[$0].kind == CursorKind.continueStatement && tree.loop(around: $0) < body
        }
        let always = [increment].compactMap { $0 } + (hasContinue ? [] : [body])
        for test in tests(condition) {
            guard let (node, isPositive) = shrinking(test), let variable = variable(node), let type = integer(node) else { continue }
            let parts = [condition, body] + [increment].compactMap { $0 }
            let writes = (uses.writes[variable] ?? []).filter { write in parts.contains { tree.subtree(of: $0).contains(write) } }
            let bits = writes.map { bitsLost(at: $0, isPositive || !type.isSigned) }
            guard let least = bits.compactMap({ $0 }).min(), !bits.contains(nil),
                writes.contains(where: { tree.subtree(of: test).contains($0) || isAlways($0, in: always) })
            else { continue }
            return .atMost(UInt64(type.bytes * 8) / least + 2)
        }
        return .unknown
    }

    /// What must hold for another turn.
    private func tests(_ condition: SyntaxTree.Index) -> [SyntaxTree.Index] {
        let node = stripConversions(condition)
        guard tree[node].kind == CursorKind.binaryOperator, binaryOperator(node, in: tree, text) == "&&" else { return [node] }
        return tree.children(of: node).flatMap(tests)
    }

    /// The number that is no 0, or above it.
    private func shrinking(_ test: SyntaxTree.Index) -> (SyntaxTree.Index, isPositive: Bool)? {
        let node = stripConversions(test)
        let operands = tree.children(of: node)
        switch tree[node].kind {
        case CursorKind.declarationReference: return (node, false)
        case CursorKind.compoundAssignment: return operands.first.map { (stripConversions($0), false) }
        case CursorKind.binaryOperator where operands.count == 2:
            let op = binaryOperator(node, in: tree, text)
            if op == "=" { return (stripConversions(operands[0]), false) }
            guard let least = constantValue(tree[operands[1]].cursor), let (number, isPositive) = shrinking(operands[0]) else { return nil }
            switch op {
            case "!=" where least == 0: return (number, isPositive)
            case ">" where least >= 0, ">=" where least >= 1: return (number, true)
            default: return nil
            }
        default: return nil
        }
    }

    /// Of an automatic variable that nothing else changes.
    private func integer(_ node: SyntaxTree.Index) -> IntegerType? {
        let declaration = clang_getCursorReferenced(tree[node].cursor)
        guard variable(node) != nil, (try? requireLocal(declaration, Variable(declaration), "")) != nil else { return nil }
        return IntegerType(clang_getCanonicalType(clang_getCursorType(declaration)))
    }

    /// How many of its bits a variable loses where it is written: `x /= 10`, `x = x >> 7`. A shift brings what is negative no nearer to 0.
    private func bitsLost(at write: SyntaxTree.Index, _ mayShift: Bool) -> UInt64? {
        var step = tree[write].parent
        while tree[step].kind == CursorKind.parentheses { step = tree[step].parent }
        let operands = tree.children(of: step)
        guard operands.count == 2 else { return nil }
        let op: String
        let by: SyntaxTree.Index
        switch tree[step].kind {
        case CursorKind.compoundAssignment:
            op = String(text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start).dropLast())
            by = operands[1]
        case CursorKind.binaryOperator where binaryOperator(step, in: tree, text) == "=":
            let value = stripConversions(operands[1])
            let terms = tree.children(of: value)
            guard tree[value].kind == CursorKind.binaryOperator, terms.count == 2, let written = variable(stripConversions(operands[0])),
                variable(stripConversions(terms[0])) == written
            else { return nil }
            op = binaryOperator(value, in: tree, text)
            by = terms[1]
        default: return nil
        }
        guard let amount = constantValue(tree[by].cursor) else { return nil }
        switch op {
        case "/" where amount >= 2: return UInt64(63 - amount.leadingZeroBitCount)
        case ">>" where mayShift && amount >= 1: return UInt64(amount)
        default: return nil
        }
    }

    private func isAlways(_ write: SyntaxTree.Index, in parts: [SyntaxTree.Index]) -> Bool {
        parts.contains { part in
            guard tree.subtree(of: part).contains(write) else { return false }
            var outer = tree[write].parent
            while outer >= part {
                guard runsItsParts(outer) else { return false }
                outer = tree[outer].parent
            }
            return true
        }
    }
}

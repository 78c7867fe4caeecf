// Between which values an integer lies, by its type and by what it was made of: masks, remainders, shifts, choices between
// constants, and variables of the function that are only ever assigned such.
//
// By this a loop is known to be short whose turns are not written down: `for (; more > 0; more--)` after
// `more = c >> 5 == 6 ? 1 : 2`, or a count in a byte. Rejected: what conditions around the loop say (`if (n < 16)`), since it
// takes more than the text in between to know that it still holds.

import CLibClang

extension CountedLoops {
    /// Nil where nothing is known, or more than 63 bits are needed.
    func range(of i: SyntaxTree.Index, _ open: Set<Variable> = []) -> ClosedRange<Int64>? {
        if let constant = constantValue(tree[i].cursor) { return constant...constant }
        let type = clang_getCanonicalType(clang_getCursorType(tree[i].cursor))
        guard let integer = IntegerType(type) else { return type.kind == 3 /* bool */ ? 0...1 : nil }
        guard let value = rangeOfValue(i, open) else { return integer.range }
        guard let whole = integer.range else { return value }
        // What does not fit wraps round, or is undefined.
        return value.clamped(to: whole) == value ? value : whole
    }

    private func rangeOfValue(_ i: SyntaxTree.Index, _ open: Set<Variable>) -> ClosedRange<Int64>? {
        let operands = tree.children(of: i)
        switch tree[i].kind {
        case CursorKind.parentheses, CursorKind.cast:
            return operands.last.flatMap { range(of: $0, open) }
        case CursorKind.unexposedExpression where tree.isImplicitConversion(i):
            return range(of: tree[i].firstChild, open)
        case CursorKind.conditional where operands.count == 3:
            guard let one = range(of: operands[1], open), let other = range(of: operands[2], open) else { return nil }
            return min(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
        case CursorKind.binaryOperator where operands.count == 2: return operation(i, operands[0], operands[1], open)
        case CursorKind.memberReference:
            let width = clang_getFieldDeclBitWidth(clang_getCursorReferenced(tree[i].cursor))
            let type = IntegerType(clang_getCanonicalType(clang_getCursorType(tree[i].cursor)))
            guard let type, width > 0, width < 63 else { return nil }
            return IntegerType.range(bits: width, isSigned: type.isSigned)
        case CursorKind.declarationReference:
            return variable(i).flatMap { range(of: $0, declaredAs: clang_getCursorReferenced(tree[i].cursor), open) }
        default: return nil
        }
    }

    private func operation(
        _ i: SyntaxTree.Index, _ left: SyntaxTree.Index, _ right: SyntaxTree.Index, _ open: Set<Variable>
    ) -> ClosedRange<Int64>? {
        let a = range(of: left, open), b = range(of: right, open)
        switch binaryOperator(i, in: tree, text) {
        case "==", "!=", "<", "<=", ">", ">=", "&&", "||": return 0...1
        case "&":
            // What has no sign of its own takes it away from the other.
            return [a, b].compactMap { $0 }.filter { $0.lowerBound >= 0 }.map(\.upperBound).min().map { 0...$0 }
        case "%":
            guard let b, b.lowerBound > 0 else { return nil }
            let most = b.upperBound - 1
            return a.map { $0.lowerBound >= 0 ? 0...min(most, $0.upperBound) : -most...most }
        case ">>":
            guard let a, let b, a.lowerBound >= 0, 0..<63 ~= b.lowerBound else { return nil }
            return 0...a.upperBound >> b.lowerBound
        case "/":
            guard let a, let b, a.lowerBound >= 0, b.lowerBound > 0 else { return nil }
            return 0...a.upperBound / b.lowerBound
        case "+": return bounds(a, b) { [$0.lowerBound.addingReportingOverflow($1.lowerBound), $0.upperBound.addingReportingOverflow($1.upperBound)] }
        case "-": return bounds(a, b) { [$0.lowerBound.subtractingReportingOverflow($1.upperBound), $0.upperBound.subtractingReportingOverflow($1.lowerBound)] }
        case "*":
            return bounds(a, b) { a, b in
                [a.lowerBound, a.upperBound].flatMap { x in [b.lowerBound, b.upperBound].map { x.multipliedReportingOverflow(by: $0) } }
            }
        default: return nil
        }
    }

    private func bounds(
        _ a: ClosedRange<Int64>?, _ b: ClosedRange<Int64>?,
        _ corners: (ClosedRange<Int64>, ClosedRange<Int64>) -> [(partialValue: Int64, overflow: Bool)]
    ) -> ClosedRange<Int64>? {
        guard let a, let b else { return nil }
        let found = corners(a, b)
        guard !found.contains(where: \.overflow) else { return nil }
        let values = found.map(\.partialValue)
        return values.min()!...values.max()!
    }

    /// Of a variable that is only assigned, but for what the head of a loop does that leads away from where it begins.
    func range(
        of variable: Variable, declaredAs declaration: CXCursor, _ open: Set<Variable> = [], exceptIn head: Range<SyntaxTree.Index> = 0..<0
    ) -> ClosedRange<Int64>? {
        guard declaration.kind == CursorKind.variable, clang_getCursorLinkage(declaration) == 1 /* none */,
            clang_Cursor_getStorageClass(declaration) != 3 /* static */, !open.contains(variable), !uses.isExposed(variable),
            !clang_getCursorType(declaration).isReference, clang_isVolatileQualifiedType(clang_getCursorType(declaration)) == 0
        else { return nil }
        let writes = (uses.writes[variable] ?? []).filter { !head.contains($0) }
        let directions = writes.map(isRising)
        let values = uses.values(of: variable, in: tree).filter { !head.contains($0) }
        guard !values.isEmpty, uses.isOnlyAssigned(at: zip(writes, directions).filter { $1 == nil }.map(\.0), in: tree, text) else { return nil }
        var all: ClosedRange<Int64>?
        for value in values {
            guard let one = range(of: value, open.union([variable])) else { return nil }
            all = all.map { min($0.lowerBound, one.lowerBound)...max($0.upperBound, one.upperBound) } ?? one
        }
        let ways = Set(directions.compactMap { $0 })
        guard let values = all, let isRising = ways.first else { return all }
        // What steps one way alone stays on that side of where it begins, unless it wraps round.
        guard ways.count == 1, !signedWraps, let type = IntegerType(clang_getCanonicalType(clang_getCursorType(declaration))),
            type.isSigned, type.isPromoted, let whole = type.range
        else { return nil }
        return isRising ? values.lowerBound...whole.upperBound : whole.lowerBound...values.upperBound
    }

    /// Which way a write steps a variable by a constant; nil of any other.
    private func isRising(at write: SyntaxTree.Index) -> Bool? {
        var step = tree[write].parent
        while tree[step].kind == CursorKind.parentheses { step = tree[step].parent }
        switch tree[step].kind {
        case CursorKind.unaryOperator:
            let op = unaryOperator(step, in: tree, text)
            return op == "++" ? true : op == "--" ? false : nil
        case CursorKind.compoundAssignment:
            let operands = tree.children(of: step)
            let op = text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start)
            guard op == "+=" || op == "-=", let by = constantValue(tree[operands[1]].cursor) else { return nil }
            return (op == "+=") == (by >= 0)
        default: return nil
        }
    }
}

extension IntegerType {
    /// Nil for what 63 bits do not hold.
    var range: ClosedRange<Int64>? {
        if bytes == 8 { return isSigned ? Int64.min...Int64.max : nil }
        return Self.range(bits: Int32(bytes * 8), isSigned: isSigned)
    }

    /// Of less than 63.
    static func range(bits: Int32, isSigned: Bool) -> ClosedRange<Int64> {
        let values = Int64(1) << Int64(bits)
        return isSigned ? -(values / 2)...values / 2 - 1 : 0...values - 1
    }
}

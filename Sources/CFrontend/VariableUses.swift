// Which variables a function changes where, and whose addresses it gives away: what must be known before a
// loop is said to leave its index and its bound alone.
//
// A use that is not recognised as a read counts as giving the address away.

import CLibClang

/// A variable, by the identity of its declaration.
struct Variable: Hashable {
    let declaration: UnsafeRawPointer?

    init(_ cursor: CXCursor) { declaration = UnsafeRawPointer(cursor.data.0) }
}

struct VariableUses {
    /// Tree indices at which a variable is assigned or stepped.
    private(set) var writes: [Variable: [SyntaxTree.Index]] = [:]
    /// Tree indices of declarations.
    private var declarations: [Variable: SyntaxTree.Index] = [:]
    private var exposed: Set<Variable> = []
    /// An initialiser that libclang does not show may do anything to any variable.
    private var isIncomplete = false

    init(of function: SyntaxTree.Index, in tree: SyntaxTree, text: CText, isCxx: Bool) {
        // A lambda or block may run at any time, so what it shares with the code around it is exposed.
        var literals = CursorKind.isLiteral(tree[function].kind) ? [tree.subtree(of: function)] : []
        for i in tree.subtree(of: function) {
            let node = tree[i]
            while let innermost = literals.last, !innermost.contains(i) { literals.removeLast() }
            if CursorKind.isLiteral(node.kind) { literals.append(tree.subtree(of: i)) }
            if isCxx, node.kind == CursorKind.switchStatement || node.kind == CursorKind.rangeFor {
                isIncomplete = isIncomplete || text.hidesInitializer(node)
            }
            if node.kind == CursorKind.variable { declarations[Variable(node.cursor)] = i }
            guard node.kind == CursorKind.declarationReference else { continue }
            let target = clang_getCursorReferenced(node.cursor)
            guard target.kind == CursorKind.variable || target.kind == CursorKind.parameter else { continue }
            if let literal = literals.last,
                tree.files.offset(clang_getCursorLocation(target)) < tree[literal.lowerBound].start
            {
                exposed.insert(Variable(target))
            }
            let use = use(of: i, in: tree, text, isCxx)
            if use == .write || use == .writeAndExposure { writes[Variable(target), default: []].append(i) }
            if use == .exposure || use == .writeAndExposure { exposed.insert(Variable(target)) }
        }
    }

    enum Use { case read, write, exposure, writeAndExposure }

    func isExposed(_ variable: Variable) -> Bool { isIncomplete || exposed.contains(variable) }

    private func use(
        of reference: SyntaxTree.Index, in tree: SyntaxTree, _ text: CText, _ isCxx: Bool
    ) -> Use {
        var child = reference
        var parent = tree[child].parent
        while parent >= 0, tree[parent].kind == CursorKind.parentheses {
            child = parent
            parent = tree[child].parent
        }
        guard parent >= 0 else { return .exposure }
        if isCxx { return Self.cxxUse(of: child, in: parent, of: tree, text) }
        switch tree[parent].kind {
        // An implicit conversion is a read of the value; so is a member of a variable of structure type.
        case CursorKind.unexposedExpression: return tree.isImplicitConversion(parent) ? .read : .exposure
        case CursorKind.memberReference, CursorKind.sizeOf: return .read
        // Values that a declaration or cast takes are converted; what stands bare is the length of an array.
        case CursorKind.variable, CursorKind.parameter, CursorKind.typeName, CursorKind.cast: return .read
        // Read operands are converted; what stands bare on the left is assigned, also where a macro spells it.
        case CursorKind.binaryOperator:
            guard tree[parent].firstChild == child else { return .read }
            return binaryOperator(parent, in: tree, text) == "," ? .read : .write
        case CursorKind.compoundAssignment: return tree[parent].firstChild == child ? .write : .read
        case CursorKind.unaryOperator:
            switch unaryOperator(parent, in: tree, text) {
            case "++", "--": return .write
            default: return .exposure
            }
        default: return .exposure
        }
    }

    /// What it is initialised with, and what is assigned to it as a whole.
    func values(of variable: Variable, in tree: SyntaxTree) -> [SyntaxTree.Index] {
        let initial = declarations[variable].flatMap { tree.children(of: $0).last }.map { [$0] } ?? []
        return initial + (writes[variable] ?? []).compactMap { write in
            let operands = tree.children(of: tree[write].parent)
            guard tree[tree[write].parent].kind == CursorKind.binaryOperator, operands.count == 2 else { return nil }
            return operands[1]
        }
    }

    /// Whether these writes are plain assignments, as `values` shows them.
    func isOnlyAssigned(at writes: [SyntaxTree.Index], in tree: SyntaxTree, _ text: CText) -> Bool {
        writes.allSatisfy { write in
            let parent = tree[write].parent
            return tree[parent].kind == CursorKind.binaryOperator && tree[parent].firstChild == write
                && binaryOperator(parent, in: tree, text) == "="
        }
    }

    func changes(_ variable: Variable, in range: Range<SyntaxTree.Index>) -> Bool {
        writes[variable]?.contains(where: range.contains) ?? false
    }
}

/// The operator of a binary expression, as spelled.
func binaryOperator(_ i: SyntaxTree.Index, in tree: SyntaxTree, _ text: CText) -> String {
    let operands = tree.children(of: i)
    guard operands.count == 2, !tree[i].isFromMacro else { return "" }
    let spelling = text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start)
    return alternativeTokens[spelling] ?? spelling
}

/// C++ knows some operators by words as well.
private let alternativeTokens = [
    "and": "&&", "or": "||", "not_eq": "!=", "bitand": "&", "bitor": "|", "xor": "^",
]

/// The operator of a unary expression, as spelled; before or after its operand.
func unaryOperator(_ i: SyntaxTree.Index, in tree: SyntaxTree, _ text: CText) -> String {
    guard let operand = tree.children(of: i).first, !tree[i].isFromMacro else { return "" }
    let before = text.operatorText(from: tree[i].start, to: tree[operand].start)
    return before.isEmpty ? text.operatorText(from: tree[operand].end, to: tree[i].end) : before
}

/// The value of a constant integer expression.
func constantValue(_ cursor: CXCursor) -> Int64? {
    guard let result = clang_Cursor_Evaluate(cursor) else { return nil }
    defer { clang_EvalResult_dispose(result) }
    guard clang_EvalResult_getKind(result) == 1 else { return nil }
    let value = clang_EvalResult_getAsLongLong(result)
    if clang_EvalResult_isUnsignedInt(result) != 0, value < 0 { return nil }
    return value
}

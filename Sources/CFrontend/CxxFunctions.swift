// One function -> what the planner must know about it besides its body: who can call it, and whether anything may be
// inserted into it.

import CLibClang
import Planning

extension FunctionTable {
    /// Whether code outside the file can name it. CXLinkage_External is 4; anything less is only seen in this file.
    static func visibility(of cursor: CXCursor) -> Function.Visibility {
        clang_getCursorLinkage(cursor) == 4 ? .program : .file
    }

    /// Whether code that does not name it can call it: through a table of virtual functions, as a callback, or as a
    /// template of a library finds members, operators and functions of a class by its arguments.
    func isReachedUnnamed(_ node: SyntaxTree.Index) -> Bool {
        let cursor = tree[node].cursor
        switch cursor.kind {
        case CursorKind.function where !language.isCxx: return false
        case CursorKind.function, CursorKind.functionTemplate:
            let type = clang_getCursorType(cursor)
            let count = clang_getNumArgTypes(type)
            return count > 0
                && (0..<UInt32(count)).contains { index in
                    let type = clang_getArgType(type, index).underlying
                    return type.isKind(TypeKind.record, 106 /* CXType_Enum */) || type.isDependent
                }
        default: return true
        }
    }

    /// `isBeforeCheck`: the check is declared there and defined further down.
    func exclusion(of function: FunctionNode, from start: Int, _ text: CText, isBeforeCheck: Bool) -> Reason? {
        language.isCxx
            ? CxxExclusions.reason(function, in: tree, text: text, from: start, language, isBeforeCheck: isBeforeCheck) : nil
    }
}

extension SyntaxTree {
    /// Where the words of a function's declaration may begin: behind the declaration before it.
    func startOfDeclaration(_ function: Index) -> Int {
        if CursorKind.isLiteral(nodes[function].kind) { return nodes[function].start }
        return nodes[function].parent < 0 ? endsBeforeRoots[function] ?? 0 : gap(before: function)
    }
}

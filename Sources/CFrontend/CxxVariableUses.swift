// How C++ uses a variable. What C leaves bare is an lvalue that is stored to or whose address is taken; in C++ it may
// also be bound to a reference, silently, and assignments are lvalues themselves.

import CLibClang

extension VariableUses {
    /// The use that a bare reference's parent makes of it. A reference that is read is converted.
    static func cxxUse(
        of child: SyntaxTree.Index, in parent: SyntaxTree.Index, of tree: SyntaxTree, _ text: CText
    ) -> Use {
        let isFirst = tree[parent].firstChild == child
        switch tree[parent].kind {
        case CursorKind.unexposedExpression:
            // A read leaves a plain value; what is still const is a reference to it.
            let type = clang_getCursorType(tree[parent].cursor)
            return tree.isImplicitConversion(parent) && clang_isConstQualifiedType(type) == 0
                ? .read : .exposure
        case CursorKind.memberReference:
            // A member function may change it.
            let member = clang_getCursorReferenced(tree[parent].cursor)
            return member.kind == CursorKind.field ? .read : .exposure
        case CursorKind.sizeOf, CursorKind.typeName: return .read
        case CursorKind.cast:
            return clang_getCursorType(tree[parent].cursor).isKind(TypeKind.void) ? .read : .exposure
        case CursorKind.binaryOperator:
            switch (binaryOperator(parent, in: tree, text), isFirst) {
            case (",", true): return .read
            case ("=", true): return written(parent, in: tree, text)
            default: return .exposure
            }
        case CursorKind.compoundAssignment: return isFirst ? written(parent, in: tree, text) : .exposure
        case CursorKind.unaryOperator:
            switch unaryOperator(parent, in: tree, text) {
            case "++", "--": return written(parent, in: tree, text)
            default: return .exposure
            }
        case let kind where CursorKind.isStatement(kind) && kind != CursorKind.returnStatement: return .read
        default: return .exposure
        }
    }

    /// A write; its result is the variable again, and where that is not dropped or read it is exposed as well.
    private static func written(_ write: SyntaxTree.Index, in tree: SyntaxTree, _ text: CText) -> Use {
        var child = write
        var parent = tree[child].parent
        while parent >= 0 {
            let kind = tree[parent].kind
            if kind == CursorKind.parentheses
                || kind == CursorKind.binaryOperator && binaryOperator(parent, in: tree, text) == ","
                    && tree[parent].firstChild != child
            {
                child = parent
                parent = tree[child].parent
                continue
            }
            let isDropped =
                CursorKind.isStatement(kind) && kind != CursorKind.returnStatement
                || kind == CursorKind.binaryOperator && binaryOperator(parent, in: tree, text) == ","
                || kind == CursorKind.cast
                    && clang_getCursorType(tree[parent].cursor).isKind(TypeKind.void)
            let isRead = kind == CursorKind.unexposedExpression && tree.isImplicitConversion(parent)
            return isDropped || isRead || !isLvalue(write, in: tree, text) ? .write : .writeAndExposure
        }
        return .writeAndExposure
    }

    /// `i++` is a plain value.
    private static func isLvalue(_ write: SyntaxTree.Index, in tree: SyntaxTree, _ text: CText) -> Bool {
        guard tree[write].kind == CursorKind.unaryOperator, tree[write].firstChild >= 0 else { return true }
        return tree[write].start != tree[tree[write].firstChild].start
    }
}

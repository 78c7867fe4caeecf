// Statements and expressions that C does not have -> regions.

import CLibClang
import Planning

extension FunctionLowering {
    /// `nil` for what C++ shares with C.
    func cxxRegion(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region? {
        switch tree[i].kind {
        case CursorKind.rangeFor, CursorKind.forIn: return rangeLoop(i, children)
        case CursorKind.call: return functions.language.isCxx ? cxxCall(i, children) : nil
        case CursorKind.lambda, CursorKind.block: return literal(children)
        case CursorKind.structure, CursorKind.union, CursorKind.classType, CursorKind.functionTemplate,
            CursorKind.classTemplate:
            return .empty
        case CursorKind.message: return sequence(children.map(region) + [message(i)])
        case CursorKind.tryStatement:
            // What stands in it may be left half done, so no check in it is sure.
            return sequence(
                children.prefix(1).map { .branch([region($0)]) } + [
                    .branch(
                        children.dropFirst().map {
                            sequence([.target(.handler(at: place(of: $0))), region($0)])
                        })
                ]
            )
        case CursorKind.throwExpression:
            let unwinding = direct("throw", isSystem: true, callsBack: false, at: i)
            return sequence(children.map(region) + [unwinding, leaving(.return)])
        case CursorKind.new: return sequence(children.map(region) + [allocation(i)])
        case CursorKind.delete: return sequence(children.map(region) + [deletion(i, children)])
        case CursorKind.variable where functions.language.isCxx:
            // A static one is destroyed when the program ends.
            let isStatic = clang_Cursor_getStorageClass(tree[i].cursor) == 3
            let type = clang_getCursorType(tree[i].cursor)
            let end = isStatic ? .empty : event(.destroyed, type, at: i)
            return sequence(children.map(region) + [end])
        case CursorKind.ifStatement where functions.language.isCxx: return ifStatement(i, children)
        case CursorKind.switchStatement where functions.language.isCxx && hidesInitializer(i):
            // libclang does not show it.
            return sequence([
                dependentInitializer(i), .choice(sequence(children.dropFirst().map(region))),
            ])
        case CursorKind.binaryOperator, CursorKind.unaryOperator, CursorKind.compoundAssignment,
            CursorKind.subscriptExpression:
            guard clang_getCursorType(tree[i].cursor).isKind(TypeKind.dependent) else { return nil }
            return sequence(children.map(region) + [dependent(at: i)])
        // Among them fold expressions.
        case CursorKind.unexposedExpression:
            guard clang_getCursorType(tree[i].cursor).isKind(TypeKind.dependent),
                !tree.isImplicitConversion(i)
            else { return nil }
            return sequence(children.map(region) + [dependent(at: i)])
        case CursorKind.cast, CursorKind.staticCast...CursorKind.functionalCast:
            let isDependent = functions.language.isCxx && clang_getCursorType(tree[i].cursor).isDependent
            return sequence([work(.arithmetic, children)] + (isDependent ? [dependent(at: i)] : []))
        default: return nil
        }
    }

    /// The body of a function, with the initialisers of a constructor and the handlers of a function-try-block. They
    /// come last, so that a check which the block begins with is seen to be the entry's.
    func body(of function: FunctionNode) -> Region {
        let initializers = tree.children(of: function.node).filter { CursorKind.isExpression(tree[$0].kind) }
        let isLiteral = CursorKind.isLiteral(tree[function.node].kind)
        let handlers = tree.children(of: function.whole).filter { tree[$0].kind == CursorKind.catchStatement }
        let isWhole = handlers.isEmpty && (isLiteral || initializers.isEmpty) && tree[function.block].kind == CursorKind.compound
        return sequence(
            [isWhole ? body(tree.children(of: function.block)) : region(function.block)] + (isLiteral ? [] : initializers.map(region))
                + [.branch(handlers.map(region))])
    }

    /// A lambda or block where it is written: only what it captures is evaluated.
    private func literal(_ children: [SyntaxTree.Index]) -> Region {
        sequence(
            children.filter { CursorKind.isExpression(tree[$0].kind) && tree[$0].kind != CursorKind.compound }
                .map(region))
    }

    /// Children: an initialiser, a condition, then one or two statements.
    private func ifStatement(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region? {
        let open = text.skipTrivia(tree[i].start + 2)
        guard text.hasByte("(", at: open), let (_, close) = text.parentheses(openAt: open) else { return nil }
        let ways = children.filter { tree[$0].start > close }
        return sequence(
            [.cost(CostModel.cost(of: .branch))] + children.filter { tree[$0].start <= close }.map(region)
                + [.branch(ways.map(region))])
    }

    private func dependentInitializer(_ i: SyntaxTree.Index) -> Region {
        direct("the initialiser of a switch", at: i)
    }

    private func hidesInitializer(_ i: SyntaxTree.Index) -> Bool { text.hidesInitializer(tree[i]) }

    private func allocation(_ i: SyntaxTree.Index) -> Region {
        let own = functions.ids(named: "operator new") + functions.ids(named: "operator new[]")
        let type = clang_getPointeeType(clang_getCursorType(tree[i].cursor).canonical)
        return sequence(
            own.map { .branch([direct($0, at: i)]) } + [
                direct("operator new", isSystem: true, callsBack: false, at: i),
                type.isDependent ? dependent(at: i) : .empty,
            ])
    }

    private func deletion(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        let own = functions.ids(named: "operator delete") + functions.ids(named: "operator delete[]")
        guard let pointer = children.first else { return .empty }
        let type = clang_getPointeeType(clang_getCursorType(tree[pointer].cursor).canonical)
        let isKnown = type.kind != 0
        return sequence(
            [isKnown ? event(.destroyed, type, at: i) : dependent(at: i)]
                + own.map { .branch([direct($0, at: i)]) }
                + [direct("operator delete", isSystem: true, callsBack: false, at: i)])
    }

    /// A lock of Objective-C belongs to the thread, and the thread's next task would pass through it.
    func lockedReason(at i: SyntaxTree.Index) -> Reason? {
        var outer = tree[i].parent
        while outer >= 0, !CursorKind.isFunction(tree[outer].kind) {
            if tree[outer].kind == CursorKind.synchronized {
                return .noYield("it holds the lock of @synchronized")
            }
            outer = tree[outer].parent
        }
        return nil
    }

    /// A message of Objective-C finds its method when it is sent.
    private func message(_ i: SyntaxTree.Index) -> Region {
        .call(Call(callee: .pointer, place: place(of: i)))
    }
}

extension CText {
    /// A `switch` or range-for whose head holds an initialiser, which libclang leaves out. An alias does nothing.
    func hidesInitializer(_ node: SyntaxTree.Node) -> Bool {
        guard let keyword = word(at: node.start) else { return true }
        let open = skipTrivia(node.start + keyword.utf8.count)
        guard let (semicolons, _) = parentheses(openAt: open) else { return true }
        return !semicolons.isEmpty && word(at: skipTrivia(open + 1)) != "using"
    }
}

// Whom a call of C++ reaches: overloads, members and operators by their USR, virtual functions as pointers, calls
// that depend on template arguments as calls of anything, and the calls that no source spells.

import CLibClang
import Planning

extension FunctionLowering {
    func cxxCall(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        let target = clang_getCursorReferenced(tree[i].cursor)
        if checkNames.contains(take(clang_getCursorSpelling(target))) { return .check }
        let work = sequence(children.map(region) + [.cost(CostModel.cost(of: .call))])
        guard CursorKind.isFunction(target.kind) else {
            return isElided(i, children) ? work : sequence([work, unresolved(i, target, children)])
        }
        return sequence([work, call(of: target, at: i), temporary(of: target, at: i)])
    }

    private func call(of target: CXCursor, at i: SyntaxTree.Index) -> Region {
        if clang_CXXMethod_isVirtual(target) != 0 {
            return .call(Call(callee: .pointer, place: place(of: i)))
        }
        if let id = functions.id(calledBy: target) { return direct(id, at: i) }
        let name = take(clang_getCursorSpelling(target))
        note(callOf: name, at: i)
        if name.hasPrefix("__builtin_") { return direct(name, isSystem: true, at: i) }
        if CursorKind.isMember(target.kind), clang_CXXMethod_isDefaulted(target) != 0 {
            let owner = clang_getCursorSemanticParent(target)
            if !isInSystemHeader(owner) { return event(.made, clang_getCursorType(owner), at: i) }
        }
        guard isInSystemHeader(target) else { return direct(FunctionTable.qualified(target), at: i) }
        if take(clang_getCursorUSR(target)) == "c:@F@" + name { return direct(name, isSystem: true, at: i) }
        guard CxxLibrary.contains(target) else {
            return direct(FunctionTable.qualified(target), isSystem: true, at: i)
        }
        if CxxLibrary.isAccessor(target) { return .cost(CostModel.cost(of: .memory)) }
        let given = given(i, to: target)
        if CxxLibrary.isSmallOnScalars(target), given.allSatisfy({ !$0.underlying.isKind(TypeKind.record) }),
            !given.contains(where: CxxLibrary.isWayBack)
        {
            return .cost(CostModel.cost(of: .arithmetic))
        }
        let owner = clang_getCursorSemanticParent(target)
        let isErased =
            CursorKind.isClass(owner.kind) && CxxLibrary.isErased(take(clang_getCursorSpelling(owner)))
        return direct(
            FunctionTable.qualified(target), isSystem: true,
            callsBack: isErased || given.contains(where: CxxLibrary.isWayBack), at: i)
    }

    /// A copy that is left out: the value is made where it is needed.
    private func isElided(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Bool {
        guard children.count == 1, tree[children[0]].range == tree[i].range else { return false }
        return clang_getCursorType(tree[i].cursor).canonical.isKind(TypeKind.record)
    }

    /// The types of what the library is given in this call, its object included, and of what it gives back.
    private func given(_ i: SyntaxTree.Index, to target: CXCursor) -> [CXType] {
        var types = [clang_getCursorType(tree[i].cursor)]
        for child in tree.children(of: i) {
            let object =
                tree[child].kind == CursorKind.memberReference
                ? tree.children(of: child).first ?? child : child
            // The function itself, which an operator has among its operands, is nothing that is given.
            if clang_equalCursors(clang_getCursorReferenced(tree[object].cursor), target) == 0
                || !clang_getCursorType(tree[object].cursor).underlying.isKind(TypeKind.function)
            {
                types.append(clang_getCursorType(tree[object].cursor))
            }
        }
        return types
    }

    /// A pointer, a block, or a name that only an instantiation resolves.
    private func unresolved(
        _ i: SyntaxTree.Index, _ target: CXCursor, _ children: [SyntaxTree.Index]
    ) -> Region {
        let isDependent = clang_getCursorType(tree[i].cursor).isKind(TypeKind.dependent)
        guard isDependent, let callee = children.first else {
            return .call(Call(callee: .pointer, place: place(of: i)))
        }
        // Functions of this file that nothing outside can reach are still found by their name.
        let names = tree.subtree(of: callee).filter { tree[$0].kind == CursorKind.overloads }
            .map { take(clang_getCursorSpelling(tree[$0].cursor)) }
        let ids = names.flatMap(functions.ids(named:))
        return sequence([.branch(ids.map { direct($0, at: i) }), dependent(at: i)])
    }

    /// An operation whose meaning depends on template arguments: it may call anything.
    func dependent(at i: SyntaxTree.Index) -> Region { direct("it depends on template arguments", at: i) }

    func direct(
        _ id: String, isSystem: Bool = false, callsBack: Bool = true, at i: SyntaxTree.Index
    ) -> Region {
        .call(Call(callee: .direct(id: id, isSystem: isSystem), place: place(of: i), callsBack: callsBack))
    }

    // MARK: Calls that are not spelled

    /// An object of this type is made or destroyed here.
    func event(_ event: FunctionTable.Event, _ type: CXType, at i: SyntaxTree.Index) -> Region {
        if type.isDependent { return dependent(at: i) }
        let lifetime = functions.lifetime(of: type, event)
        let calls = lifetime.functions.sorted().map { direct($0, at: i) }
        let open: [Region] = lifetime.isOpen ? [.call(Call(callee: .pointer, place: place(of: i)))] : []
        return sequence(calls.map { .branch([$0]) } + open + [release(type, at: i)])
    }

    /// What the library itself does at the end of one of its objects.
    private func release(_ type: CXType, at i: SyntaxTree.Index) -> Region {
        let declaration = clang_getTypeDeclaration(type.canonical)
        guard CxxLibrary.contains(declaration) else { return .empty }
        let name = take(clang_getCursorSpelling(declaration))
        if CxxLibrary.isTrivial(name) || !CursorKind.isClass(declaration.kind) { return .empty }
        return direct("std::~" + name, isSystem: true, callsBack: false, at: i)
    }

    /// A value of class type that a call leaves is destroyed at the end of its expression.
    private func temporary(of target: CXCursor, at i: SyntaxTree.Index) -> Region {
        let type =
            target.kind == CursorKind.constructor
            ? clang_getCursorType(tree[i].cursor) : clang_getCursorResultType(target)
        return type.canonical.isKind(TypeKind.record) ? event(.destroyed, type, at: i) : .empty
    }
}

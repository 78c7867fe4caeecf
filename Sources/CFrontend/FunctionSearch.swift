// Where a source's functions are: at file scope, in namespaces and classes, and as lambdas and blocks in the
// middle of an expression. Each is planned by itself, so the region of one leaves out those that stand in it.

struct FunctionNode {
    /// The declaration, or the lambda or block.
    var node: SyntaxTree.Index
    /// Its `{ }`; of a function-try-block the first one.
    var block: SyntaxTree.Index
    /// The statement that holds all of its body: the block, unless that is a function-try-block or a coroutine's.
    var whole: SyntaxTree.Index
}

extension SyntaxTree {
    /// All functions with a body, in source order. A class that is declared together with a variable is shown twice
    /// by libclang, and so is what an expression of a coroutine holds; each counts once.
    func functions() -> [FunctionNode] {
        var seen: Set<UnsafeRawPointer?> = []
        return nodes.indices.compactMap { i in
            guard CursorKind.isFunction(nodes[i].kind), let block = body(of: i) else { return nil }
            // A declaration's cursor holds the declaration first, an expression's the expression second.
            let data = nodes[i].cursor.data
            let identity = CursorKind.isLiteral(nodes[i].kind) ? data.1 : data.0
            guard seen.insert(UnsafeRawPointer(identity)).inserted else { return nil }
            return FunctionNode(node: i, block: block, whole: nodes[i].lastChild)
        }
    }

    /// The `{ }` of a function that has one.
    func body(of function: Index) -> Index? {
        var last = nodes[function].lastChild
        guard last >= 0 else { return nil }
        if nodes[last].kind == CursorKind.tryStatement || nodes[last].kind == CursorKind.unexposedStatement {
            last = nodes[last].firstChild
        } else if nodes[function].kind == CursorKind.block,
            nodes[last].kind == CursorKind.unexposedDeclaration
        {
            // Between a block and its parts libclang has a declaration without a name.
            last = nodes[last].lastChild
        }
        return last >= 0 && nodes[last].kind == CursorKind.compound ? last : nil
    }

    /// The function that a node stands in, by its index; -1 at file scope.
    func function(around i: Index) -> Index {
        var outer = nodes[i].parent
        while outer >= 0, !CursorKind.isFunction(nodes[outer].kind) { outer = nodes[outer].parent }
        return outer
    }
}

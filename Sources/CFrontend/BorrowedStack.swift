// Between `vfork` and `exec` the child runs on its parent's stack and in its memory: a check that yields there would
// run other tasks in the child.
//
// The stretch goes, in the order of the source, from the call of vfork to the last call that ends a child (an exec or
// `_exit`) of the same function, or to the function's end. Of the parent's code that may hold some too, which is told
// like all that is left unchecked. Functions called from there are left alone with all they call.

import CLibClang
import Planning

enum BorrowedStack {
    static let borrowing: Set<String> = ["vfork", "__vfork", "__builtin_vfork"]
    static let reason = Reason.functionExcluded("it runs between vfork and exec, on its parent's stack")

    private static let ending: Set<String> = [
        "_exit", "_Exit", "__builtin__exit", "execl", "execle", "execlp", "execv", "execve", "execveat",
        "execvp", "execvpe", "fexecve",
    ]

    static func stretch(after vfork: SyntaxTree.Index, of function: SyntaxTree.Index, in tree: SyntaxTree)
        -> QuietStretch
    {
        let body = tree.subtree(of: function)
        let last = ((vfork + 1)..<body.upperBound).last { i in
            tree[i].kind == CursorKind.call
                && ending.contains(take(clang_getCursorSpelling(clang_getCursorReferenced(tree[i].cursor))))
        }
        let end = last.map { tree[$0].end } ?? tree[function].end
        return QuietStretch(bytes: tree[vfork].end..<max(tree[vfork].end, end), reason: reason)
    }
}

extension Skeleton {
    /// Leaves functions alone that run between vfork and exec, and what they call.
    mutating func exclude(onBorrowedStack names: Set<String>) {
        if names.isEmpty { return }
        let all = names.union(callees(of: names))
        for i in functions.indices where all.contains(functions[i].id) && functions[i].exclusion == nil {
            functions[i].exclusion = BorrowedStack.reason
        }
    }
}

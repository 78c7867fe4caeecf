// Functions of C++ into which nothing may be inserted.

import Planning

enum CxxExclusions {
    static func reason(
        _ function: FunctionNode, in tree: SyntaxTree, text: CText, from start: Int,
        _ language: SourceLanguage, isBeforeCheck: Bool
    ) -> Reason? {
        if tree[function.whole].kind == CursorKind.unexposedStatement
            || holdsCoroutineWord(function, tree, text)
        {
            return .functionExcluded("a coroutine suspends by itself and may run on any thread")
        }
        let words = self.words(from: start, to: tree[function.block].start, of: text)
        if words.contains("consteval") {
            return .functionExcluded("a consteval function runs in the compiler")
        }
        if words.contains("constexpr"), isBeforeCheck {
            return .functionExcluded("a constexpr function of a header may run in the compiler, before the source defines the check")
        }
        // The word may also stand in a part that is not compiled; then other statements tell.
        let statements = tree.children(of: function.block)
        let isOneReturn = statements.last.map { tree[$0].kind == CursorKind.returnStatement } ?? true
        if words.contains("constexpr"), !language.hasConstexprStatements, statements.count <= 1, isOneReturn {
            return .functionExcluded("a constexpr function of C++11 holds one return statement")
        }
        return nil
    }

    /// A template's coroutine is an ordinary function until it is instantiated.
    private static func holdsCoroutineWord(
        _ function: FunctionNode, _ tree: SyntaxTree, _ text: CText
    ) -> Bool {
        let inner = tree.subtree(of: function.block).filter {
            $0 != function.node && CursorKind.isFunction(tree[$0].kind)
        }
        .map { tree[$0].range }
        let body = tree[function.block].range
        var i = body.lowerBound
        while i < body.upperBound {
            if let nested = inner.first(where: { $0.lowerBound == i && !$0.isEmpty }) {
                i = text.skipTrivia(nested.upperBound)
                continue
            }
            if text.hasByte("c", at: i), let word = text.word(at: i),
                ["co_await", "co_yield", "co_return"].contains(word)
            {
                return true
            }
            i = text.skipTrivia(text.endOfToken(i))
        }
        return false
    }

    /// The words of a declaration; what ends one that stands before it ends its words.
    private static func words(from start: Int, to end: Int, of text: CText) -> Set<Substring> {
        var words: Set<Substring> = []
        var i = text.skipTrivia(start)
        while i < end {
            if text.hasByte(";", at: i) || text.hasByte("}", at: i) || text.hasByte("{", at: i) {
                words = []
            } else if let word = text.word(at: i) {
                words.insert(word)
            }
            i = text.skipTrivia(text.endOfToken(i))
        }
        return words
    }
}

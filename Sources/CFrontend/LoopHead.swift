// The parts of a loop's head, told apart by the source's own punctuation.
//
// libclang leaves out the clauses of a `for` that are empty and does not say which those are.

struct LoopHead {
    var isWhile: Bool
    var condition: SyntaxTree.Index?
    var increment: SyntaxTree.Index?
    var initializer: SyntaxTree.Index?
    var body: SyntaxTree.Index
    /// Just after the `;` that ends the condition of a `for`, or the `)` that ends a `while`'s.
    var afterCondition: Int
    /// Where the closing parenthesis stands.
    var close: Int

    /// Of a `for` or `while` that is spelled as one.
    init?(_ loop: SyntaxTree.Index, in tree: SyntaxTree, text: CText) {
        let start = tree[loop].start
        isWhile = text.hasWord("while", at: start)
        guard isWhile || text.hasWord("for", at: start),
            let (semicolons, close) = text.parentheses(openAt: text.skipTrivia(start + (isWhile ? 5 : 3))),
            semicolons.count == (isWhile ? 0 : 2),
            let body = tree.children(of: loop).last, tree[body].start > close
        else { return nil }
        self.body = body
        self.close = close
        afterCondition = isWhile ? close + 1 : semicolons[1] + 1
        for clause in tree.children(of: loop).dropLast() {
            let start = tree[clause].start
            if isWhile || (start > semicolons[0] && start < semicolons[1]) {
                condition = clause
            } else if start < semicolons[0] {
                initializer = initializer ?? clause
            } else {
                increment = clause
            }
        }
    }
}

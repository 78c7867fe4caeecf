// The parts of a loop's head, told apart by the source's own punctuation.
//
// libclang leaves out the clauses of a `for` that are empty and does not say which those are. A `do` has its head behind its body.

import Planning

struct LoopHead {
    var shape: Counted.Shape
    var condition: SyntaxTree.Index?
    var increment: SyntaxTree.Index?
    var initializer: SyntaxTree.Index?
    var body: SyntaxTree.Index
    /// Just after the `;` that ends the condition of a `for`, or the `)` that ends a `while`'s; before the body of a `do`.
    var opening: Int
    /// Where the closing parenthesis of a `for` or `while` stands.
    var close: Int

    /// Of a `for` or `while` that is spelled as one.
    init?(_ loop: SyntaxTree.Index, in tree: SyntaxTree, text: CText) {
        let start = tree[loop].start
        let isWhile = text.hasWord("while", at: start)
        shape = isWhile ? .while : .for
        guard isWhile || text.hasWord("for", at: start),
            let (semicolons, close) = text.parentheses(openAt: text.skipTrivia(start + (isWhile ? 5 : 3))),
            semicolons.count == (isWhile ? 0 : 2),
            let body = tree.children(of: loop).last, tree[body].start > close
        else { return nil }
        self.body = body
        self.close = close
        opening = isWhile ? close + 1 : semicolons[1] + 1
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

    /// Of a `do`, whose body begins at the given offset.
    init?(do loop: SyntaxTree.Index, startOfBody: Int, in tree: SyntaxTree) {
        let parts = tree.children(of: loop)
        guard parts.count == 2, !tree[parts[0]].startsInMacro else { return nil }
        shape = .do
        body = parts[0]
        condition = parts[1]
        opening = startOfBody
        close = tree[loop].end
    }
}

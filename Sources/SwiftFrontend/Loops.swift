// `while`, `repeat`, and what all loops have in common. A check stands at the start of the body: a `continue` passes by its
// end, and behind a `return` the compiler warns of what never runs.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        func loop(_ loop: WhileStmtSyntax) -> Region {
            self.loop(
                "while", loop, head: region(Syntax(loop.conditions)), body: loop.body,
                counting: counting(of: loop, label: label(of: Syntax(loop))))
        }

        func loop(_ loop: RepeatStmtSyntax) -> Region {
            self.loop(
                "repeat", loop, head: region(Syntax(loop.condition)), body: loop.body,
                counting: .not(because: "it is no counted loop"))
        }

        /// `latch`: where a turn passes that does not reach the body.
        func loop(
            _ keyword: String, _ node: some SyntaxProtocol, head: Region, body: CodeBlockSyntax, latch: Site? = nil,
            trips: Loop.Trips = .unknown, counting: Loop.Counting
        ) -> Region {
            let refusal = quiet
            var inside = region(Syntax(body))
            if let label = labels.last, label.node == node.id {
                inside = .joined([inside, .target(.label("latch of \(label.name)"))])
            }
            return .loop(
                Loop(
                    keyword: keyword, place: facts.text.place(of: node), head: .joined([cost(.jump), head]), body: inside,
                    continues: Continues.any(in: body), latch: latch ?? Site(offset: body.leftBrace.end, form: .binding),
                    trips: trips, counting: counting, refusal: refusal))
        }

        func label(of loop: Syntax) -> String? { labels.last.flatMap { $0.node == loop.id ? $0.name : nil } }

        func labelled(_ statement: LabeledStmtSyntax) -> Region {
            let name = statement.label.text
            labels.append((name, statement.statement.id))
            defer { labels.removeLast() }
            return .joined([region(Syntax(statement.statement)), .target(.label("end of \(name)"))])
        }
    }

    /// Whether a `continue` leaves a loop's body early.
    private final class Continues: SyntaxVisitor {
        private var isFound = false

        static func any(in body: CodeBlockSyntax) -> Bool {
            let visitor = Continues(viewMode: .sourceAccurate)
            visitor.walk(body)
            return visitor.isFound
        }

        override func visit(_ node: ContinueStmtSyntax) -> SyntaxVisitorContinueKind {
            isFound = true
            return .skipChildren
        }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

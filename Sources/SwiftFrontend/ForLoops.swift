// `for ... in`.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        func loop(_ loop: ForStmtSyntax) -> Region {
            let turn: Region = .joined([
                cost(.memory), next(of: loop), region(loop.whereClause.map { Syntax($0.condition) }),
            ])
            // Turns that the clause leaves out do not reach the body.
            let latch = loop.whereClause.map {
                Site(offset: $0.condition.start, form: .value(end: $0.condition.end))
            }
            return .joined([
                region(Syntax(loop.sequence)),
                self.loop(
                    "for", loop, head: turn, body: loop.body, latch: latch,
                    counting: .not(because: "how long the sequence is shows only when it runs")),
            ])
        }

        /// Each turn asks the sequence, which may be of the program.
        private func next(of loop: ForStmtSyntax) -> Region {
            if let range = loop.sequence.as(SequenceExprSyntax.self),
                range.elements.contains(where: { ["..<", "..."].contains($0.as(BinaryOperatorExprSyntax.self)?.operator.text) })
            {
                return .empty
            }
            if loop.sequence.is(PackExpansionExprSyntax.self) { return .empty }
            if SwiftTypes.isLibrary(writtenType(of: loop.sequence)) { return .empty }
            let own = facts.names.functions("next")
            if own.isEmpty {
                unseen = unseen ?? "next"
                return .empty
            }
            return calls(own, at: loop)
        }
    }
#endif

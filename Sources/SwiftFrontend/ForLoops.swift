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
            let index = SlicedLoops.index(of: loop)
            let latch =
                loop.whereClause.map {
                    Site(offset: $0.condition.start, form: .value(end: $0.condition.end), index: index)
                } ?? Site(offset: loop.body.leftBrace.end, form: .binding, index: index)
            let label = labels.last.flatMap { $0.node == loop.id ? $0.name : nil }
            return .joined([
                region(Syntax(loop.sequence)),
                self.loop(
                    "for", loop, head: turn, body: loop.body, latch: latch,
                    counting: SlicedLoops.counting(of: loop, over: writtenType(of: loop.sequence), label: label)),
            ])
        }

        /// Each turn asks the sequence, which may be of the program.
        private func next(of loop: ForStmtSyntax) -> Region {
            if let range = loop.sequence.as(SequenceExprSyntax.self),
                range.elements.contains(where: { ["..<", "..."].contains($0.as(BinaryOperatorExprSyntax.self)?.operator.text) })
            {
                return .empty
            }
            if loop.sequence.is(PackExpansionExprSyntax.self) || SlicedLoops.isStrip(loop) { return .empty }
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

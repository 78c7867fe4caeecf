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
            return .joined([
                region(Syntax(loop.sequence)),
                self.loop(
                    "for", loop, head: turn, body: loop.body, latch: latch, trips: trips(of: loop.sequence),
                    counting: SlicedLoops.counting(
                        of: loop, over: writtenType(of: SlicedLoops.base(of: loop)), label: label(of: Syntax(loop)),
                        copy: repeatable(loop))),
            ])
        }

        /// Of a range between two literals.
        private func trips(of sequence: ExprSyntax) -> Loop.Trips {
            guard let parts = sequence.as(SequenceExprSyntax.self)?.elements.map({ $0 }), parts.count == 3,
                let first = parts[0].as(IntegerLiteralExprSyntax.self).flatMap({ Int($0.literal.text) }),
                let last = parts[2].as(IntegerLiteralExprSyntax.self).flatMap({ Int($0.literal.text) }), first <= last,
                let name = parts[1].as(BinaryOperatorExprSyntax.self)?.operator.text, facts.names.functions(name).isEmpty
            else { return .unknown }
            switch name {
            case "..<": return .atMost(UInt64(last - first))
            case "...": return .atMost(UInt64(last - first) + 1)
            default: return .unknown
            }
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

// What a function begins with and that returns at once: behind it the check of its entry may stand (`LateEntry`).
//
// Not in closures, whose types the compiler finds out from their text, nor where an attribute may name a result builder. (One
// that a protocol asks for does not read a body that returns.)

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        /// The body, with the mark for a late check of its entry.
        func body() -> Region {
            guard !isClosure, !found.mayNameBuilder else { return list(found.body) }
            let items = Array(found.body)
            var parts: [Region] = []
            var guards = Guards()
            for (i, item) in items.enumerated() {
                parts.append(region(of: item))
                let next = i + 1 < items.count ? items[i + 1] : nil
                guards.met(parts[i], site: seesAll ? next.flatMap { site(behind: item, before: $0) } : nil)
            }
            if let mark = guards.mark {
                behindGuards = mark.site
                parts.insert(.entry, at: mark.count)
            }
            return .joined(parts)
        }

        private func site(behind item: CodeBlockItemSyntax, before next: CodeBlockItemSyntax) -> Site? {
            let isGuard: Bool
            switch item.item {
            case .stmt(let statement):
                let choice = statement.as(ExpressionStmtSyntax.self)?.expression.as(IfExprSyntax.self)
                isGuard = statement.is(GuardStmtSyntax.self) || choice.map { $0.elseBody == nil } ?? false
            case .expr(let expression): isGuard = expression.as(IfExprSyntax.self).map { $0.elseBody == nil } ?? false
            case .decl: isGuard = false
            }
            guard isGuard, quiet == nil, facts.comments.reason(of: next) == nil, !next.item.is(IfConfigDeclSyntax.self) else { return nil }
            return Site(offset: next.start, form: .binding)
        }

        /// Before the last part of `condition ? value : ⟦(cede_check(), ⟧value⟦).1⟧`, when that is the body and all before it is
        /// straight.
        func siteOfLastChoice(_ last: ExprSyntax, in sequence: SequenceExprSyntax, behind parts: [Region]) -> Site? {
            guard case .value? = entry.site?.form, !isClosure, found.body.count == 1, found.body.first?.item.id == sequence.id, found.resultType != nil,
                sequence.elements.count(where: { $0.is(UnresolvedTernaryExprSyntax.self) }) == 1, !sequence.isAssignment,
                parts.allSatisfy(\.isStraight), seesAll, quiet == nil
            else { return nil }
            return Site(offset: last.start, form: .value(end: sequence.end))
        }

        /// All that was met so far and may run other code is spelled as a call.
        private var seesAll: Bool { unseen == nil && leaving == nil }
    }
#endif

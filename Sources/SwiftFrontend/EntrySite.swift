// Where a check stands at the start of a body, and in what form.
//
// A body that is one expression has its value: a statement before it would make it a body of two, with another type or
// none. `(cede_check(), EXPRESSION).1` has the type of the expression.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    enum EntrySite {
        static func of(_ found: FoundFunction) -> Site? {
            guard let open = found.open, !found.body.isEmpty else { return nil }
            let first = Site(offset: open.end, form: .binding)
            guard found.body.count == 1, let only = found.body.first?.item else { return first }
            if case .function(isVoid: true) = found.kind { return first }
            switch only {
            case .stmt(let statement):
                // A lone `if` or `switch` may be the value.
                return statement.is(ExpressionStmtSyntax.self) ? nil : first
            case .decl(let declaration): return declaration.is(IfConfigDeclSyntax.self) ? nil : first
            case .expr(let expression):
                if expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) { return nil }
                if expression.is(MacroExpansionExprSyntax.self) { return nil }
                if let sequence = expression.as(SequenceExprSyntax.self),
                    sequence.elements.contains(where: { $0.is(AssignmentExprSyntax.self) })
                {
                    return first
                }
                return Site(offset: expression.start, form: .value(end: expression.end))
            }
        }
    }

    enum PreludePlace {
        /// Before the first statement, where an import may stand.
        static func offset(in tree: SourceFileSyntax) -> Int? { tree.statements.first?.start }
    }
#endif

// Where a check stands at the start of a body, and in what form.
//
// A body that is one expression has its value: a statement before it would make it a body of two, with another type or
// none. `(cede_check(), EXPRESSION).1` has the type of the expression. Around a value that can't be copied that does
// not compile, and around an `if` that is a value neither; the one gets a `return`, the other has the check in its
// condition.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    struct EntrySite {
        var site: Site?
        /// Why there is none.
        var refusal: Reason?

        init(_ found: FoundFunction, _ types: SwiftTypes) {
            guard let open = found.open else {
                refusal = .functionExcluded("it is the program itself, which runs once")
                return
            }
            let first = Site(offset: open.end, form: .binding)
            guard found.body.count == 1, let only = found.body.first?.item, !found.returnsNothing else {
                site = first
                return
            }
            switch only {
            case .decl(let declaration):
                // Which of its branches is the body shows only when it is compiled.
                if declaration.is(IfConfigDeclSyntax.self) {
                    refusal = .notUnderstood("its body is one #if")
                } else {
                    site = first
                }
            case .stmt(let statement):
                if let value = statement.as(ReturnStmtSyntax.self)?.expression, case .closure = found.kind {
                    site = Site(offset: value.start, form: .value(end: value.end))
                } else if let inner = statement.as(ExpressionStmtSyntax.self)?.expression {
                    branching(inner, first)
                } else {
                    site = first
                }
            case .expr(let expression): value(expression, found, first, types)
            }
        }

        private mutating func value(_ expression: ExprSyntax, _ found: FoundFunction, _ first: Site, _ types: SwiftTypes) {
            if expression.isBranching { return branching(expression, first) }
            if expression.isAssignment {
                site = first
            } else if expression.is(MacroExpansionExprSyntax.self) {
                refusal = .notUnderstood("its body is one macro")
            } else if expression.is(InOutExprSyntax.self) {
                refusal = .functionExcluded("it gives out an address")
            } else if types.mayBeNoncopyable(found) {
                refusal = .notUnderstood("its one expression has a value that can't be copied")
            } else {
                site = Site(offset: expression.start, form: .value(end: expression.end))
            }
        }

        /// In the first condition, which runs first whatever the branches are.
        private mutating func branching(_ expression: ExprSyntax, _ first: Site) {
            if let choice = expression.as(SwitchExprSyntax.self) {
                let subject = choice.subject
                if subject.is(ConsumeExprSyntax.self) || subject.is(CopyExprSyntax.self) {
                    refusal = .notUnderstood("what it switches over can't be copied")
                } else {
                    site = Site(offset: subject.start, form: .value(end: subject.end))
                }
                return
            }
            guard let condition = expression.as(IfExprSyntax.self)?.conditions.first?.condition else { return }
            let value: ExprSyntax? =
                switch condition {
                case .expression(let expression): expression
                case .matchingPattern(let match): match.initializer.value
                case .optionalBinding(let binding): binding.initializer?.value
                case .availability: nil
                }
            if let value {
                site = Site(offset: value.start, form: .value(end: value.end))
            } else {
                refusal = .notUnderstood("its body is one `if` whose condition is no expression")
            }
        }
    }

    extension FoundFunction {
        /// Sure to have no value.
        fileprivate var returnsNothing: Bool {
            switch kind {
            case .function(let type):
                guard let type else { return true }
                return ["Void", "()"].contains(type.trimmedDescription)
            case .accessor: return true
            case .getter, .closure, .file: return false
            }
        }
    }

    enum PreludePlace {
        /// Before the first statement, where an import may stand.
        static func offset(in tree: SourceFileSyntax) -> Int? { tree.statements.first?.start }
    }
#endif

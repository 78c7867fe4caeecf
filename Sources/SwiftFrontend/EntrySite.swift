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

        init(_ found: FoundFunction, _ facts: FileFacts) {
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
                if let conditional = declaration.as(IfConfigDeclSyntax.self), !conditional.takesStatement(inClosure: found.isClosure) {
                    refusal = .notUnderstood("its body is one #if, a branch of which may be one value")
                } else {
                    site = first
                }
            case .stmt(let statement):
                if let value = statement.as(ReturnStmtSyntax.self)?.expression, case .closure = found.kind {
                    site = Site(offset: value.start, form: .value(end: value.end))
                } else if let inner = statement.as(ExpressionStmtSyntax.self)?.expression {
                    branching(inner, found, first, facts)
                } else {
                    site = first
                }
            case .expr(let expression): value(expression, found, first, facts)
            }
        }

        private mutating func value(_ expression: ExprSyntax, _ found: FoundFunction, _ first: Site, _ facts: FileFacts) {
            if expression.isBranching { return branching(expression, found, first, facts) }
            if expression.isAssignment {
                site = first
            } else if expression.is(MacroExpansionExprSyntax.self) {
                refusal = .notUnderstood("its body is one macro")
            } else if expression.is(InOutExprSyntax.self) {
                refusal = .functionExcluded("it gives out an address")
            } else if case .closure = found.kind, expression.isChoice {
                // The type checker takes a tuple around both sides of a `?` for a riddle.
                site = Site(offset: expression.start, form: .returned)
            } else if facts.types.mayBeNoncopyable(found) {
                returned(expression, found, "its one expression has a value that can't be copied")
            } else {
                let end = expression.end
                site = Site(
                    offset: expression.start,
                    form: found.mayDrop(expression, facts.names) ? .droppable(end: end) : .value(end: end))
            }
        }

        /// In the first condition, which runs first whatever the branches are.
        private mutating func branching(_ expression: ExprSyntax, _ found: FoundFunction, _ first: Site, _ facts: FileFacts) {
            var value: ExprSyntax?
            if let choice = expression.as(SwitchExprSyntax.self) {
                value = choice.subject
            } else {
                switch expression.as(IfExprSyntax.self)?.conditions.first?.condition {
                case .expression(let condition): value = condition
                case .matchingPattern(let match): value = match.initializer.value
                case .optionalBinding(let binding): value = binding.initializer?.value
                case .availability, nil: break
                }
            }
            if let value, !facts.types.handlesNoncopyable(found) {
                site = Site(offset: value.start, form: .value(end: value.end))
            } else if Returns.any(in: Syntax(expression)) {
                // A statement, whose branches return by themselves.
                site = first
            } else {
                returned(expression, found, "its body is one `if` or `switch` with no place for a check")
            }
        }

        /// A `return` turns a result builder off, and needs a type that is written down.
        private mutating func returned(_ expression: ExprSyntax, _ found: FoundFunction, _ otherwise: String) {
            guard let type = found.resultType, !type.is(SomeOrAnyTypeSyntax.self), !found.mayNameBuilder, expression.hasElse else {
                refusal = .notUnderstood(otherwise)
                return
            }
            site = Site(offset: expression.start, form: .returned)
        }
    }

    extension IfConfigDeclSyntax {
        /// Where it is a whole body: that with a statement before it means the same, whichever branch is compiled.
        func takesStatement(inClosure: Bool) -> Bool {
            clauses.allSatisfy { clause in
                guard case .statements(let statements)? = clause.elements, statements.count == 1, let only = statements.first?.item
                else { return true }
                switch only {
                case .decl(let declaration):
                    return declaration.as(IfConfigDeclSyntax.self)?.takesStatement(inClosure: inClosure)
                        ?? !declaration.is(MacroExpansionDeclSyntax.self)
                // The type of a closure is looked for in its only `return`.
                case .stmt(let statement):
                    return !statement.is(ExpressionStmtSyntax.self) && !(inClosure && statement.is(ReturnStmtSyntax.self))
                case .expr(let expression): return expression.isAssignment
                }
            }
        }
    }

    extension FoundFunction {
        fileprivate var isClosure: Bool { node.is(ClosureExprSyntax.self) }

        /// Sure to have no value.
        fileprivate var returnsNothing: Bool {
            switch kind {
            case .function(let type):
                guard let type else { return true }
                return ["Void", "()"].contains(type.spelled)
            case .accessor: return true
            case .getter, .closure, .file: return false
            }
        }
    }

    extension ExprSyntax {
        /// An `if` without an `else` is no value.
        fileprivate var hasElse: Bool {
            guard let choice = self.as(IfExprSyntax.self) else { return true }
            switch choice.elseBody {
            case .ifExpr(let next): return ExprSyntax(next).hasElse
            case .codeBlock: return true
            case nil: return false
            }
        }
    }

    enum PreludePlace {
        /// Before the first statement, where an import may stand.
        static func offset(in tree: SourceFileSyntax) -> Int? { statements(of: tree).first?.start }

        /// What the file consists of. Where one `#if` holds everything, that which it holds: code that is not compiled needs
        /// no import, and the compiler warns of public ones that nothing uses.
        static func statements(of tree: SourceFileSyntax) -> CodeBlockItemListSyntax {
            var statements = tree.statements
            while statements.count == 1, let conditional = statements.first?.item.as(IfConfigDeclSyntax.self),
                conditional.clauses.count == 1, case .statements(let inside)? = conditional.clauses.first?.elements, !inside.isEmpty
            {
                statements = inside
            }
            return statements
        }
    }
#endif

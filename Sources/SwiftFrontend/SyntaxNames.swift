// Small questions to syntax nodes that several files ask.

#if SwiftSyntax
    import SwiftSyntax

    extension ExprSyntaxProtocol {
        /// The name that a call of this expression calls by.
        var lastName: String? {
            if let name = self.as(DeclReferenceExprSyntax.self) { return name.baseName.text }
            if let member = self.as(MemberAccessExprSyntax.self) { return member.declName.baseName.text }
            if let generic = self.as(GenericSpecializationExprSyntax.self) { return generic.expression.lastName }
            if let chain = self.as(OptionalChainingExprSyntax.self) { return chain.expression.lastName }
            if let forced = self.as(ForceUnwrapExprSyntax.self) { return forced.expression.lastName }
            return nil
        }

        var isAssignment: Bool {
            self.as(SequenceExprSyntax.self)?.elements.contains { $0.is(AssignmentExprSyntax.self) } ?? false
        }

        /// `condition ? this : that`
        var isChoice: Bool {
            self.as(SequenceExprSyntax.self)?.elements.contains { $0.is(UnresolvedTernaryExprSyntax.self) } ?? false
        }

        /// An `if` or `switch`, which may be a statement or a value.
        var isBranching: Bool { self.is(IfExprSyntax.self) || self.is(SwitchExprSyntax.self) }
    }

    extension FunctionCallExprSyntax {
        /// Those that stand among the arguments or behind them.
        var closures: [ClosureExprSyntax] {
            arguments.compactMap { $0.expression.as(ClosureExprSyntax.self) } + (trailingClosure.map { [$0] } ?? [])
                + additionalTrailingClosures.map(\.closure)
        }
    }

    extension ClosureExprSyntax {
        /// The call that this closure is given to, as an argument or behind it.
        var call: FunctionCallExprSyntax? {
            if let call = parent?.as(FunctionCallExprSyntax.self), call.trailingClosure?.id == id { return call }
            if let element = parent?.as(MultipleTrailingClosureElementSyntax.self) {
                return element.parent?.parent?.as(FunctionCallExprSyntax.self)
            }
            if let argument = parent?.as(LabeledExprSyntax.self) {
                return argument.parent?.parent?.as(FunctionCallExprSyntax.self)
            }
            return nil
        }

        /// `{ ... }()`
        var callOfItself: FunctionCallExprSyntax? {
            guard let call = parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == id else { return nil }
            return call
        }

        var callee: ExprSyntax? { call?.calledExpression }
        var calleeName: String? { callee?.lastName }
    }
#endif

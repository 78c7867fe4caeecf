// Small questions to syntax nodes that several files ask.

#if SwiftSyntax
    import SwiftSyntax

    extension ExprSyntaxProtocol {
        /// The name that a call of this expression calls by.
        var lastName: String? {
            switch kind {
            case .declReferenceExpr: self.cast(DeclReferenceExprSyntax.self).baseName.text
            case .memberAccessExpr: self.cast(MemberAccessExprSyntax.self).declName.baseName.text
            case .genericSpecializationExpr: self.cast(GenericSpecializationExprSyntax.self).expression.lastName
            case .optionalChainingExpr: self.cast(OptionalChainingExprSyntax.self).expression.lastName
            case .forceUnwrapExpr: self.cast(ForceUnwrapExprSyntax.self).expression.lastName
            default: nil
            }
        }

        /// The name that this calls by, if it is a call.
        var calledName: String? { self.as(FunctionCallExprSyntax.self)?.calledExpression.lastName }

        /// By its looks: a name, or names with dots between them.
        var mayBeType: Bool {
            switch kind {
            case .declReferenceExpr, .genericSpecializationExpr, .typeExpr, .arrayExpr, .dictionaryExpr: true
            case .memberAccessExpr: self.cast(MemberAccessExprSyntax.self).base?.mayBeType ?? false
            default: false
            }
        }

        var isAssignment: Bool {
            self.as(SequenceExprSyntax.self)?.elements.contains { $0.kind == .assignmentExpr } ?? false
        }

        /// `condition ? this : that`
        var isChoice: Bool {
            self.as(SequenceExprSyntax.self)?.elements.contains { $0.kind == .unresolvedTernaryExpr } ?? false
        }

        /// An `if` or `switch`, which may be a statement or a value.
        var isBranching: Bool { kind == .ifExpr || kind == .switchExpr }
    }

    extension SequenceExprSyntax {
        /// `a = b`, `a += b`.
        var assigns: Bool {
            elements.contains { element in
                if element.kind == .assignmentExpr { return true }
                let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text ?? ""
                return name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
            }
        }
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

    extension String {
        /// Not as an operator: with a letter or `_`. Most names are plain, and what a letter is takes long to look up.
        var beginsAsName: Bool {
            guard let byte = utf8.first else { return false }
            if byte < 0x80 { return byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26 }
            return first?.isLetter ?? false
        }

        /// The name of an operator, as a value.
        var isOperator: Bool {
            guard let byte = utf8.first, byte != UInt8(ascii: "$"), byte != UInt8(ascii: "`") else { return false }
            return !beginsAsName
        }

        /// `nil` where there is nothing.
        var beginsUppercase: Bool? {
            guard let byte = utf8.first else { return nil }
            return byte < 0x80 ? byte &- UInt8(ascii: "A") < 26 : first?.isUppercase
        }
    }
#endif

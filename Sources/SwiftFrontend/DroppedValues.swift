// Closures of one call, whose value whoever runs them may drop: `onCancel: { Task { ... } }`, `{ set.insert(one) }`.
//
// Such a closure has no result where its surroundings say so, which the file seldom shows, and the compiler warns of a value
// that is dropped, unless it comes from a call that says `@discardableResult`, or from C. `(cede_check(), CALL).1` is no call, so
// these have the check in one, which says so too (`SwiftInsertions`). Not for calls that never come back: of code
// behind them, which that call would be, the compiler warns as well. Nor in code that is inlined elsewhere, which cannot name
// this file's helpers: there the warning comes.

#if SwiftSyntax
    import SwiftSyntax

    extension FoundFunction {
        /// Whether the value of its one expression may be dropped without a warning, as far as names say.
        func mayDrop(_ expression: ExprSyntax, _ names: FunctionNames) -> Bool {
            guard let closure = node.as(ClosureExprSyntax.self), closure.mayDrop(expression) else { return false }
            let called = expression.withoutEffects.calledName.map(names.functions) ?? []
            return !called.contains { $0.resultType?.spelled.hasSuffix("Never") ?? false }
        }
    }

    extension ClosureExprSyntax {
        /// The same, but for what the file says of the function that is called.
        func mayDrop(_ expression: ExprSyntax) -> Bool {
            guard signature?.returnClause == nil, let call = expression.withoutEffects.as(FunctionCallExprSyntax.self),
                let name = call.calledExpression.lastName, SlicedLoops.isOwnCode(self)
            else { return false }
            // Of one with a type that the surroundings imply (`.some(1)`) nothing is dropped.
            if let member = call.calledExpression.as(MemberAccessExprSyntax.self), member.base == nil { return false }
            // An initialiser; of the library's these alone may be for nothing but what they do.
            if name.beginsUppercase == true { return name == "Task" }
            return !KnownSwiftCalls.ends(name) && !KnownSwiftCalls.loops(name)
        }

        /// Whether it is given to a call that is all of a closure around it.
        var isInOnlyCall: Bool {
            guard var node = call.map(Syntax.init) else { return false }
            while let parent = node.parent, parent.is(TryExprSyntax.self) || parent.is(AwaitExprSyntax.self) { node = parent }
            let list = node.parent?.parent?.as(CodeBlockItemListSyntax.self)
            return list?.count == 1 && list?.parent?.is(ClosureExprSyntax.self) ?? false
        }
    }

    extension ExprSyntax {
        /// Without `try` and `await`. With `try?` it is the value of that.
        fileprivate var withoutEffects: ExprSyntax {
            if let trial = self.as(TryExprSyntax.self), trial.questionOrExclamationMark?.tokenKind != .postfixQuestionMark {
                return trial.expression.withoutEffects
            }
            return self.as(AwaitExprSyntax.self)?.expression.withoutEffects ?? self
        }
    }
#endif

// The body of a loop on one line, as the strips of a long loop repeat it (`SwiftStrip`).
//
// What the compiler says of a body it says of the copy too, on another line. So only such bodies are repeated of which it
// has nothing to say: a few assignments and constants of arithmetic on local variables, stored properties of this file and
// elements. No call of the program, no closure, nothing that leaves the body, and no result that nobody uses. And none that
// reads other elements of what it assigns: such a loop has no vectors to lose, and two of it cost an edit distance 1.34.

#if SwiftSyntax
    import SwiftSyntax

    extension BodyLowering {
        func repeatable(_ loop: ForStmtSyntax) -> String? {
            let last = loop.pattern.as(TuplePatternSyntax.self)?.elements.last?.pattern ?? loop.pattern
            guard loop.whereClause == nil, let name = last.as(IdentifierPatternSyntax.self)?.identifier.text else { return nil }
            return repeatable(loop.body, of: name)
        }

        /// `name`: the variable that differs from turn to turn.
        func repeatable(_ body: CodeBlockSyntax, of name: String) -> String? {
            let statements = body.statements
            guard !statements.isEmpty, !isInClosure(Syntax(body)) else { return nil }
            let words = statements.tokens(viewMode: .sourceAccurate).map(\.text)
            guard words.count <= Self.longestCopy, words.contains(name), !readsOtherTurns(statements) else { return nil }
            for statement in statements {
                if let constants = statement.item.as(VariableDeclSyntax.self) {
                    guard isUsed(constants, words) else { return nil }
                } else {
                    guard isAssignment(Syntax(statement.item)), isPlain(Syntax(statement.item)) else { return nil }
                }
            }
            return statements.map { line(Syntax($0.item)) }.joined(separator: "; ")
        }

        /// `a[i] = a[i - 1]`: an array that is assigned at one index is named with another.
        private func readsOtherTurns(_ statements: CodeBlockItemListSyntax) -> Bool {
            let assigned = statements.compactMap { statement in
                isAssignment(Syntax(statement.item))
                    ? statement.item.as(SequenceExprSyntax.self)?.elements.first?.as(SubscriptCallExprSyntax.self) : nil
            }
            var indices: [String: Set<String>] = [:]
            var next = statements.map { Syntax($0) }
            while let node = next.popLast() {
                next += node.children(viewMode: .sourceAccurate)
                if let access = node.as(SubscriptCallExprSyntax.self) {
                    indices[access.calledExpression.spelled, default: []].insert(access.arguments.spelled)
                }
            }
            return assigned.contains { (indices[$0.calledExpression.spelled]?.count ?? 0) > 1 }
        }

        /// In tokens: about ten statements.
        private static let longestCopy = 120

        private func line(_ statement: Syntax) -> String {
            var text = ""
            var isSpaced = false
            for token in statement.tokens(viewMode: .sourceAccurate) {
                if !text.isEmpty, isSpaced || !token.leadingTrivia.isEmpty { text += " " }
                text += token.text
                isSpaced = !token.trailingTrivia.isEmpty
            }
            return text
        }

        /// What a closure captures, the compiler may warn of.
        private func isInClosure(_ node: Syntax) -> Bool {
            var next = node.parent
            while let node = next, !node.is(FunctionDeclSyntax.self) {
                if node.is(ClosureExprSyntax.self) { return true }
                next = node.parent
            }
            return false
        }

        /// `let` of names that the body uses, or the compiler would warn.
        private func isUsed(_ constants: VariableDeclSyntax, _ words: [String]) -> Bool {
            guard constants.bindingSpecifier.text == "let", constants.attributes.isEmpty, constants.modifiers.isEmpty else { return false }
            return constants.bindings.allSatisfy { binding in
                let names = binding.pattern.tokens(viewMode: .sourceAccurate).map(\.text).filter { !["(", ",", ")"].contains($0) }
                return binding.typeAnnotation == nil && binding.accessorBlock == nil
                    && names.allSatisfy { name in name != "_" && words.count { $0 == name } > 1 }
                    && binding.initializer.map { isPlain(Syntax($0.value)) } ?? false
            }
        }

        private func isAssignment(_ statement: Syntax) -> Bool {
            statement.as(SequenceExprSyntax.self)?.assigns ?? false
        }

        private func isPlain(_ node: Syntax) -> Bool {
            switch node.as(SyntaxEnum.self) {
            case .token, .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .assignmentExpr, .binaryOperatorExpr: return true
            case .declReferenceExpr(let name):
                let text = name.baseName.text
                return name.argumentNames == nil && (text == "self" || locals.contains(text) || isStored(text, in: found.type))
            case .memberAccessExpr(let access):
                return access.base.map { isPlain(Syntax($0)) } ?? false
                    && facts.types.byName.keys.contains { isStored(access.declName.baseName.text, in: $0) }
            case .functionCallExpr(let call):
                guard call.closures.isEmpty, let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text
                else { return false }
                return (SwiftTypes.isArithmetic(name) || ["min", "max", "abs"].contains(name)) && facts.names.functions(name).isEmpty
                    && isPlain(Syntax(call.arguments))
            case .subscriptCallExpr(let access):
                return access.trailingClosure == nil && isPlain(Syntax(access.calledExpression)) && isPlain(Syntax(access.arguments))
            case .sequenceExpr, .exprList, .prefixOperatorExpr, .tupleExpr, .labeledExprList, .labeledExpr, .unresolvedTernaryExpr:
                return node.children(viewMode: .sourceAccurate).allSatisfy(isPlain)
            default: return false
            }
        }

        private func isStored(_ name: String, in type: String?) -> Bool {
            type.flatMap { facts.types.byName[$0]?.stored[name] } != nil
        }
    }
#endif

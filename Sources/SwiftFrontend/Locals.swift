// The names that a function's own code binds, closures and local functions in it included, each with its type where that
// is written. A name that is bound twice as different things has no type.

#if SwiftSyntax
    import SwiftSyntax

    final class Locals: SyntaxVisitor {
        private(set) var types: [String: String?] = [:]

        init(of node: Syntax) {
            super.init(viewMode: .sourceAccurate)
            walk(Self.outermost(node))
        }

        func contains(_ name: String) -> Bool { types[name] != nil || name.hasPrefix("$") }

        /// The function that all others around the node stand in.
        static func outermost(_ node: Syntax) -> Syntax {
            var result = node
            var next = node.parent
            while let node = next, !node.is(MemberBlockSyntax.self) {
                if node.is(FunctionDeclSyntax.self) || node.is(InitializerDeclSyntax.self) || node.is(AccessorDeclSyntax.self)
                    || node.is(SubscriptDeclSyntax.self) || node.is(ClosureExprSyntax.self)
                {
                    result = node
                }
                next = node.parent
            }
            return result
        }

        private func bind(_ name: String, _ type: String?) {
            if let known = types[name] {
                if known != type { types[name] = .some(nil) }
            } else {
                types[name] = .some(type)
            }
        }

        override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
            let type = node.type.as(AttributedTypeSyntax.self)?.baseType ?? node.type
            bind((node.secondName ?? node.firstName).text, node.ellipsis == nil ? type.spelled : "[\(type.spelled)]")
            return .visitChildren
        }
        override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
            bind((node.secondName ?? node.firstName).text, node.type?.spelled)
            return .visitChildren
        }
        override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
            bind(node.name.text, nil)
            return .skipChildren
        }
        override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
            if node.initializer != nil { bind(node.name.text, nil) }
            return .visitChildren
        }
        override func visit(_ node: AccessorParametersSyntax) -> SyntaxVisitorContinueKind {
            bind(node.name.text, nil)
            return .skipChildren
        }
        override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
            if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text, node.accessorBlock == nil,
                !(node.parent?.parent?.parent?.is(MemberBlockItemSyntax.self) ?? false)
            {
                bind(name, node.typeAnnotation?.type.spelled ?? node.initializer.flatMap { SwiftTypes.written($0.value) })
                return .visitChildren
            }
            return .visitChildren
        }
        override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
            if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text {
                // A range of literals or of whole numbers counts; whatever else it is, its elements are not looked at.
                bind(name, node.typeAnnotation?.type.spelled)
            }
            return .visitChildren
        }
        /// Bound by `if let`, `case let`, tuples.
        override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
            if types[node.identifier.text] == nil, !(node.parent?.is(PatternBindingSyntax.self) ?? false) {
                bind(node.identifier.text, nil)
            }
            return .skipChildren
        }
        override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

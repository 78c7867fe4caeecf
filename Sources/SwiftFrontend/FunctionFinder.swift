// Every body of code in a file: functions, initialisers, accessors, closures, and the code at top level.
//
// What macros are given is left out: a macro reads its arguments as text, and may do anything with them.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    /// One body, before it is lowered.
    struct FoundFunction {
        var id: String
        /// As calls name it: `walk`, `init` of a type as the type's name, an accessor as its property.
        var base: String
        var labels: [String]
        var name: String
        /// The type it stands in.
        var type: String?
        var node: Syntax
        var body: CodeBlockItemListSyntax
        /// The token that opens the body; nil for the file's own code.
        var open: TokenSyntax?
        var kind: Kind
        var visibility: Function.Visibility
        var exclusion: Reason?

        enum Kind { case function(returns: TypeSyntax?), getter, accessor, closure, file }

        /// Run by what is no call to look at: an access to a property, an operator, a conversion, a loop's next turn.
        var isCalledUnseen: Bool {
            switch kind {
            case .getter, .accessor: true
            case .closure, .file: false
            case .function: Self.unseen.contains(base) || !(base.first.map { $0.isLetter || $0 == "_" } ?? false)
                    || labels.contains { Self.unseenLabels.contains($0) }
            }
        }

        /// The type of its value, where that is written.
        var resultType: TypeSyntax? {
            switch kind {
            case .function(let type): return type
            case .getter: return binding?.typeAnnotation?.type ?? subscription?.returnClause.type
            case .accessor, .closure, .file: return nil
            }
        }

        /// A result builder reads closures, getters and functions with a result; a protocol may ask for it, and then no
        /// attribute shows here.
        var mayBeBuilder: Bool {
            switch kind {
            case .file, .accessor: false
            case .getter, .closure: true
            case .function(let result): result != nil || mayNameBuilder
            }
        }

        /// An attribute may name a result builder.
        var mayNameBuilder: Bool {
            let attributes =
                node.as(FunctionDeclSyntax.self)?.attributes ?? binding?.parent?.parent?.as(VariableDeclSyntax.self)?.attributes
                ?? subscription?.attributes
            return attributes?.contains { element in
                guard case .attribute(let attribute) = element else { return true }
                return attribute.attributeName.spelled.first?.isUppercase ?? true
            } ?? false
        }

        private var binding: PatternBindingSyntax? { declaration(PatternBindingSyntax.self) }
        private var subscription: SubscriptDeclSyntax? { declaration(SubscriptDeclSyntax.self) }

        /// What an accessor belongs to.
        private func declaration<Node: SyntaxProtocol>(_ kind: Node.Type) -> Node? {
            var next = node.is(AccessorDeclSyntax.self) || node.is(AccessorBlockSyntax.self) ? node.parent : nil
            while let node = next, !node.is(MemberBlockSyntax.self), !node.is(CodeBlockSyntax.self) {
                if let found = node.as(kind) { return found }
                next = node.parent
            }
            return nil
        }

        private static let unseen: Set<String> = [
            "next", "makeIterator", "makeAsyncIterator", "hash", "encode", "callAsFunction", "deinit", "dynamicallyCall",
            "appendInterpolation", "appendLiteral", "buildBlock", "buildExpression", "buildArray", "buildEither",
            "buildOptional", "buildFinalResult", "buildPartialBlock", "buildLimitedAvailability",
        ]
        private static let unseenLabels: Set<String> = [
            "arrayLiteral", "dictionaryLiteral", "stringLiteral", "integerLiteral", "floatLiteral", "booleanLiteral",
            "nilLiteral", "stringInterpolation", "unicodeScalarLiteral", "extendedGraphemeClusterLiteral", "wrappedValue",
            "projectedValue", "from",
        ]
    }

    final class FunctionFinder: SyntaxVisitor {
        private(set) var found: [FoundFunction] = []
        /// Where yields are to be put off.
        private(set) var quiet: [QuietRegion] = []
        private let comments: SwiftNoYieldComments
        private let locks: LockedCode
        private var types: [String] = []

        init(_ comments: SwiftNoYieldComments, _ types: SwiftTypes, isProgram: Bool) {
            self.comments = comments
            locks = LockedCode(isProgram: isProgram, types: types)
            super.init(viewMode: .sourceAccurate)
        }

        private func add(
            _ base: String, labels: [String] = [], name: String? = nil, _ node: some SyntaxProtocol,
            _ body: CodeBlockItemListSyntax, open: TokenSyntax?, _ kind: FoundFunction.Kind,
            attributes: AttributeListSyntax? = nil, modifiers: DeclModifierListSyntax? = nil, exclusion: Reason? = nil
        ) {
            let title = (types + [name ?? base]).joined(separator: ".")
            let reason =
                exclusion ?? Exclusions.reason(attributes) ?? comments.reason(of: node)
                ?? (locks.isInside(Syntax(node)) ? LockedCode.reason : nil)
            found.append(
                FoundFunction(
                    id: "\(title)@\(body.start)", base: base, labels: labels, name: title, type: types.last,
                    node: Syntax(node), body: body, open: open, kind: kind,
                    visibility: visibility(of: modifiers, attributes, node), exclusion: reason))
        }

        /// Private, or inside of a function: only this file can name it.
        private func visibility(
            of modifiers: DeclModifierListSyntax?, _ attributes: AttributeListSyntax?, _ node: some SyntaxProtocol
        ) -> Function.Visibility {
            if node.is(SourceFileSyntax.self) { return .file }
            if Exclusions.isCalledFromC(attributes) { return .program }
            if let modifiers,
                modifiers.contains(where: { ["private", "fileprivate"].contains($0.name.text) && $0.detail == nil })
            {
                return .file
            }
            var parent = node.parent
            while let node = parent {
                if node.is(CodeBlockSyntax.self) || node.is(ClosureExprSyntax.self) { return .file }
                // A method of a local type may be what a protocol asks for.
                if node.is(MemberBlockSyntax.self) { return .program }
                parent = node.parent
            }
            return node.is(ClosureExprSyntax.self) ? .file : .program
        }

        // MARK: Types, for names

        private func enter(_ name: String) -> SyntaxVisitorContinueKind {
            types.append(name)
            return .visitChildren
        }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ClassDeclSyntax) { types.removeLast() }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
            _ = enter(node.name.text)
            return isHelper(node.name) ? .skipChildren : .visitChildren
        }
        override func visitPost(_ node: StructDeclSyntax) { types.removeLast() }
        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: EnumDeclSyntax) { types.removeLast() }
        override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ActorDeclSyntax) { types.removeLast() }
        override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ProtocolDeclSyntax) { types.removeLast() }
        override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
            enter(node.extendedType.spelled)
        }
        override func visitPost(_ node: ExtensionDeclSyntax) { types.removeLast() }

        // MARK: Bodies

        /// One that a rewriting declared.
        private func isHelper(_ name: TokenSyntax) -> Bool {
            name.text.hasPrefix("__cede_") || name.text.hasPrefix("__Cede")
        }

        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
            if isHelper(node.name) { return .skipChildren }
            if let body = node.body {
                let labels = node.signature.parameterClause.parameters.map(\.firstName.text)
                add(
                    node.name.text, labels: labels,
                    name: "\(node.name.text)(\(labels.map { $0 + ":" }.joined()))", node, body.statements,
                    open: body.leftBrace, .function(returns: node.signature.returnClause?.type),
                    attributes: node.attributes, modifiers: node.modifiers)
            }
            return .visitChildren
        }

        override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                let labels = node.signature.parameterClause.parameters.map(\.firstName.text)
                add(
                    types.last ?? "init", labels: labels, name: "init", node, body.statements, open: body.leftBrace,
                    .function(returns: nil), attributes: node.attributes, modifiers: node.modifiers)
            }
            return .visitChildren
        }

        override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                add(
                    "deinit", node, body.statements, open: body.leftBrace, .function(returns: nil),
                    exclusion: .functionExcluded("a deinit runs wherever the last reference goes"))
            }
            return .visitChildren
        }

        override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                let property = Self.property(of: node)
                let specifier = node.accessorSpecifier.text
                add(
                    property, name: "\(property).\(specifier)", node, body.statements, open: body.leftBrace,
                    specifier == "get" ? .getter : .accessor, attributes: node.attributes,
                    exclusion: specifier.contains("ddress") ? .functionExcluded("it gives out an address") : nil)
            }
            return .visitChildren
        }

        override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
            if case .getter(let items) = node.accessors {
                let property = Self.property(of: node)
                add(property, name: "\(property).get", node, items, open: node.leftBrace, .getter)
            }
            return .visitChildren
        }

        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
            if let region = locks.region(of: node) { quiet.append(region) }
            add("closure", name: "closure", node, node.statements, open: node.signature?.inKeyword ?? node.leftBrace, .closure)
            return .visitChildren
        }

        override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
            if let region = locks.region(of: node) { quiet.append(region) }
            return .visitChildren
        }

        override func visit(_ node: SourceFileSyntax) -> SyntaxVisitorContinueKind {
            if node.holdsStatements { add("top-level code", node, node.statements, open: nil, .file) }
            return .visitChildren
        }

        // MARK: What macros read

        override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

        private static func property(of node: some SyntaxProtocol) -> String {
            var parent = node.parent
            while let node = parent {
                if let binding = node.as(PatternBindingSyntax.self) { return binding.pattern.spelled }
                if node.is(SubscriptDeclSyntax.self) { return "subscript" }
                parent = node.parent
            }
            return "property"
        }
    }

    extension SourceFileSyntax {
        /// Code at top level runs as the program; elsewhere a file is declarations.
        var holdsStatements: Bool {
            statements.contains { item in
                switch item.item {
                case .decl: false
                case .expr(let expression): !expression.is(MacroExpansionExprSyntax.self)
                case .stmt: true
                }
            }
        }
    }
#endif

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
        var node: Syntax
        var body: CodeBlockItemListSyntax
        /// The token that opens the body; nil for the file's own code.
        var open: TokenSyntax?
        var kind: Kind
        var visibility: Function.Visibility
        var isAddressTaken = false
        var exclusion: Reason?

        enum Kind { case function(isVoid: Bool), accessor, closure, file }
    }

    final class FunctionFinder: SyntaxVisitor {
        private(set) var found: [FoundFunction] = []
        private let text: SourceText
        private var types: [String] = []

        init(_ text: SourceText) {
            self.text = text
            super.init(viewMode: .sourceAccurate)
        }

        private func add(
            _ base: String, labels: [String] = [], name: String? = nil, _ node: some SyntaxProtocol,
            _ body: CodeBlockItemListSyntax, open: TokenSyntax?, _ kind: FoundFunction.Kind,
            modifiers: DeclModifierListSyntax? = nil, exclusion: Reason? = nil, isAddressTaken: Bool = false
        ) {
            let title = (types + [name ?? base]).joined(separator: ".")
            found.append(
                FoundFunction(
                    id: "\(title)@\(node.start)", base: base, labels: labels, name: title, node: Syntax(node),
                    body: body, open: open, kind: kind, visibility: visibility(of: modifiers, node),
                    isAddressTaken: isAddressTaken, exclusion: exclusion))
        }

        /// Private, inside of a function, or the file's own code: only this file can name it.
        private func visibility(of modifiers: DeclModifierListSyntax?, _ node: some SyntaxProtocol)
            -> Function.Visibility
        {
            if node.is(SourceFileSyntax.self) { return .file }
            if let modifiers,
                modifiers.contains(where: { ["private", "fileprivate"].contains($0.name.text) && $0.detail == nil })
            {
                return .file
            }
            var parent = node.parent
            while let node = parent {
                if node.is(CodeBlockSyntax.self) || node.is(ClosureExprSyntax.self) { return .file }
                parent = node.parent
            }
            return .program
        }

        // MARK: Types, for names

        private func enter(_ name: String) -> SyntaxVisitorContinueKind {
            types.append(name)
            return .visitChildren
        }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ClassDeclSyntax) { types.removeLast() }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: StructDeclSyntax) { types.removeLast() }
        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: EnumDeclSyntax) { types.removeLast() }
        override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ActorDeclSyntax) { types.removeLast() }
        override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ProtocolDeclSyntax) { types.removeLast() }
        override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
            enter(node.extendedType.trimmedDescription)
        }
        override func visitPost(_ node: ExtensionDeclSyntax) { types.removeLast() }

        // MARK: Bodies

        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                let labels = node.signature.parameterClause.parameters.map(\.firstName.text)
                let result = node.signature.returnClause?.type.trimmedDescription
                add(
                    node.name.text, labels: labels,
                    name: "\(node.name.text)(\(labels.map { $0 + ":" }.joined()))", node, body.statements,
                    open: body.leftBrace, .function(isVoid: result == nil || result == "Void" || result == "()"),
                    modifiers: node.modifiers, exclusion: Exclusions.reason(node.attributes))
            }
            return .visitChildren
        }

        override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                let labels = node.signature.parameterClause.parameters.map(\.firstName.text)
                add(
                    types.last ?? "init", labels: labels, name: "init", node, body.statements,
                    open: body.leftBrace, .function(isVoid: true), modifiers: node.modifiers,
                    exclusion: Exclusions.reason(node.attributes))
            }
            return .visitChildren
        }

        override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                add(
                    "deinit", node, body.statements, open: body.leftBrace, .function(isVoid: true),
                    exclusion: .functionExcluded("a deinit may run while the runtime of Swift holds locks"))
            }
            return .visitChildren
        }

        override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
            if let body = node.body {
                let isGetter = node.accessorSpecifier.text == "get"
                add(
                    Self.property(of: node), name: "\(Self.property(of: node)).\(node.accessorSpecifier.text)",
                    node, body.statements, open: body.leftBrace, isGetter ? .accessor : .function(isVoid: true),
                    exclusion: Exclusions.reason(node.attributes))
            }
            return .visitChildren
        }

        override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
            if case .getter(let items) = node.accessors {
                let property = Self.property(of: node)
                add(property, name: "\(property).get", node, items, open: node.leftBrace, .accessor)
            }
            return .visitChildren
        }

        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
            add(
                "closure", name: "closure", node, node.statements,
                open: node.signature?.inKeyword ?? node.leftBrace, .closure, isAddressTaken: true)
            return .visitChildren
        }

        override func visit(_ node: SourceFileSyntax) -> SyntaxVisitorContinueKind {
            if node.statements.contains(where: { !$0.item.is(DeclSyntax.self) }) {
                add("top-level code", node, node.statements, open: nil, .file)
            }
            return .visitChildren
        }

        // MARK: What macros read

        override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

        private static func property(of node: some SyntaxProtocol) -> String {
            var parent = node.parent
            while let node = parent {
                if let binding = node.as(PatternBindingSyntax.self) { return binding.pattern.trimmedDescription }
                if node.is(SubscriptDeclSyntax.self) { return "subscript" }
                parent = node.parent
            }
            return "property"
        }
    }

    enum Exclusions {
        static func reason(_ attributes: AttributeListSyntax) -> Reason? {
            for case .attribute(let attribute) in attributes {
                let name = attribute.attributeName.trimmedDescription
                if ["_noLocks", "_noAllocation"].contains(name) {
                    return .functionExcluded("it is marked @\(name)")
                }
            }
            return nil
        }
    }
#endif

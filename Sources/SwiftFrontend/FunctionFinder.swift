// Every body of code in a file: functions, initialisers, accessors, closures, and the code at top level.
//
// What macros are given is left out: a macro reads its arguments as text, and may do anything with them.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    /// One body, before it is lowered.
    final class FoundFunction {
        let id: String
        /// As calls name it: `walk`, `init` of a type as the type's name, an accessor as its property.
        let base: String
        let labels: [String]
        let name: String
        /// The type it stands in.
        let type: String?
        let node: Syntax
        let body: CodeBlockItemListSyntax
        /// The token that opens the body; nil for the file's own code.
        let open: TokenSyntax?
        let kind: Kind
        let visibility: Function.Visibility
        let exclusion: Reason?
        /// The function that all others around it stand in, by its number in the index; itself where there is none.
        let outermost: Int

        init(
            id: String, base: String, labels: [String], name: String, type: String?, node: Syntax, body: CodeBlockItemListSyntax,
            open: TokenSyntax?, kind: Kind, visibility: Function.Visibility, exclusion: Reason?, outermost: Int
        ) {
            self.id = id
            self.base = base
            self.labels = labels
            self.name = name
            self.type = type
            self.node = node
            self.body = body
            self.open = open
            self.kind = kind
            self.visibility = visibility
            self.exclusion = exclusion
            self.outermost = outermost
        }

        enum Kind { case function(returns: TypeSyntax?), getter, accessor, closure, file }

        /// Run by what is no call to look at: an access to a property, an operator, a conversion, a loop's next turn.
        var isCalledUnseen: Bool {
            switch kind {
            case .getter, .accessor: true
            case .closure, .file: false
            case .function: Self.unseen.contains(base) || KnownSwiftCalls.asserts(base) || !base.beginsAsName
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
                return attribute.attributeName.spelled.beginsUppercase ?? true
            } ?? false
        }

        private var binding: PatternBindingSyntax? { declaration(PatternBindingSyntax.self) }
        private var subscription: SubscriptDeclSyntax? { declaration(SubscriptDeclSyntax.self) }

        /// What an accessor belongs to.
        private func declaration<Node: SyntaxProtocol>(_ kind: Node.Type) -> Node? {
            var next = node.kind == .accessorDecl || node.kind == .accessorBlock ? node.parent : nil
            while let node = next, node.kind != .memberBlock, node.kind != .codeBlock {
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

    final class FunctionFinder {
        private(set) var found: [FoundFunction] = []
        /// Where yields are to be put off.
        private(set) var quiet: [QuietRegion] = []
        private let index: SyntaxIndex
        private let comments: SwiftNoYieldComments
        private let locks: LockedCode
        private var types: [String] = []
        /// The outermost function around this point, by its number: in the file, and in each type around.
        private var outermost: [Int?] = [nil]
        /// Whether a lock is held here, and in what is around.
        private var isLocked = [false]

        init(_ index: SyntaxIndex, _ comments: SwiftNoYieldComments, _ types: SwiftTypes, isProgram: Bool) {
            self.index = index
            self.comments = comments
            locks = LockedCode(isProgram: isProgram, types: types)
            index.walk(enter: enter, leave: leave)
        }

        private func add(
            _ base: String, labels: [String] = [], name: String? = nil, _ number: Int,
            _ body: CodeBlockItemListSyntax, open: TokenSyntax?, _ kind: FoundFunction.Kind,
            attributes: AttributeListSyntax? = nil, modifiers: DeclModifierListSyntax? = nil, exclusion: Reason? = nil
        ) {
            let node = index.nodes[number].node
            let title = types.isEmpty ? name ?? base : types.joined(separator: ".") + "." + (name ?? base)
            let reason =
                exclusion ?? Exclusions.reason(attributes) ?? comments.reason(of: node)
                ?? (isLocked[isLocked.count - 1] ? LockedCode.reason : nil)
            found.append(
                FoundFunction(
                    id: title + "@" + String(body.start), base: base, labels: labels, name: title, type: types.last,
                    node: node, body: body, open: open, kind: kind,
                    visibility: visibility(of: modifiers, attributes, node), exclusion: reason,
                    outermost: outermost.last.flatMap { $0 } ?? number))
        }

        /// Private, or inside of a function: only this file can name it.
        private func visibility(
            of modifiers: DeclModifierListSyntax?, _ attributes: AttributeListSyntax?, _ node: Syntax
        ) -> Function.Visibility {
            if node.kind == .sourceFile { return .file }
            if Exclusions.isCalledFromC(attributes) { return .program }
            if let modifiers, modifiers.contains(where: { $0.name.isPrivate && $0.detail == nil }) { return .file }
            var parent = node.parent
            while let node = parent {
                if node.kind == .codeBlock || node.kind == .closureExpr { return .file }
                // A method of a local type may be what a protocol asks for.
                if node.kind == .memberBlock { return .program }
                parent = node.parent
            }
            return node.kind == .closureExpr ? .file : .program
        }

        // MARK: Around bodies

        private func enter(_ number: Int) -> Bool {
            switch index.nodes[number].kind {
            case .classDecl: types.append(index.node(number, ClassDeclSyntax.self).name.text)
            case .enumDecl: types.append(index.node(number, EnumDeclSyntax.self).name.text)
            case .actorDecl: types.append(index.node(number, ActorDeclSyntax.self).name.text)
            case .protocolDecl: types.append(index.node(number, ProtocolDeclSyntax.self).name.text)
            case .extensionDecl: types.append(index.node(number, ExtensionDeclSyntax.self).extendedType.spelled)
            case .structDecl:
                types.append(index.node(number, StructDeclSyntax.self).name.text)
                return !isHelper(types.last ?? "")
            case .memberBlock: outermost.append(nil)
            case .subscriptDecl: begin(number)
            case .functionDecl:
                let node = index.node(number, FunctionDeclSyntax.self)
                if isHelper(node.name.text) { return false }
                begin(number)
                function(node, number)
            case .initializerDecl:
                begin(number)
                initializer(index.node(number, InitializerDeclSyntax.self), number)
            case .deinitializerDecl: deinitializer(index.node(number, DeinitializerDeclSyntax.self), number)
            case .accessorDecl:
                begin(number)
                accessor(index.node(number, AccessorDeclSyntax.self), number)
            case .accessorBlock:
                // What a property does is no part of its initial value.
                let isOfVariable = index.nodes[number].node.parent?.kind == .patternBinding
                isLocked.append(isLocked[isLocked.count - (isOfVariable ? 2 : 1)])
                getter(index.node(number, AccessorBlockSyntax.self), number)
            case .closureExpr:
                begin(number)
                let node = index.node(number, ClosureExprSyntax.self)
                isLocked.append(locks.holds(node, in: isLocked[isLocked.count - 1]))
                closure(node, number)
            case .patternBinding:
                let node = index.node(number, PatternBindingSyntax.self)
                isLocked.append(locks.holds(node, in: isLocked[isLocked.count - 1]))
                if let region = locks.region(of: node) { quiet.append(region) }
            case .sourceFile:
                let file = index.node(number, SourceFileSyntax.self)
                if file.holdsStatements { add("top-level code", number, file.statements, open: nil, .file) }
            // What macros read.
            case .macroExpansionExpr, .macroExpansionDecl, .attribute: return false
            default: break
            }
            return true
        }

        private func leave(_ number: Int) {
            switch index.nodes[number].kind {
            case .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl: types.removeLast()
            case .memberBlock: outermost.removeLast()
            case .patternBinding, .accessorBlock: isLocked.removeLast()
            case .functionDecl, .initializerDecl, .accessorDecl, .subscriptDecl, .closureExpr:
                if index.nodes[number].kind == .closureExpr { isLocked.removeLast() }
                if outermost[outermost.count - 1] == number { outermost[outermost.count - 1] = nil }
            default: break
            }
        }

        private func begin(_ number: Int) {
            if outermost[outermost.count - 1] == nil { outermost[outermost.count - 1] = number }
        }

        // MARK: Bodies

        /// One that a rewriting declared.
        private func isHelper(_ name: String) -> Bool { name.hasPrefix("__cede_") || name.hasPrefix("__Cede") }

        private func function(_ node: FunctionDeclSyntax, _ number: Int) {
            guard let body = node.body else { return }
            let labels = node.signature.parameterClause.parameters.map(\.firstName.text)
            let name = node.name.text
            add(
                name, labels: labels, name: name + "(" + labels.reduce("") { $0 + $1 + ":" } + ")", number, body.statements,
                open: body.leftBrace, .function(returns: node.signature.returnClause?.type),
                attributes: node.attributes, modifiers: node.modifiers)
        }

        private func initializer(_ node: InitializerDeclSyntax, _ number: Int) {
            guard let body = node.body else { return }
            add(
                types.last ?? "init", labels: node.signature.parameterClause.parameters.map(\.firstName.text), name: "init", number,
                body.statements, open: body.leftBrace, .function(returns: nil), attributes: node.attributes,
                modifiers: node.modifiers)
        }

        private func deinitializer(_ node: DeinitializerDeclSyntax, _ number: Int) {
            guard let body = node.body else { return }
            add(
                "deinit", number, body.statements, open: body.leftBrace, .function(returns: nil),
                exclusion: .functionExcluded("a deinit runs wherever the last reference goes"))
        }

        private func accessor(_ node: AccessorDeclSyntax, _ number: Int) {
            guard let body = node.body else { return }
            let property = Self.property(of: node)
            let specifier = node.accessorSpecifier.text
            add(
                property, name: "\(property).\(specifier)", number, body.statements, open: body.leftBrace,
                specifier == "get" ? .getter : .accessor, attributes: node.attributes,
                exclusion: specifier.contains("ddress") ? .functionExcluded("it gives out an address") : nil)
        }

        private func getter(_ node: AccessorBlockSyntax, _ number: Int) {
            guard case .getter(let items) = node.accessors else { return }
            let property = Self.property(of: node)
            add(property, name: "\(property).get", number, items, open: node.leftBrace, .getter)
        }

        private func closure(_ node: ClosureExprSyntax, _ number: Int) {
            if let region = locks.region(of: node) { quiet.append(region) }
            add(
                "closure", name: "closure", number, node.statements, open: node.signature?.inKeyword ?? node.leftBrace, .closure)
        }

        private static func property(of node: some SyntaxProtocol) -> String {
            var parent = node.parent
            while let node = parent {
                if node.kind == .patternBinding { return node.cast(PatternBindingSyntax.self).pattern.spelled }
                if node.kind == .subscriptDecl { return "subscript" }
                parent = node.parent
            }
            return "property"
        }
    }

    extension TokenSyntax {
        /// A modifier that keeps a name in its file.
        fileprivate var isPrivate: Bool {
            switch tokenKind {
            case .keyword(.private), .keyword(.fileprivate): true
            default: false
            }
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

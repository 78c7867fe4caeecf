// A file's syntax tree walked once: the nodes that somebody asks about, in the order of the text, each with the end of what
// stands in it.
//
// Half a dozen questions are put to a whole tree (which types there are, which bodies, which names stand where), and of
// twenty nodes they look at one or two. A walk by `SyntaxVisitor` for each of them was a fifth of the time that a file takes.
// Rejected: the parser's own tree (`RawSyntax`), whose layout is another in each version of swift-syntax; and walking by
// `children`, which makes two calls that are not specialised of each node and took twice as long.

#if SwiftSyntax
    import SwiftSyntax

    struct SyntaxIndex {
        struct Noted {
            let node: Syntax
            let kind: SyntaxKind
            /// The number of the first node behind it that does not stand in it.
            fileprivate(set) var end: Int
        }

        let nodes: [Noted]

        init(_ tree: SourceFileSyntax) {
            let collector = Collector(viewMode: .sourceAccurate)
            collector.walk(tree)
            nodes = collector.nodes
        }

        /// Goes through the whole file, or a node and what stands in it. `enter` says whether to look into a node, and `leave`
        /// is told when that is done; both are given its number.
        func walk(_ root: Int = 0, enter: (Int) -> Bool, leave: (Int) -> Void = { _ in }) {
            var open: [Int] = []
            var next = root
            let end = nodes[root].end
            while next < end {
                while let last = open.last, nodes[last].end <= next {
                    open.removeLast()
                    leave(last)
                }
                if enter(next) {
                    open.append(next)
                    next += 1
                } else {
                    leave(next)
                    next = nodes[next].end
                }
            }
            while let last = open.popLast() { leave(last) }
        }

        /// A node, as what its kind says it is.
        func node<Node: SyntaxProtocol>(_ number: Int, _ type: Node.Type) -> Node { nodes[number].node.cast(type) }
    }

    private final class Collector: SyntaxVisitor {
        private(set) var nodes: [SyntaxIndex.Noted] = []
        /// Those that hold this point.
        private var open: [Int] = []

        private func enter(_ node: some SyntaxProtocol, _ kind: SyntaxKind) -> SyntaxVisitorContinueKind {
            open.append(nodes.count)
            nodes.append(SyntaxIndex.Noted(node: Syntax(node), kind: kind, end: nodes.count))
            return .visitChildren
        }

        private func leave() { nodes[open.removeLast()].end = nodes.count }

        /// In which nothing else is wanted.
        private func note(_ node: some SyntaxProtocol, _ kind: SyntaxKind) -> SyntaxVisitorContinueKind {
            nodes.append(SyntaxIndex.Noted(node: Syntax(node), kind: kind, end: nodes.count + 1))
            return .skipChildren
        }

        // MARK: What others may stand in

        override func visit(_ node: SourceFileSyntax) -> SyntaxVisitorContinueKind { enter(node, .sourceFile) }
        override func visitPost(_ node: SourceFileSyntax) { leave() }
        override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { enter(node, .memberBlock) }
        override func visitPost(_ node: MemberBlockSyntax) { leave() }
        override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { enter(node, .codeBlock) }
        override func visitPost(_ node: CodeBlockSyntax) { leave() }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .classDecl) }
        override func visitPost(_ node: ClassDeclSyntax) { leave() }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .structDecl) }
        override func visitPost(_ node: StructDeclSyntax) { leave() }
        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .enumDecl) }
        override func visitPost(_ node: EnumDeclSyntax) { leave() }
        override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .actorDecl) }
        override func visitPost(_ node: ActorDeclSyntax) { leave() }
        override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .protocolDecl) }
        override func visitPost(_ node: ProtocolDeclSyntax) { leave() }
        override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .extensionDecl) }
        override func visitPost(_ node: ExtensionDeclSyntax) { leave() }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .functionDecl) }
        override func visitPost(_ node: FunctionDeclSyntax) { leave() }
        override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .initializerDecl) }
        override func visitPost(_ node: InitializerDeclSyntax) { leave() }
        override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .deinitializerDecl) }
        override func visitPost(_ node: DeinitializerDeclSyntax) { leave() }
        override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .subscriptDecl) }
        override func visitPost(_ node: SubscriptDeclSyntax) { leave() }
        override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .accessorDecl) }
        override func visitPost(_ node: AccessorDeclSyntax) { leave() }
        override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter(node, .accessorBlock) }
        override func visitPost(_ node: AccessorBlockSyntax) { leave() }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { enter(node, .closureExpr) }
        override func visitPost(_ node: ClosureExprSyntax) { leave() }
        override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .variableDecl) }
        override func visitPost(_ node: VariableDeclSyntax) { leave() }
        override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind { enter(node, .patternBinding) }
        override func visitPost(_ node: PatternBindingSyntax) { leave() }
        override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind { enter(node, .functionParameter) }
        override func visitPost(_ node: FunctionParameterSyntax) { leave() }
        override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind { enter(node, .closureParameter) }
        override func visitPost(_ node: ClosureParameterSyntax) { leave() }
        override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind { enter(node, .closureCapture) }
        override func visitPost(_ node: ClosureCaptureSyntax) { leave() }
        /// Every declaration has such a list, and most are empty.
        override func visit(_ node: AttributeListSyntax) -> SyntaxVisitorContinueKind {
            node.isEmpty ? .skipChildren : enter(node, .attributeList)
        }
        override func visitPost(_ node: AttributeListSyntax) { if !node.isEmpty { leave() } }
        override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { enter(node, .attribute) }
        override func visitPost(_ node: AttributeSyntax) { leave() }
        override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { enter(node, .macroExpansionExpr) }
        override func visitPost(_ node: MacroExpansionExprSyntax) { leave() }
        override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind { enter(node, .macroExpansionDecl) }
        override func visitPost(_ node: MacroExpansionDeclSyntax) { leave() }
        override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind { enter(node, .functionCallExpr) }
        override func visitPost(_ node: FunctionCallExprSyntax) { leave() }
        override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { enter(node, .awaitExpr) }
        override func visitPost(_ node: AwaitExprSyntax) { leave() }
        override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind { enter(node, .enumCaseElement) }
        override func visitPost(_ node: EnumCaseElementSyntax) { leave() }
        override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind { enter(node, .forStmt) }
        override func visitPost(_ node: ForStmtSyntax) { leave() }
        override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { enter(node, .whileStmt) }
        override func visitPost(_ node: WhileStmtSyntax) { leave() }
        override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { enter(node, .repeatStmt) }
        override func visitPost(_ node: RepeatStmtSyntax) { leave() }
        override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind { enter(node, .deferStmt) }
        override func visitPost(_ node: DeferStmtSyntax) { leave() }

        // MARK: What holds nothing

        override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind { note(node, .identifierPattern) }
        override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind { note(node, .declReferenceExpr) }
        override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind { note(node, .closureShorthandParameter) }
        override func visit(_ node: AccessorParametersSyntax) -> SyntaxVisitorContinueKind { note(node, .accessorParameters) }
        override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind { note(node, .genericParameter) }
        override func visit(_ node: ConformanceRequirementSyntax) -> SyntaxVisitorContinueKind { note(node, .conformanceRequirement) }

        // MARK: Neither

        override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: InheritanceClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: TypeAnnotationSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ReturnClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: OptionalTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ImplicitlyUnwrappedOptionalTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: AttributedTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: FunctionTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: TupleTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ArrayTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: DictionaryTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: SomeOrAnyTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: CompositionTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: MetatypeTypeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: StringSegmentSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

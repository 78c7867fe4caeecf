// A file's syntax tree walked once: the nodes that somebody asks about, in the order of the text, each with the end of what
// stands in it.
//
// Half a dozen questions are put to a whole tree (which types there are, which bodies, which names stand where), and of
// twenty nodes they look at one or two. A walk by `SyntaxVisitor` makes and drops every node and token for each of them, which
// was a fifth of the time that a file takes. Rejected: the parser's own tree (`RawSyntax`), whose layout is another in each
// version of swift-syntax.

#if SwiftSyntax
    import SwiftSyntax

    struct SyntaxIndex {
        struct Noted {
            let node: Syntax
            let kind: SyntaxKind
            /// The number of the first node behind it that does not stand in it.
            fileprivate(set) var end: Int
        }

        private(set) var nodes: [Noted] = []

        init(_ tree: SourceFileSyntax) { note(Syntax(tree)) }

        private mutating func note(_ node: Syntax) {
            let kind = node.kind
            let number = nodes.count
            let isWanted = Self.isWanted(kind)
            if isWanted { nodes.append(Noted(node: node, kind: kind, end: number + 1)) }
            if Self.holdsNothing(kind) { return }
            for child in node.children(viewMode: .sourceAccurate) where child.kind != .token { note(child) }
            if isWanted { nodes[number].end = nodes.count }
        }

        /// Names, literals, types: nothing that is wanted stands in them.
        private static func holdsNothing(_ kind: SyntaxKind) -> Bool {
            switch kind {
            case .declReferenceExpr, .identifierPattern, .wildcardPattern, .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr,
                .nilLiteralExpr, .superExpr, .binaryOperatorExpr, .assignmentExpr, .discardAssignmentExpr, .stringSegment, .importDecl,
                .declModifier, .genericParameter, .inheritanceClause, .typeAnnotation, .returnClause, .identifierType, .memberType,
                .optionalType, .implicitlyUnwrappedOptionalType, .attributedType, .functionType, .tupleType, .arrayType,
                .dictionaryType, .someOrAnyType, .compositionType, .metatypeType:
                true
            default: false
            }
        }

        private static func isWanted(_ kind: SyntaxKind) -> Bool {
            switch kind {
            case .sourceFile, .memberBlock, .codeBlock,
                .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl,
                .functionDecl, .initializerDecl, .deinitializerDecl, .subscriptDecl, .accessorDecl, .accessorBlock, .closureExpr,
                .variableDecl, .patternBinding, .identifierPattern, .enumCaseElement,
                .functionParameter, .closureParameter, .closureShorthandParameter, .closureCapture, .accessorParameters,
                .genericParameter, .conformanceRequirement, .attributeList, .attribute,
                .macroExpansionExpr, .macroExpansionDecl, .declReferenceExpr, .functionCallExpr, .awaitExpr,
                .forStmt, .whileStmt, .repeatStmt, .deferStmt:
                true
            default: false
            }
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
#endif

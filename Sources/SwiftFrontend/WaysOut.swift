// Which functions may run code of other files without a call that can be seen; see `Accesses`.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    enum WaysOut {
        /// Functions that are called unseen leave the file also by what is not seen in them, and in what they call.
        static func noted(in functions: [Function], calledUnseen: [Bool], unseen: [String?]) -> [Function] {
            var result = functions
            let callees = functions.callees
            for i in functions.indices where calledUnseen[i] && functions[i].runsElsewhere == nil {
                var seen: Set<Int> = [i]
                var open = [i]
                while let next = open.popLast() {
                    if let name = unseen[next] {
                        result[i].runsElsewhere = name
                        break
                    }
                    open += callees[next].filter { seen.insert($0).inserted }
                }
            }
            return result
        }
    }

    /// The names in code that belongs to no body: initial values, default arguments.
    final class OutsideReferences: SyntaxVisitor {
        private var found: Set<String> = []

        static func names(in tree: SourceFileSyntax) -> Set<String> {
            let visitor = OutsideReferences(viewMode: .sourceAccurate)
            visitor.walk(tree)
            return visitor.found
        }

        override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
            found.insert(node.baseName.text)
            return .skipChildren
        }
        override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
            if case .getter = node.accessors { return .skipChildren }
            return .visitChildren
        }
    }
#endif

// Functions whose attributes promise what a check would break, and those that code in other languages calls.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    enum Exclusions {
        static func reason(_ attributes: AttributeListSyntax?) -> Reason? {
            guard let name = names(attributes).first(where: promising.contains) else { return nil }
            return .functionExcluded("it is marked @\(name)")
        }

        /// Under a name that nobody in this file need know.
        static func isCalledFromC(_ attributes: AttributeListSyntax?) -> Bool {
            names(attributes).contains { ["_cdecl", "c", "_silgen_name", "objc", "main", "_expose"].contains($0) }
        }

        /// Other modules compile the bodies into themselves.
        static func isInlinable(_ attributes: AttributeListSyntax) -> Bool {
            names(attributes).contains { ["inlinable", "_transparent", "_alwaysEmitIntoClient", "backDeployed"].contains($0) }
        }

        /// To take no lock, to allocate nothing, to have no effect, to be differentiable; `_effects` lets the compiler move
        /// or drop what it is put on.
        private static let promising: Set<String> = [
            "_noLocks", "_noAllocation", "_noRuntime", "_noExistentials", "_noObjCBridging", "_effects", "differentiable",
            "derivative", "_semantics",
        ]

        private static func names(_ attributes: AttributeListSyntax?) -> [String] {
            (attributes ?? []).compactMap { element in
                guard case .attribute(let attribute) = element else { return nil }
                return attribute.attributeName.spelled
            }
        }
    }

    /// Code that other modules compile into themselves: what is marked so, and default arguments.
    final class InlinableCode: SyntaxVisitor {
        private var found: [Range<Int>] = []

        static func ranges(in tree: SourceFileSyntax) -> [Range<Int>] {
            let visitor = InlinableCode(viewMode: .sourceAccurate)
            visitor.walk(tree)
            return visitor.found
        }

        override func visit(_ node: AttributeListSyntax) -> SyntaxVisitorContinueKind {
            if Exclusions.isInlinable(node), let marked = node.parent { found.append(marked.start..<marked.end) }
            return .skipChildren
        }
        override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
            if let value = node.defaultValue { found.append(value.start..<value.end) }
            return .skipChildren
        }
        /// Functions and types in here are of this file alone.
        override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

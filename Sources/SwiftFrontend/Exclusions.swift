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

    /// Whether a file has code that other modules compile into themselves.
    final class InlinableCode: SyntaxVisitor {
        private var isFound = false

        static func any(in tree: SourceFileSyntax) -> Bool {
            let visitor = InlinableCode(viewMode: .sourceAccurate)
            visitor.walk(tree)
            return visitor.isFound
        }

        override func visit(_ node: AttributeListSyntax) -> SyntaxVisitorContinueKind {
            if Exclusions.isInlinable(node) { isFound = true }
            return .skipChildren
        }
    }
#endif

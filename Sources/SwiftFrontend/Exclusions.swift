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
            guard let attributes, !attributes.isEmpty else { return [] }
            return attributes.compactMap { element in
                guard case .attribute(let attribute) = element else { return nil }
                return attribute.attributeName.spelled
            }
        }
    }

    /// Code that other modules compile into themselves: what is marked so, and default arguments.
    enum InlinableCode {
        static func ranges(in index: SyntaxIndex) -> [Range<Int>] {
            var found: [Range<Int>] = []
            index.walk(enter: { number in
                switch index.nodes[number].kind {
                case .attributeList:
                    let attributes = index.node(number, AttributeListSyntax.self)
                    if Exclusions.isInlinable(attributes), let marked = attributes.parent { found.append(marked.start..<marked.end) }
                    return false
                case .functionParameter:
                    if let value = index.node(number, FunctionParameterSyntax.self).defaultValue { found.append(value.start..<value.end) }
                    return false
                // Functions and types in here are of this file alone.
                case .codeBlock, .closureExpr: return false
                default: return true
                }
            })
            return found
        }
    }
#endif

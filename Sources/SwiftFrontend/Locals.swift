// The names that a function's own code binds, closures and local functions in it included, each with its type where that
// is written. A name that is bound twice as different things has no type.

#if SwiftSyntax
    import SwiftSyntax

    final class Locals {
        private(set) var types: [String: String?] = [:]

        /// Of the function with this number, which no other stands around.
        init(of function: Int, in index: SyntaxIndex) {
            index.walk(function, enter: { enter($0, index) })
        }

        func contains(_ name: String) -> Bool { types[name] != nil || name.utf8.first == UInt8(ascii: "$") }

        private func bind(_ name: String, _ type: String?) {
            if let known = types[name] {
                if known != type { types[name] = .some(nil) }
            } else {
                types[name] = .some(type)
            }
        }

        private func enter(_ number: Int, _ index: SyntaxIndex) -> Bool {
            switch index.nodes[number].kind {
            case .functionParameter:
                let node = index.node(number, FunctionParameterSyntax.self)
                let type = node.type.as(AttributedTypeSyntax.self)?.baseType ?? node.type
                bind((node.secondName ?? node.firstName).text, node.ellipsis == nil ? type.spelled : "[\(type.spelled)]")
            case .closureParameter:
                let node = index.node(number, ClosureParameterSyntax.self)
                bind((node.secondName ?? node.firstName).text, node.type?.spelled)
            case .closureShorthandParameter: bind(index.node(number, ClosureShorthandParameterSyntax.self).name.text, nil)
            case .closureCapture:
                let node = index.node(number, ClosureCaptureSyntax.self)
                if node.initializer != nil { bind(node.name.text, nil) }
            case .accessorParameters: bind(index.node(number, AccessorParametersSyntax.self).name.text, nil)
            case .patternBinding:
                let node = index.node(number, PatternBindingSyntax.self)
                if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text, node.accessorBlock == nil,
                    node.parent?.parent?.parent?.kind != .memberBlockItem
                {
                    bind(name, node.typeAnnotation?.type.spelled ?? node.initializer.flatMap { SwiftTypes.written($0.value) })
                }
            case .forStmt:
                let node = index.node(number, ForStmtSyntax.self)
                if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text {
                    // A range of literals or of whole numbers counts; whatever else it is, its elements are not looked at.
                    bind(name, node.typeAnnotation?.type.spelled)
                }
            // Bound by `if let`, `case let`, tuples.
            case .identifierPattern:
                let node = index.node(number, IdentifierPatternSyntax.self)
                if node.parent?.kind != .patternBinding, types[node.identifier.text] == nil { bind(node.identifier.text, nil) }
            case .memberBlock: return false
            default: break
            }
            return true
        }
    }
#endif

// The names that a function's own code binds, closures and local functions in it included, each with its type where that
// is written. A name that is bound twice as different things has no type.

#if SwiftSyntax
    import SwiftSyntax

    final class Locals {
        private(set) var types: [String: String?] = [:]
        /// Bound once, by `var`.
        private(set) var variables: Set<String> = []
        /// Bound by `let`, as a parameter that is not `inout` or by a `for`, and by nothing else.
        private(set) var constants: Set<String> = []
        /// Bound as `(offset, element)` by loops over an array's `enumerated()`.
        private var numbered: Set<String> = []

        /// Of the function with this number, which no other stands around.
        init(of function: Int, in index: SyntaxIndex) {
            index.walk(function, enter: { enter($0, index) })
        }

        func contains(_ name: String) -> Bool { types[name] != nil || name.utf8.first == UInt8(ascii: "$") }

        private func bind(_ name: String, _ type: String?, isConstant: Bool? = nil) {
            if let known = types[name] {
                if known != type { types[name] = .some(nil) }
                variables.remove(name)
                if isConstant != true { constants.remove(name) }
            } else {
                types[name] = .some(type)
                if isConstant == true { constants.insert(name) } else if isConstant == false { variables.insert(name) }
            }
        }

        private func alsoBind(_ name: String) {
            variables.remove(name)
            constants.remove(name)
            if types[name] == nil || numbered.contains(name) { types[name] = .some(nil) }
        }

        /// Also of a count that is taken from what has a type.
        private func written(_ value: ExprSyntax) -> String? {
            if value.kind == .memberAccessExpr {
                let access = value.cast(MemberAccessExprSyntax.self)
                guard access.declName.baseName.text == "count", let base = access.base?.as(DeclReferenceExprSyntax.self)?.baseName.text,
                    let type = types[base], SwiftTypes.isLibrary(type)
                else { return nil }
                return "Int"
            }
            return SwiftTypes.written(value)
        }

        private func enter(_ number: Int, _ index: SyntaxIndex) -> Bool {
            switch index.nodes[number].kind {
            case .functionParameter:
                let node = index.node(number, FunctionParameterSyntax.self)
                let type = node.type.as(AttributedTypeSyntax.self)?.baseType ?? node.type
                bind(
                    (node.secondName ?? node.firstName).text, node.ellipsis == nil ? type.spelled : "[\(type.spelled)]",
                    isConstant: node.type.as(AttributedTypeSyntax.self)?.specifiers.isEmpty ?? true)
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
                    let declaration = node.parent?.parent?.as(VariableDeclSyntax.self)
                    bind(
                        name, node.typeAnnotation?.type.spelled ?? node.initializer.flatMap { written($0.value) },
                        isConstant: declaration.flatMap { $0.attributes.isEmpty ? $0.bindingSpecifier.text == "let" : nil })
                }
            case .forStmt:
                let node = index.node(number, ForStmtSyntax.self)
                if let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text {
                    // A range of literals or of whole numbers counts; whatever else it is, its elements are not looked at.
                    bind(name, node.typeAnnotation?.type.spelled, isConstant: true)
                } else if let (offset, element) = SlicedLoops.pair(of: node),
                    let type = SlicedLoops.base(of: node).as(DeclReferenceExprSyntax.self).flatMap({ types[$0.baseName.text] ?? nil }),
                    SwiftTypes.isArray(type)
                {
                    bind(offset, "Int")
                    bind(element, SwiftTypes.element(of: type))
                    numbered.formUnion([offset, element])
                }
            // Bound by `if let`, `case let`, tuples.
            case .identifierPattern:
                let node = index.node(number, IdentifierPatternSyntax.self)
                if let loop = node.parent?.parent?.parent?.parent?.as(ForStmtSyntax.self), SlicedLoops.pair(of: loop) != nil,
                    numbered.contains(node.identifier.text)
                { break }
                if node.parent?.kind != .patternBinding, node.parent?.kind != .forStmt { alsoBind(node.identifier.text) }
            case .memberBlock: return false
            default: break
            }
            return true
        }
    }
#endif

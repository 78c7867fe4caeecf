// What a file says of its types, without a type checker: which properties are stored and as what, and what can't be
// copied. It knows a type where one is written down, and says nothing elsewhere.
//
// It is there for the price of a check: an accessor or an operator that reads stored numbers is a leaf, and leaves have
// none. What is not known here is taken for code that may do anything.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    final class SwiftTypes {
        final class Info {
            /// No subclass can put a computed property in a stored one's place.
            var isFixed = true
            /// Stored properties, each with its type where that is written.
            var stored: [String: String?] = [:]
            var cases: Set<String> = []
            /// Making one runs code in initial values.
            var hasInitialCalls = false
        }

        /// Types with an initialiser of their own.
        private var withInit: Set<String> = []
        private(set) var byName: [String: Info] = [:]
        /// The cases of all enumerations.
        private(set) var cases: Set<String> = []
        /// As far as the file names them, which few do.
        private var noncopyable: Set<String>
        private var hasNoncopyable = false
        private var declared: Set<String> = []
        private var around: [String] = []
        private let index: SyntaxIndex

        init(_ index: SyntaxIndex, _ text: SourceText) {
            self.index = index
            noncopyable = Self.knownNoncopyable.filter(text.bytes.holds)
            index.walk(enter: enter, leave: leave)
        }

        /// Whether the file declares this type, so that what it has is not a library type's.
        func isDeclared(_ type: String?, apartFrom library: String) -> Bool {
            type.map { declared.contains($0) && library.prefix { $0 != "<" } != $0 } ?? false
        }

        /// Making one is no more than storing its parts.
        func isPlain(_ type: String) -> Bool {
            byName[type].map { !$0.hasInitialCalls && !withInit.contains(type) } ?? false
        }

        /// Whether the value of a function's one expression may be one that can't be copied.
        func mayBeNoncopyable(_ found: FoundFunction) -> Bool {
            if noncopyable.isEmpty { return false }
            var words: Set<String>
            switch found.kind {
            case .function(let type?): words = Self.names(in: type)
            case .closure: words = Self.names(in: found.node).union(Self.resultNames(around: found.node))
            case .getter, .function, .accessor, .file: words = Self.names(in: found.node)
            }
            if let result = found.resultType { words.formUnion(Self.names(in: result)) }
            if words.contains("Self"), let type = found.type { words.insert(type) }
            return !words.isDisjoint(with: noncopyable) || hasNoncopyable && isUnknown(found.resultType, in: found.type)
        }

        /// Where some types can't be copied, one of another file may be such.
        private func isUnknown(_ result: TypeSyntax?, in type: String?) -> Bool {
            guard let result else { return false }
            return Self.names(in: result).map { $0 == "Self" ? type ?? $0 : $0 }.contains { name in
                let isType = name.first { $0 != "_" }?.isUppercase ?? false
                let isLibrarys = Self.isNumber(name) || Self.libraries.contains(name) || ["Optional", "Void"].contains(name)
                return isType && !isLibrarys && !declared.contains(name)
            }
        }

        /// The same of anything that its parameters or its type bring.
        func handlesNoncopyable(_ found: FoundFunction) -> Bool {
            if noncopyable.isEmpty { return false }
            if let type = found.type, noncopyable.contains(type) { return true }
            return mentionsNoncopyable(found.node)
        }

        func mentionsNoncopyable(_ node: some SyntaxProtocol) -> Bool {
            !noncopyable.isEmpty && !Self.names(in: node).isDisjoint(with: noncopyable)
        }

        private static func names(in node: some SyntaxProtocol) -> Set<String> {
            Set(node.tokens(viewMode: .sourceAccurate).map(\.text))
        }

        /// What a closure gives may be what the function around it gives.
        private static func resultNames(around node: Syntax) -> Set<String> {
            var names: Set<String> = []
            var next = node.parent
            while let node = next {
                if node.kind == .functionDecl, let result = node.cast(FunctionDeclSyntax.self).signature.returnClause { names.formUnion(Self.names(in: result)) }
                next = node.parent
            }
            return names
        }

        // MARK: Written types

        static func isNumber(_ type: String?) -> Bool { type.map(numbers.contains) ?? false }

        static func isInteger(_ type: String) -> Bool { integers.contains(type) }

        /// An array or a buffer, whose elements can be handed out in pieces.
        static func isArray(_ type: String?) -> Bool {
            guard let type else { return false }
            if type.hasPrefix("[") { return type.hasSuffix("]") && !type.contains(":") }
            return cut.contains(type.firstIndex(of: "<").map { String(type[..<$0]) } ?? type)
        }

        /// A number that a register holds.
        static func isArithmetic(_ type: String?) -> Bool {
            isNumber(type) && !["String", "Character", "Bool"].contains(type)
        }

        /// A type of the library whose members run no code of the program.
        static func isLibrary(_ type: String?) -> Bool {
            guard let type else { return false }
            if numbers.contains(type) || type.hasPrefix("[") { return true }
            guard let open = type.utf8.firstIndex(of: UInt8(ascii: "<")) else { return libraries.contains(type) }
            return libraries.contains(String(type[..<open]))
        }

        /// A type that is known and not the library's: another file may say what a name of the library's means there.
        static func isElsewhere(_ type: String?) -> Bool { type.map { !isLibrary($0) } ?? false }

        /// What a subscript or a loop takes out of a collection of this type.
        static func element(of type: String?) -> String? {
            guard let type else { return nil }
            if type.hasPrefix("["), type.hasSuffix("]"), !type.contains(":") { return String(type.dropFirst().dropLast()) }
            guard let open = type.firstIndex(of: "<"), type.hasSuffix(">"), !type.contains(",") else { return nil }
            return String(type[type.index(after: open)...].dropLast())
        }

        private static let integers: Set<String> = [
            "Int", "Int8", "Int16", "Int32", "Int64", "Int128", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128", "CChar", "CInt",
        ]
        private static let numbers = integers.union(["Double", "Float", "Float16", "Bool", "String", "Character"])
        private static let cut: Set<String> = [
            "Array", "ContiguousArray", "ArraySlice", "UnsafeBufferPointer", "UnsafeMutableBufferPointer", "UnsafeRawBufferPointer",
            "UnsafeMutableRawBufferPointer",
        ]
        private static let knownNoncopyable: Set<String> = [
            "Span", "RawSpan", "MutableSpan", "MutableRawSpan", "OutputSpan", "UTF8Span", "Mutex", "Atomic", "AtomicLazyReference",
        ]
        private static let libraries: Set<String> = [
            "Array", "ContiguousArray", "ArraySlice", "Dictionary", "Set", "Substring", "Range", "ClosedRange", "Data",
            "UnsafePointer", "UnsafeMutablePointer", "UnsafeBufferPointer", "UnsafeMutableBufferPointer",
            "UnsafeRawPointer", "UnsafeMutableRawPointer", "UnsafeRawBufferPointer", "UnsafeMutableRawBufferPointer",
            "InlineArray", "Span", "MutableSpan",
        ]

        // MARK: Declarations

        private func enter(_ number: Int) -> Bool {
            switch index.nodes[number].kind {
            case .structDecl:
                let node = index.node(number, StructDeclSyntax.self)
                declare(node.name.text, node.inheritanceClause)
            case .enumDecl:
                let node = index.node(number, EnumDeclSyntax.self)
                declare(node.name.text, node.inheritanceClause)
            case .actorDecl: declare(index.node(number, ActorDeclSyntax.self).name.text)
            case .classDecl:
                let node = index.node(number, ClassDeclSyntax.self)
                declare(
                    node.name.text, isFixed: node.modifiers.contains { ["final", "private", "fileprivate"].contains($0.name.text) })
            case .extensionDecl: around.append(index.node(number, ExtensionDeclSyntax.self).extendedType.spelled)
            case .protocolDecl: return false
            case .initializerDecl: if let type = around.last { withInit.insert(type) }
            case .enumCaseElement:
                let name = index.node(number, EnumCaseElementSyntax.self).name.text
                if let type = around.last {
                    info(of: type).cases.insert(name)
                    cases.insert(name)
                }
                return false
            case .genericParameter:
                let node = index.node(number, GenericParameterSyntax.self)
                if node.inheritedType?.spelled.contains("~") ?? false { cantBeCopied(node.name.text) }
                return false
            case .conformanceRequirement:
                let node = index.node(number, ConformanceRequirementSyntax.self)
                if node.rightType.spelled.contains("~") { cantBeCopied(node.leftType.spelled) }
                return false
            case .variableDecl:
                let node = index.node(number, VariableDeclSyntax.self)
                if let type = around.last, node.parent?.kind == .memberBlockItem { properties(node, of: type) }
            default: break
            }
            return true
        }

        private func leave(_ number: Int) {
            switch index.nodes[number].kind {
            case .structDecl, .enumDecl, .actorDecl, .classDecl, .extensionDecl: around.removeLast()
            default: break
            }
        }

        private func declare(_ name: String, isFixed: Bool = true, _ inheritance: InheritanceClauseSyntax? = nil) {
            around.append(name)
            info(of: name).isFixed = isFixed
            declared.insert(name)
            if let inheritance, inheritance.spelled.contains("~Copyable") { cantBeCopied(name) }
        }
        private func info(of type: String) -> Info {
            if let known = byName[type] { return known }
            let info = Info()
            byName[type] = info
            return info
        }
        private func cantBeCopied(_ name: String) {
            noncopyable.insert(name)
            hasNoncopyable = true
        }

        private func properties(_ node: VariableDeclSyntax, of type: String) {
            // A wrapped property, or one that a macro rewrites, only looks stored.
            let isPlain = node.attributes.isEmpty && !node.modifiers.contains { $0.name.tokenKind == .keyword(.lazy) }
            for binding in node.bindings {
                guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else { continue }
                if isPlain, binding.accessorBlock == nil {
                    info(of: type).stored[name] = .some(
                        binding.typeAnnotation?.type.spelled ?? binding.initializer.flatMap { Self.written($0.value) })
                }
                if let value = binding.initializer?.value, !Self.isLibrary(Self.written(value)) {
                    info(of: type).hasInitialCalls = true
                }
            }
        }

        /// The type of a value that shows it: a literal, or a call of the type.
        static func written(_ value: ExprSyntax) -> String? {
            switch value.kind {
            case .integerLiteralExpr: return "Int"
            case .floatLiteralExpr: return "Double"
            case .booleanLiteralExpr: return "Bool"
            case .stringLiteralExpr: return "String"
            case .arrayExpr:
                return value.cast(ArrayExprSyntax.self).elements.first.flatMap { written($0.expression) }.map { "[\($0)]" }
            case .functionCallExpr: break
            default: return nil
            }
            let call = value.cast(FunctionCallExprSyntax.self)
            let name = call.calledExpression.spelled
            return name.utf8.first == UInt8(ascii: "[") || name.beginsUppercase ?? false && !name.utf8.contains(UInt8(ascii: ".")) ? name : nil
        }
    }
#endif

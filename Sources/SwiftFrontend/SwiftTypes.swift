// What a file says of its types, without a type checker: which properties are stored and as what, and what can't be
// copied. It knows a type where one is written down, and says nothing elsewhere.
//
// It is there for the price of a check: an accessor or an operator that reads stored numbers is a leaf, and leaves have
// none. What is not known here is taken for code that may do anything.

#if SwiftSyntax
    import SwiftSyntax

    final class SwiftTypes: SyntaxVisitor {
        struct Info {
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
        private(set) var noncopyable: Set<String> = [
            "Span", "RawSpan", "MutableSpan", "MutableRawSpan", "OutputSpan", "UTF8Span", "Mutex", "Atomic", "AtomicLazyReference",
        ]
        private var hasNoncopyable = false
        private var declared: Set<String> = []
        private var around: [String] = []

        init(_ tree: SourceFileSyntax) {
            super.init(viewMode: .sourceAccurate)
            walk(tree)
        }

        /// Making one is no more than storing its parts.
        func isPlain(_ type: String) -> Bool {
            byName[type].map { !$0.hasInitialCalls && !withInit.contains(type) } ?? false
        }

        /// Whether the value of a function's one expression may be one that can't be copied.
        func mayBeNoncopyable(_ found: FoundFunction) -> Bool {
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
            if let type = found.type, noncopyable.contains(type) { return true }
            return mentionsNoncopyable(found.node)
        }

        func mentionsNoncopyable(_ node: some SyntaxProtocol) -> Bool {
            !Self.names(in: node).isDisjoint(with: noncopyable)
        }

        private static func names(in node: some SyntaxProtocol) -> Set<String> {
            Set(node.tokens(viewMode: .sourceAccurate).map(\.text))
        }

        /// What a closure gives may be what the function around it gives.
        private static func resultNames(around node: Syntax) -> Set<String> {
            var names: Set<String> = []
            var next = node.parent
            while let node = next {
                if let result = node.as(FunctionDeclSyntax.self)?.signature.returnClause { names.formUnion(Self.names(in: result)) }
                next = node.parent
            }
            return names
        }

        // MARK: Written types

        static func isNumber(_ type: String?) -> Bool { type.map(numbers.contains) ?? false }

        /// A number that a register holds.
        static func isArithmetic(_ type: String?) -> Bool {
            isNumber(type) && !["String", "Character", "Bool"].contains(type)
        }

        /// A type of the library whose members run no code of the program.
        static func isLibrary(_ type: String?) -> Bool {
            guard let type else { return false }
            if numbers.contains(type) || type.hasPrefix("[") { return true }
            return libraries.contains(String(type.prefix { $0 != "<" }))
        }

        /// What a subscript or a loop takes out of a collection of this type.
        static func element(of type: String?) -> String? {
            guard let type else { return nil }
            if type.hasPrefix("["), type.hasSuffix("]"), !type.contains(":") { return String(type.dropFirst().dropLast()) }
            guard let open = type.firstIndex(of: "<"), type.hasSuffix(">"), !type.contains(",") else { return nil }
            return String(type[type.index(after: open)...].dropLast())
        }

        private static let numbers: Set<String> = [
            "Int", "Int8", "Int16", "Int32", "Int64", "Int128", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128",
            "Double", "Float", "Float16", "Bool", "String", "Character", "CChar", "CInt",
        ]
        private static let libraries: Set<String> = [
            "Array", "ContiguousArray", "ArraySlice", "Dictionary", "Set", "Substring", "Range", "ClosedRange", "Data",
            "UnsafePointer", "UnsafeMutablePointer", "UnsafeBufferPointer", "UnsafeMutableBufferPointer",
            "UnsafeRawPointer", "UnsafeMutableRawPointer", "UnsafeRawBufferPointer", "UnsafeMutableRawBufferPointer",
            "InlineArray", "Span", "MutableSpan",
        ]

        // MARK: Declarations

        private func enter(_ name: String, isFixed: Bool = true, _ inheritance: InheritanceClauseSyntax? = nil)
            -> SyntaxVisitorContinueKind
        {
            around.append(name)
            byName[name, default: Info()].isFixed = isFixed
            declared.insert(name)
            if let inheritance, inheritance.spelled.contains("~Copyable") { cantBeCopied(name) }
            return .visitChildren
        }
        private func leave() { around.removeLast() }
        private func cantBeCopied(_ name: String) {
            noncopyable.insert(name)
            hasNoncopyable = true
        }

        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text, node.inheritanceClause) }
        override func visitPost(_ node: StructDeclSyntax) { leave() }
        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text, node.inheritanceClause) }
        override func visitPost(_ node: EnumDeclSyntax) { leave() }
        override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
        override func visitPost(_ node: ActorDeclSyntax) { leave() }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
            enter(node.name.text, isFixed: node.modifiers.contains { ["final", "private", "fileprivate"].contains($0.name.text) })
        }
        override func visitPost(_ node: ClassDeclSyntax) { leave() }
        override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
            around.append(node.extendedType.spelled)
            return .visitChildren
        }
        override func visitPost(_ node: ExtensionDeclSyntax) { leave() }
        override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

        override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
            if let type = around.last { withInit.insert(type) }
            return .visitChildren
        }

        override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
            if let type = around.last { byName[type, default: Info()].cases.insert(node.name.text) }
            return .skipChildren
        }

        override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind {
            if node.inheritedType?.spelled.contains("~") ?? false { cantBeCopied(node.name.text) }
            return .skipChildren
        }
        override func visit(_ node: ConformanceRequirementSyntax) -> SyntaxVisitorContinueKind {
            if node.rightType.spelled.contains("~") { cantBeCopied(node.leftType.spelled) }
            return .skipChildren
        }

        override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
            guard let type = around.last, node.parent?.is(MemberBlockItemSyntax.self) ?? false else { return .visitChildren }
            // A wrapped property, or one that a macro rewrites, only looks stored.
            let isPlain = node.attributes.isEmpty && !node.modifiers.contains { $0.name.text == "lazy" }
            for binding in node.bindings {
                guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else { continue }
                if isPlain, binding.accessorBlock == nil {
                    byName[type, default: Info()].stored[name] = .some(
                        binding.typeAnnotation?.type.spelled ?? binding.initializer.flatMap { Self.written($0.value) })
                }
                if let value = binding.initializer?.value, !Self.isLibrary(Self.written(value)) {
                    byName[type, default: Info()].hasInitialCalls = true
                }
            }
            return .visitChildren
        }

        /// The type of a value that shows it: a literal, or a call of the type.
        static func written(_ value: ExprSyntax) -> String? {
            if value.is(IntegerLiteralExprSyntax.self) { return "Int" }
            if value.is(FloatLiteralExprSyntax.self) { return "Double" }
            if value.is(BooleanLiteralExprSyntax.self) { return "Bool" }
            if value.is(StringLiteralExprSyntax.self) { return "String" }
            guard let call = value.as(FunctionCallExprSyntax.self) else {
                guard let array = value.as(ArrayExprSyntax.self), let first = array.elements.first else { return nil }
                return written(first.expression).map { "[\($0)]" }
            }
            let name = call.calledExpression.spelled
            return name.first == "[" || name.first?.isUppercase ?? false && !name.contains(".") ? name : nil
        }
    }
#endif

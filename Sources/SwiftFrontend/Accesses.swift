// What runs code without looking like a call: properties, subscripts, operators.
//
// Where the file says that a property is stored, or that both sides of an operator are numbers, nothing is called. What
// has the name of an accessor of this file calls it. Anything else may be another file's accessor. Such a one is sure to
// have its check if it can be part of a cycle: functions that are called unseen (`FoundFunction.isCalledUnseen`) count
// all that is not known in them, and in what they call here, as a way out. The others need not, as every cycle through
// several files either goes through one of those, or only through calls that can be seen.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        func reference(_ name: DeclReferenceExprSyntax) -> Region {
            let name = name.baseName.text
            if locals.contains(name) || ["newValue", "oldValue", "error"].contains(name) { return .empty }
            // An operator as a value.
            if let first = name.first, !first.isLetter, !"_$`".contains(first) { return .empty }
            if !facts.names.functions(name).isEmpty { taken.append((name, nil)) }
            return property(name, of: found.type, isBare: true, at: found.node)
        }

        func member(_ access: MemberAccessExprSyntax) -> Region {
            let name = access.declName.baseName.text
            let base = region(access.base.map { Syntax($0) })
            if access.base == nil, facts.types.byName.values.contains(where: { $0.cases.contains(name) }) { return base }
            if Int(name) != nil { return base }
            if !facts.names.functions(name).isEmpty { taken.append((name, nil)) }
            let type = access.base.flatMap { writtenType(of: $0) }
            return .joined([base, cost(.memory), property(name, of: type, isBare: false, at: access)])
        }

        private func property(_ name: String, of type: String?, isBare: Bool, at node: some SyntaxProtocol) -> Region {
            if let info = type.flatMap({ facts.types.byName[$0] }), info.isFixed, info.stored[name] != nil { return .empty }
            if SwiftTypes.isLibrary(type), !isBare, facts.names.accessors(name).isEmpty || SwiftTypes.isNumber(type) { return .empty }
            // A type, or `super`.
            if isBare, name.first?.isUppercase ?? false || ["self", "super", "Self"].contains(name) { return .empty }
            let own = facts.names.accessors(name)
            if !own.isEmpty {
                if own.contains(where: { $0.visibility == .program }) { unseen = unseen ?? name }
                return .branch([calls(own, at: node)])
            }
            if isLeafNamed || KnownSwiftCalls.cost(of: name) == nil { unseen = unseen ?? name }
            return .empty
        }

        func subscripted(_ access: SubscriptCallExprSyntax) -> Region {
            let parts = [cost(.memory), region(Syntax(access.calledExpression)), region(Syntax(access.arguments))]
            if SwiftTypes.isLibrary(writtenType(of: access.calledExpression)) { return .joined(parts) }
            let own = facts.names.accessors("subscript")
            unseen = unseen ?? "subscript"
            return .joined(own.isEmpty ? parts : parts + [.branch([calls(own, at: access)])])
        }

        /// What stands behind `&&`, `||`, `??` and `?` may not run.
        func operators(_ sequence: SequenceExprSyntax) -> Region {
            var parts: [Region] = []
            var perhaps: [Region] = []
            var isSure = true
            let elements = Array(sequence.elements)
            for (i, element) in elements.enumerated() {
                if i > 0, elements[i - 1].is(UnresolvedTernaryExprSyntax.self),
                    let site = siteOfLastChoice(element, in: sequence, behind: parts + perhaps)
                {
                    behindGuards = site
                    perhaps.append(.entry)
                }
                var part = region(Syntax(element))
                if let spelled = element.as(BinaryOperatorExprSyntax.self)?.operator.text {
                    if ["&&", "||", "??"].contains(spelled) { isSure = false }
                    part = binary(spelled, i > 0 ? elements[i - 1] : nil, i + 1 < elements.count ? elements[i + 1] : nil, at: element)
                } else if element.is(UnresolvedTernaryExprSyntax.self) {
                    isSure = false
                }
                if isSure { parts.append(part) } else { perhaps.append(part) }
            }
            return .joined(parts + (perhaps.isEmpty ? [] : [.branch([.sequence(perhaps)])]))
        }

        /// One side is a number, so the other is one too: operators of mixed types are rare, and of the program then.
        private func binary(_ spelled: String, _ left: ExprSyntax?, _ right: ExprSyntax?, at node: ExprSyntax) -> Region {
            let work = cost(
                ["/", "%", "/=", "%="].contains(spelled) ? .division : spelled.hasPrefix("*") ? .multiplication : .arithmetic)
            let left = left.flatMap { writtenType(of: $0) }
            let right = right.flatMap { writtenType(of: $0) }
            if SwiftTypes.isNumber(left), SwiftTypes.isNumber(right) || right == nil && !isOperator { return work }
            return .joined([work, operation(spelled, at: node)])
        }

        func unary(_ spelled: String, of operand: ExprSyntax) -> Region {
            if SwiftTypes.isNumber(writtenType(of: operand)) { return cost(.arithmetic) }
            return .joined([cost(.arithmetic), operation(spelled, at: operand)])
        }

        private func operation(_ spelled: String, at node: ExprSyntax) -> Region {
            let own = facts.names.functions(spelled)
            if isOperator || !Self.operators.contains(spelled) { unseen = unseen ?? spelled }
            return own.isEmpty ? .empty : .branch([calls(own, at: node)])
        }

        private var isOperator: Bool {
            if case .function = found.kind { return !(found.base.first.map { $0.isLetter || $0 == "_" } ?? true) }
            return false
        }

        /// The library's; a program that has them for its own types has them in operator functions, which look closer.
        private static let operators: Set<String> = [
            "+", "-", "*", "/", "%", "&+", "&-", "&*", "<<", ">>", "&<<", "&>>", "&", "|", "^", "~", "!", "&&", "||", "??", "==",
            "!=", "<", ">", "<=", ">=", "===", "!==", "..<", "...", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=",
            "&+=", "&-=", "&*=", "~=",
        ]

        // MARK: Types, where they are written

        func writtenType(of expression: ExprSyntax) -> String? {
            if let name = expression.as(DeclReferenceExprSyntax.self)?.baseName.text {
                if name == "self" { return found.type }
                if let local = locals.types[name] { return local }
                return found.type.flatMap { facts.types.byName[$0]?.stored[name] ?? nil }
            }
            if let access = expression.as(MemberAccessExprSyntax.self), let base = access.base {
                let name = access.declName.baseName.text
                let owner = writtenType(of: base)
                if SwiftTypes.isLibrary(owner), name == "count" { return "Int" }
                return owner.flatMap { facts.types.byName[$0]?.stored[name] ?? nil }
            }
            if let access = expression.as(SubscriptCallExprSyntax.self) {
                return SwiftTypes.element(of: writtenType(of: access.calledExpression))
            }
            if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first {
                return writtenType(of: only.expression)
            }
            if let prefix = expression.as(PrefixOperatorExprSyntax.self) { return writtenType(of: prefix.expression) }
            if let inout_ = expression.as(InOutExprSyntax.self) { return writtenType(of: inout_.expression) }
            if let attempt = expression.as(TryExprSyntax.self) { return writtenType(of: attempt.expression) }
            if let sequence = expression.as(SequenceExprSyntax.self) {
                let operands = sequence.elements.filter { !$0.is(BinaryOperatorExprSyntax.self) }.map { writtenType(of: $0) }
                guard let first = operands.first, SwiftTypes.isNumber(first), operands.allSatisfy({ $0 == first }) else { return nil }
                let compares = sequence.elements.contains {
                    ["==", "!=", "<", ">", "<=", ">="].contains($0.as(BinaryOperatorExprSyntax.self)?.operator.text)
                }
                return compares ? "Bool" : first
            }
            return SwiftTypes.written(expression)
        }
    }
#endif

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
            if locals.contains(name) { return .empty }
            switch name {
            case "newValue", "oldValue", "error": return .empty
            default: break
            }
            if name.isOperator { return .empty }
            if !facts.names.functions(name).isEmpty { taken.append((name, nil)) }
            return property(name, of: found.type, isBare: true, at: found.node)
        }

        func member(_ access: MemberAccessExprSyntax) -> Region {
            let name = access.declName.baseName.text
            let owner = access.base
            let base = owner.map { region(Syntax($0)) } ?? .empty
            if owner == nil, facts.types.cases.contains(name) { return base }
            // Of a tuple.
            if let byte = name.utf8.first, byte &- UInt8(ascii: "0") < 10, Int(name) != nil { return base }
            if !facts.names.functions(name).isEmpty { taken.append((name, nil)) }
            let type = owner.flatMap { writtenType(of: $0) }
            var parts = RegionList()
            parts.append(base)
            parts.append(CostModel.cost(of: .memory))
            parts.append(property(name, of: type, isBare: false, at: access))
            return parts.joined()
        }

        private func property(_ name: String, of type: String?, isBare: Bool, at node: some SyntaxProtocol) -> Region {
            let info = isBare ? ownType : type.flatMap { facts.types.byName[$0] }
            if let info, info.isFixed, info.stored[name] != nil { return .empty }
            if !isBare, let type, SwiftTypes.isLibrary(type),
                SwiftTypes.isNumber(type) || facts.names.accessors(name).allSatisfy({ facts.types.isDeclared($0.type, apartFrom: type) })
            { return .empty }
            // A type, or `super`.
            if isBare, name.beginsUppercase ?? false || name == "self" || name == "super" { return .empty }
            let own = facts.names.accessors(name)
            if !own.isEmpty {
                if own.contains(where: { $0.visibility == .program }) { unseen = unseen ?? name }
                return .branch([calls(own, at: node)])
            }
            if isLeafNamed || SwiftTypes.isElsewhere(type) || KnownSwiftCalls.cost(of: name) == nil { unseen = unseen ?? name }
            return .empty
        }

        func subscripted(_ access: SubscriptCallExprSyntax) -> Region {
            var parts = RegionList()
            parts.append(CostModel.cost(of: .memory))
            parts.append(region(Syntax(access.calledExpression)))
            parts.append(region(Syntax(access.arguments)))
            if SwiftTypes.isLibrary(writtenType(of: access.calledExpression)) { return parts.joined() }
            let own = facts.names.accessors("subscript")
            unseen = unseen ?? "subscript"
            if !own.isEmpty { parts.append(.branch([calls(own, at: access)])) }
            return parts.joined()
        }

        /// What stands behind `&&`, `||`, `??` and `?` may not run.
        func operators(_ sequence: SequenceExprSyntax) -> Region {
            var parts: [Region] = []
            var perhaps: [Region] = []
            var isSure = true
            let elements = Array(sequence.elements)
            for (i, element) in elements.enumerated() {
                if i > 0, elements[i - 1].kind == .unresolvedTernaryExpr,
                    let site = siteOfLastChoice(element, in: sequence, behind: parts + perhaps)
                {
                    behindGuards = site
                    perhaps.append(.entry)
                }
                let part: Region
                if element.kind == .binaryOperatorExpr {
                    let spelled = element.cast(BinaryOperatorExprSyntax.self).operator.text
                    if spelled == "&&" || spelled == "||" || spelled == "??" { isSure = false }
                    part = binary(spelled, i > 0 ? elements[i - 1] : nil, i + 1 < elements.count ? elements[i + 1] : nil, at: element)
                } else {
                    part = region(Syntax(element))
                    if element.kind == .unresolvedTernaryExpr { isSure = false }
                }
                if isSure { parts.append(part) } else { perhaps.append(part) }
            }
            return .joined(parts + (perhaps.isEmpty ? [] : [.branch([.sequence(perhaps)])]))
        }

        /// One side is a number, so the other is one too: operators of mixed types are rare, and of the program then.
        private func binary(_ spelled: String, _ left: ExprSyntax?, _ right: ExprSyntax?, at node: ExprSyntax) -> Region {
            let work: Region =
                switch spelled {
                case "/", "%", "/=", "%=": cost(.division)
                default: cost(spelled.utf8.first == UInt8(ascii: "*") ? .multiplication : .arithmetic)
                }
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

        /// The library's; a program that has them for its own types has them in operator functions, which look closer.
        private static let operators: Set<String> = [
            "+", "-", "*", "/", "%", "&+", "&-", "&*", "<<", ">>", "&<<", "&>>", "&", "|", "^", "~", "!", "&&", "||", "??", "==",
            "!=", "<", ">", "<=", ">=", "===", "!==", "..<", "...", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=",
            "&+=", "&-=", "&*=", "~=",
        ]

        // MARK: Types, where they are written

        func writtenType(of expression: ExprSyntax) -> String? {
            switch expression.kind {
            case .declReferenceExpr:
                let name = expression.cast(DeclReferenceExprSyntax.self).baseName.text
                if name == "self" { return found.type }
                return locals.types[name] ?? ownType?.stored[name] ?? nil
            case .memberAccessExpr:
                let access = expression.cast(MemberAccessExprSyntax.self)
                guard let base = access.base else { return nil }
                guard let owner = writtenType(of: base) else { return nil }
                let name = access.declName.baseName.text
                if name == "count", SwiftTypes.isLibrary(owner) { return "Int" }
                return facts.types.byName[owner]?.stored[name] ?? nil
            case .subscriptCallExpr:
                return SwiftTypes.element(of: writtenType(of: expression.cast(SubscriptCallExprSyntax.self).calledExpression))
            case .tupleExpr:
                let elements = expression.cast(TupleExprSyntax.self).elements
                guard elements.count == 1, let only = elements.first else { return nil }
                return writtenType(of: only.expression)
            case .prefixOperatorExpr: return writtenType(of: expression.cast(PrefixOperatorExprSyntax.self).expression)
            case .inOutExpr: return writtenType(of: expression.cast(InOutExprSyntax.self).expression)
            case .tryExpr: return writtenType(of: expression.cast(TryExprSyntax.self).expression)
            case .sequenceExpr: return writtenType(of: expression.cast(SequenceExprSyntax.self))
            default: return SwiftTypes.written(expression)
            }
        }

        /// Numbers of one type give such a number, or say how two compare.
        private func writtenType(of sequence: SequenceExprSyntax) -> String? {
            var type: String?
            var compares = false
            for element in sequence.elements {
                guard element.kind == .binaryOperatorExpr else {
                    guard let own = writtenType(of: element), SwiftTypes.isNumber(own), type == nil || type == own else { return nil }
                    type = own
                    continue
                }
                switch element.cast(BinaryOperatorExprSyntax.self).operator.text {
                case "==", "!=", "<", ">", "<=", ">=": compares = true
                default: break
                }
            }
            return compares ? "Bool" : type
        }
    }
#endif

// Calls. By its name a call means functions of this file, a leaf of the library, or code that was not seen.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        func call(_ call: FunctionCallExprSyntax) -> Region {
            var callee = call.calledExpression
            while let generic = callee.as(GenericSpecializationExprSyntax.self) { callee = generic.expression }
            let calleeName = callee.lastName
            note(arguments: call.arguments, of: calleeName)
            var labels: [String] = []
            var given = RegionList()
            for argument in call.arguments {
                labels.append(argument.label?.text ?? "_")
                given.append(region(Syntax(argument.expression)))
            }
            // An argument may be a closure without looking like one, which runs or does not.
            var parts = RegionList()
            parts.append(.branch([given.joined()]))
            let costOfCall = CostModel.cost(of: .call)
            switch callee.kind {
            case .declReferenceExpr:
                let name = calleeName ?? ""
                if name == "cede_check" || name == "__cede_turn" { return .check }
                if name == "__cede_then" { return given.joined() }
                if name.hasPrefix("__cede_") { return parts.joined() }
                if isConversion(call, to: name) {
                    parts.append(CostModel.cost(of: .floating))
                    return parts.joined()
                }
                parts.append(costOfCall)
                parts.append(named(name == "Self" ? found.type ?? name : name, labels, isOwn: true, at: call))
            case .memberAccessExpr:
                let member = callee.cast(MemberAccessExprSyntax.self)
                let name = calleeName ?? ""
                let base = member.base
                if isExplicitCheck(name, of: base) { return .check }
                if let base { parts.append(region(Syntax(base))) }
                if name.hasPrefix("__cede_") { return parts.joined() }
                parts.append(costOfCall)
                parts.append(named(name, of: base, labels, at: call))
            case .closureExpr:
                parts.append(costOfCall)
                parts.append(calls(facts.names.closures(at: callee.cast(ClosureExprSyntax.self).statements.start), at: call))
            case .arrayExpr, .dictionaryExpr: parts.append(library("[]", at: call))
            default:
                parts.append(region(Syntax(callee)))
                parts.append(costOfCall)
                parts.append(.call(Call(callee: .pointer, place: facts.text.place(of: call))))
            }
            return parts.joined()
        }

        /// `Cede.check()`, unless the file has a `Cede` of its own.
        private func isExplicitCheck(_ name: String, of base: ExprSyntax?) -> Bool {
            guard name == "check" || name == "yield" else { return false }
            return base?.spelled == SwiftFrontend.apiModule && facts.types.byName[SwiftFrontend.apiModule] == nil
        }

        /// Of a number to another type of numbers, which is no call.
        private func isConversion(_ call: FunctionCallExprSyntax, to name: String) -> Bool {
            guard SwiftTypes.isArithmetic(name), facts.names.functions(name).isEmpty, call.closures.isEmpty,
                call.arguments.count == 1, let argument = call.arguments.first
            else { return false }
            return SwiftTypes.isArithmetic(writtenType(of: argument.expression))
        }

        private func named(_ name: String, of base: ExprSyntax?, _ labels: [String], at call: FunctionCallExprSyntax) -> Region {
            guard let base else {
                // `.case(...)`, or a function of the type that is wanted here.
                if facts.types.cases.contains(name) { return .empty }
                return named(name, labels, isOwn: false, at: call)
            }
            let type = writtenType(of: base)
            if SwiftTypes.isLibrary(type), KnownSwiftCalls.cost(of: name) != nil { return .empty }
            let isElsewhere = SwiftTypes.isElsewhere(type)
            guard name == "init" || base.mayBeType else {
                return named(name, labels, isOwn: type.map { facts.types.byName[$0] != nil } ?? false, isElsewhere: isElsewhere, at: call)
            }
            let spelled = base.spelled
            if name == "init" {
                let made = ["self", "Self"].contains(spelled) ? found.type ?? spelled : spelled
                return named(made, labels, isOwn: true, at: call)
            }
            if let cases = facts.types.byName[spelled]?.cases, cases.contains(name) { return .empty }
            let isOwn = ["self", "Self"].contains(spelled) || facts.types.byName[type ?? spelled] != nil
            return named(name, labels, isOwn: isOwn, isElsewhere: isElsewhere, at: call)
        }

        /// `isOwn`: what has this name in this file is meant, if anything has. `isElsewhere`: it is of no type of the library.
        private func named(
            _ name: String, _ labels: [String], isOwn: Bool, isElsewhere: Bool = false, at call: FunctionCallExprSyntax
        ) -> Region {
            let place = facts.text.place(of: call)
            let outside = Region.call(Call(callee: .direct(id: name, isSystem: false), place: place))
            if locals.contains(name), facts.names.functions(name).isEmpty { return outside }
            let own = facts.names.functions(name, labels: labels)
            if isOwn, !own.isEmpty {
                // One that calls itself has its check.
                if !own.contains(where: { $0 === found }), own.contains(where: { FunctionNames.mayLeave(found, $0) }) {
                    leaving = leaving ?? name
                }
                return calls(own, at: call)
            }
            if own.isEmpty, facts.types.isPlain(name) { return .empty }
            if own.isEmpty, KnownSwiftCalls.isKnown(name) {
                if isElsewhere || isLeafNamed && !KnownSwiftCalls.asserts(name) { leaving = leaving ?? name }
                if let cost = KnownSwiftCalls.cost(of: name), call.closures.isEmpty { return .cost(cost) }
                return library(name, at: call)
            }
            return own.isEmpty ? outside : .branch([calls(own, at: call), outside])
        }

        /// It calls what it is given, where that can be seen; a name may hold a function that can't.
        private func library(_ name: String, at call: FunctionCallExprSyntax) -> Region {
            unseen = unseen ?? name
            var given: [Region] = call.closures.map { calls(facts.names.closures(at: $0.statements.start), at: call) }
            for argument in call.arguments {
                let value = argument.expression
                let own = value.lastName.map(facts.names.functions) ?? []
                if !own.isEmpty {
                    given.append(calls(own, at: call))
                } else if KnownSwiftCalls.loops(name), value.is(DeclReferenceExprSyntax.self) || value.is(MemberAccessExprSyntax.self),
                    argument.label == nil || argument.label?.text == "by" || argument.label?.text == "where",
                    !SwiftTypes.isLibrary(writtenType(of: value)), !Self.isOperator(value)
                {
                    given.append(.call(Call(callee: .pointer, place: facts.text.place(of: call))))
                }
            }
            let work = Call(callee: .direct(id: name, isSystem: false), place: facts.text.place(of: call), callsBack: false)
            return .joined([.call(work)] + (given.isEmpty ? [] : [.branch(given)]))
        }

        private static func isOperator(_ value: ExprSyntax) -> Bool {
            value.as(DeclReferenceExprSyntax.self)?.baseName.text.isOperator ?? false
        }

        func calls(_ functions: [FoundFunction], at node: some SyntaxProtocol) -> Region {
            let place = facts.text.place(of: node)
            let ways = functions.map { Region.call(Call(callee: .direct(id: $0.id, isSystem: false), place: place)) }
            return ways.count == 1 ? ways[0] : .branch(ways)
        }

        /// Functions whose names are given as values.
        private func note(arguments: LabeledExprListSyntax, of callee: String?) {
            guard let callee, KnownSwiftCalls.loops(callee) else { return }
            for argument in arguments {
                guard let name = argument.expression.lastName, argument.expression.kind != .functionCallExpr else { continue }
                if !facts.names.functions(name).isEmpty { taken.append((name, callee)) }
            }
        }

        /// What a macro makes of its arguments is not seen; they are taken to run here, and the rest anywhere.
        func expansion(_ name: String, _ node: some FreestandingMacroExpansionSyntax) -> Region {
            let arguments = Region.branch([children(Syntax(node.arguments)), node.trailingClosure.map { list($0.statements) } ?? .empty])
            if Self.plainMacros.contains(name) { return arguments }
            let call = Call(callee: .direct(id: "#\(name)", isSystem: false), place: facts.text.place(of: node))
            return .joined([arguments, .call(call)])
        }

        private static let plainMacros: Set<String> = [
            "file", "fileID", "filePath", "line", "column", "function", "dsohandle", "selector", "keyPath", "colorLiteral",
            "warning", "error", "isolation",
        ]
    }
#endif

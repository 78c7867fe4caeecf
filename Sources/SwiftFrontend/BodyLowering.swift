// One body of Swift -> its regions.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    final class BodyLowering {
        private let found: FoundFunction
        private let names: FunctionNames
        private let text: SourceText
        /// The labels of the loops and statements around, outermost first.
        private var labels: [(name: String, node: SyntaxIdentifier)] = []
        /// An access to a property or an operator may be a call of this function from anywhere, so whatever may run
        /// code from elsewhere here leads out of the file. Cycles through functions that are called by name are cut
        /// at those.
        private let isCalledUnseen: Bool

        init(_ found: FoundFunction, _ names: FunctionNames, _ text: SourceText) {
            self.found = found
            self.names = names
            self.text = text
            isCalledUnseen =
                switch found.kind {
                case .accessor: true
                case .function: Self.unseen.contains(found.base) || found.base.first.map { !$0.isLetter && $0 != "_" } ?? true
                case .closure, .file: false
                }
        }

        /// Called by what the language makes of loops, literals, interpolation and conversions.
        private static let unseen: Set<String> = [
            "subscript", "next", "makeIterator", "makeAsyncIterator", "hash", "encode", "callAsFunction", "wrappedValue", "deinit",
            "appendInterpolation", "appendLiteral",
        ]

        func function() -> Function {
            Function(
                id: found.id, name: found.name, place: text.place(of: found.node), visibility: found.visibility,
                isAddressTaken: found.isAddressTaken, entry: found.exclusion == nil ? EntrySite.of(found) : nil,
                body: list(found.body), exclusion: found.exclusion, text: found.body.start)
        }

        // MARK: Statements

        private func list(_ items: CodeBlockItemListSyntax) -> Region {
            .sequence(items.map { region(Syntax($0.item)) })
        }

        private func children(_ node: Syntax) -> Region {
            .sequence(node.children(viewMode: .sourceAccurate).map(region))
        }

        private func region(_ node: Syntax?) -> Region {
            guard let node else { return .empty }
            switch node.as(SyntaxEnum.self) {
            case .token, .attributeList, .declModifierList, .typeAnnotation, .identifierType: return .empty
            case .functionDecl, .initializerDecl, .deinitializerDecl, .subscriptDecl, .classDecl, .structDecl, .enumDecl,
                .actorDecl, .protocolDecl, .extensionDecl, .macroExpansionDecl, .macroExpansionExpr, .importDecl,
                .typeAliasDecl, .accessorBlock, .closureExpr, .macroDecl, .operatorDecl, .precedenceGroupDecl:
                return .empty
            case .codeBlock(let block): return list(block.statements)
            case .codeBlockItemList(let items): return list(items)
            case .forStmt(let loop): return self.loop(loop)
            case .whileStmt(let loop):
                return self.loop(
                    "while", loop, head: region(Syntax(loop.conditions)), body: loop.body, latch: nil,
                    because: "it is no counted loop")
            case .repeatStmt(let loop):
                return self.loop(
                    "repeat", loop, head: region(Syntax(loop.condition)), body: loop.body, latch: nil,
                    because: "it is no counted loop")
            case .labeledStmt(let statement): return labelled(statement)
            case .ifExpr(let statement):
                return .sequence([
                    cost(.branch), region(Syntax(statement.conditions)),
                    .branch([region(Syntax(statement.body)), region(statement.elseBody.map { Syntax($0) })]),
                ])
            case .guardStmt(let statement):
                return .sequence([
                    cost(.branch), region(Syntax(statement.conditions)), .branch([region(Syntax(statement.body))]),
                ])
            case .switchExpr(let statement): return choice(statement)
            case .ternaryExpr(let choice):
                return .sequence([
                    cost(.branch), region(Syntax(choice.condition)),
                    .branch([region(Syntax(choice.thenExpression)), region(Syntax(choice.elseExpression))]),
                ])
            case .doStmt(let statement):
                var parts = [region(Syntax(statement.body))]
                for clause in statement.catchClauses {
                    parts.append(
                        .branch([
                            .sequence([
                                .target(.handler(at: text.place(of: clause))), region(Syntax(clause.body)),
                            ])
                        ]))
                }
                return .sequence(parts)
            case .returnStmt(let statement):
                return .sequence([region(statement.expression.map { Syntax($0) }), .leave(.return)])
            case .throwStmt(let statement):
                return .sequence([region(Syntax(statement.expression)), .leave(.return)])
            case .breakStmt(let statement):
                return .leave(statement.label.map { .label("end of \($0.text)") } ?? .break)
            case .continueStmt(let statement):
                return .leave(statement.label.map { .label("latch of \($0.text)") } ?? .continue)
            case .deferStmt(let statement): return region(Syntax(statement.body))
            case .ifConfigDecl(let conditional):
                return .branch(conditional.clauses.map { region($0.elements.map { Syntax($0) }) })
            case .functionCallExpr(let call): return self.call(call)
            case .sequenceExpr(let sequence): return operators(sequence)
            case .subscriptCallExpr(let access):
                return .sequence([
                    cost(.memory), region(Syntax(access.calledExpression)), region(Syntax(access.arguments)),
                    accessors("subscript"),
                ])
            case .memberAccessExpr(let access):
                return .sequence([
                    cost(.memory), region(access.base.map { Syntax($0) }), accessors(access.declName.baseName.text),
                ])
            case .declReferenceExpr(let name): return accessors(name.baseName.text)
            case .optionalChainingExpr(let chain): return .branch([region(Syntax(chain.expression))])
            default: return children(node)
            }
        }

        private func cost(_ operation: CostModel.Operation) -> Region { .cost(CostModel.cost(of: operation)) }

        /// Each case is entered from the head, and leaves the whole at its end.
        private func choice(_ statement: SwitchExprSyntax) -> Region {
            var parts: [Region] = []
            func add(_ element: SwitchCaseListSyntax.Element) {
                switch element {
                case .switchCase(let one):
                    let isDefault = one.label.is(SwitchDefaultLabelSyntax.self)
                    parts.append(.target(.alternative(isDefault: isDefault)))
                    if case .case(let label) = one.label { parts.append(region(Syntax(label.caseItems))) }
                    parts.append(list(one.statements))
                    if one.statements.last?.item.is(FallThroughStmtSyntax.self) != true { parts.append(.leave(.break)) }
                case .ifConfigDecl(let conditional):
                    for clause in conditional.clauses {
                        if case .switchCases(let cases)? = clause.elements { cases.forEach(add) }
                    }
                }
            }
            statement.cases.forEach(add)
            return .sequence([cost(.branch), region(Syntax(statement.subject)), .choice(.sequence(parts))])
        }

        private func labelled(_ statement: LabeledStmtSyntax) -> Region {
            let name = statement.label.text
            labels.append((name, statement.statement.id))
            defer { labels.removeLast() }
            return .sequence([region(Syntax(statement.statement)), .target(.label("end of \(name)"))])
        }

        // MARK: Loops

        private func loop(_ loop: ForStmtSyntax) -> Region {
            let step: Region = .sequence([
                cost(.jump), isCalledUnseen ? out("next") : .empty,
                region(loop.whereClause.map { Syntax($0.condition) }),
            ])
            // Turns that the clause leaves out do not reach the body.
            let latch = loop.whereClause.map {
                Site(offset: $0.condition.start, form: .value(end: $0.condition.end))
            }
            return .sequence([
                region(Syntax(loop.sequence)),
                self.loop(
                    "for", loop, head: step, body: loop.body, latch: latch,
                    because: "how long the sequence is shows only when it runs"),
            ])
        }

        private func loop(
            _ keyword: String, _ node: some SyntaxProtocol, head: Region, body: CodeBlockSyntax, latch: Site?,
            because why: String
        ) -> Region {
            var inside = region(Syntax(body))
            if let label = labels.last, label.node == node.id {
                inside = .sequence([inside, .target(.label("latch of \(label.name)"))])
            }
            return .loop(
                Loop(
                    keyword: keyword, place: text.place(of: node), head: .sequence([cost(.jump), head]), body: inside,
                    continues: Continues.any(in: body),
                    latch: latch ?? Site(offset: body.leftBrace.end, form: .binding),
                    trips: .unknown, counting: .not(because: why)))
        }

        // MARK: Calls

        private func call(_ call: FunctionCallExprSyntax) -> Region {
            var parts: [Region] = []
            // An argument may be a closure without looking like one, which runs or does not.
            parts.append(.branch([region(Syntax(call.arguments))]))
            parts.append(cost(.call))
            let labels = call.arguments.map { $0.label?.text ?? "_" }
            var callee = call.calledExpression
            while let generic = callee.as(GenericSpecializationExprSyntax.self) { callee = generic.expression }
            if let name = callee.as(DeclReferenceExprSyntax.self)?.baseName.text {
                if name == "cede_check" { return .check }
                parts.append(named(name, labels, isOwn: true, at: call))
            } else if let member = callee.as(MemberAccessExprSyntax.self) {
                let base = member.base?.trimmedDescription
                parts.append(region(member.base.map { Syntax($0) }))
                let name = member.declName.baseName.text
                parts.append(
                    named(name == "init" ? base ?? name : name, labels, isOwn: base == "self" || base == "Self", at: call))
            } else if callee.is(ClosureExprSyntax.self) {
                parts.append(.call(Call(callee: .direct(id: "closure@\(callee.start)", isSystem: false), place: text.place(of: call))))
            } else {
                parts.append(region(Syntax(callee)))
                parts.append(.call(Call(callee: .pointer, place: text.place(of: call))))
            }
            return .sequence(parts)
        }

        private func named(_ name: String, _ labels: [String], isOwn: Bool, at node: some SyntaxProtocol) -> Region {
            let place = text.place(of: node)
            var ways = names.functions(name, labels: labels).map { function in
                Region.call(Call(callee: .direct(id: function.id, isSystem: false), place: place))
            }
            if ways.isEmpty || !isOwn {
                if let cost = KnownSwiftCalls.cost(of: name) { ways.append(.cost(cost)) } else {
                    ways.append(.call(Call(callee: .direct(id: name, isSystem: false), place: place)))
                }
            }
            return ways.count == 1 ? ways[0] : .branch(ways)
        }

        /// Of a property that this file computes.
        private func accessors(_ name: String) -> Region {
            let own = names.accessors(name)
            if own.isEmpty { return isCalledUnseen ? out(name) : .empty }
            return .branch(own.map { .call(Call(callee: .direct(id: $0.id, isSystem: false), place: $0.place(text))) })
        }

        private func out(_ name: String) -> Region {
            if KnownSwiftCalls.cost(of: name) != nil { return .empty }
            return .call(Call(callee: .direct(id: name, isSystem: false), place: text.place(of: found.node)))
        }

        /// What stands behind `&&`, `||`, `??` and `?` may not run.
        private func operators(_ sequence: SequenceExprSyntax) -> Region {
            var parts: [Region] = []
            var perhaps: [Region] = []
            var isSure = true
            for element in sequence.elements {
                var part = region(Syntax(element))
                if let op = element.as(BinaryOperatorExprSyntax.self)?.operator.text {
                    if ["&&", "||", "??"].contains(op) { isSure = false }
                    let own = names.functions(op, labels: [])
                    part = own.isEmpty
                        ? cost(op == "/" || op == "%" ? .division : op == "*" ? .multiplication : .arithmetic)
                        : .branch(own.map { .call(Call(callee: .direct(id: $0.id, isSystem: false), place: $0.place(text))) })
                } else if element.is(UnresolvedTernaryExprSyntax.self) {
                    isSure = false
                }
                if isSure { parts.append(part) } else { perhaps.append(part) }
            }
            return .sequence(parts + (perhaps.isEmpty ? [] : [.branch([.sequence(perhaps)])]))
        }
    }

    extension FoundFunction {
        fileprivate func place(_ text: SourceText) -> Place { text.place(of: node) }
    }

    /// Whether a `continue` leaves a loop's body early.
    private final class Continues: SyntaxVisitor {
        private var found = false
        static func any(in body: CodeBlockSyntax) -> Bool {
            let visitor = Continues(viewMode: .sourceAccurate)
            visitor.walk(body)
            return visitor.found
        }
        override func visit(_ node: ContinueStmtSyntax) -> SyntaxVisitorContinueKind {
            found = true
            return .skipChildren
        }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

// One body of Swift -> its regions. Loops are in `Loops` and `ForLoops`, calls in `Calls`, what looks like no call in
// `Accesses`.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    /// What lowering knows of the whole file.
    struct FileFacts {
        let text: SourceText
        let names: FunctionNames
        let types: SwiftTypes
        let comments: SwiftNoYieldComments
    }

    final class BodyLowering {
        let found: FoundFunction
        let facts: FileFacts
        let locals: Locals
        /// Why no check may stand in the statement that is being lowered.
        var quiet: Reason?
        /// The labels of the loops and statements around, outermost first.
        var labels: [(name: String, node: SyntaxIdentifier)] = []
        /// Functions of this file whose name is used as a value, and the library's loop that it is given to.
        var taken: [(name: String, loop: String?)] = []
        /// What is no call to look at and may run code from another file.
        var unseen: String?
        /// A call by a name of this file that may mean another file's.
        var leaving: String?
        /// The program may be reached through the very name that the library's leaf has.
        let isLeafNamed: Bool
        let isOperator: Bool
        /// What the file says of the type that it stands in.
        let ownType: SwiftTypes.Info?
        let entry: EntrySite
        /// Where the check of the entry may stand as well.
        var behindGuards: Site?

        init(_ found: FoundFunction, _ facts: FileFacts, _ locals: Locals) {
            self.found = found
            self.facts = facts
            self.locals = locals
            entry = EntrySite(found, facts)
            ownType = found.type.flatMap { facts.types.byName[$0] }
            let isNamed = found.base.isEmpty || found.base.beginsAsName
            if case .function = found.kind { isOperator = !isNamed } else { isOperator = false }
            isLeafNamed = KnownSwiftCalls.isKnown(found.base) || found.base == "subscript" || !isNamed
        }

        func function() -> Function {
            var function = Function(
                id: found.id, name: found.name, place: facts.text.place(of: found.node), visibility: found.visibility,
                isAddressTaken: isClosure && closure?.callOfItself == nil && !isOfLibraryCall, entry: found.exclusion == nil ? entry.site : nil,
                body: body(), exclusion: found.exclusion, text: found.body.start)
            function.entryRefusal = entry.refusal
            function.mayBeBuilder = found.mayBeBuilder
            if function.entry != nil { function.behindGuards = behindGuards }
            function.runsElsewhere = leaving
            if let closure, !found.body.isEmpty, let name = closure.calleeName, KnownSwiftCalls.loops(name),
                facts.names.functions(name).isEmpty || closure.callee?.is(DeclReferenceExprSyntax.self) == false
            {
                if !Self.isInPieces(closure) { function.repeatedBy = name }
                function.pieces = pieces(of: closure)
            }
            return function
        }

        private var closure: ClosureExprSyntax? { found.node.as(ClosureExprSyntax.self) }
        /// What it is given to calls it, and keeps it from others; the call leads here.
        private var isOfLibraryCall: Bool {
            guard let name = closure?.calleeName, facts.names.functions(name).isEmpty else { return false }
            return KnownSwiftCalls.isKnown(name)
        }
        var isClosure: Bool { if case .closure = found.kind { true } else { false } }

        // MARK: Statements

        func list(_ items: CodeBlockItemListSyntax) -> Region {
            var parts = RegionList()
            for item in items { parts.append(region(of: item)) }
            return parts.joined()
        }

        func region(of item: CodeBlockItemSyntax) -> Region {
            let before = quiet
            defer { quiet = before }
            quiet = facts.comments.reason(of: item) ?? before
            return region(Syntax(item.item))
        }

        func children(_ node: Syntax) -> Region {
            var parts = RegionList()
            for child in node.children(viewMode: .sourceAccurate) where child.kind != .token { parts.append(region(child)) }
            return parts.joined()
        }

        func region(_ node: Syntax?) -> Region { node.map { region($0) } ?? .empty }

        func region(_ node: Syntax) -> Region { Self.isEmpty(node.kind) ? .empty : work(of: node) }

        /// What costs nothing, or is a body of its own.
        private static func isEmpty(_ kind: SyntaxKind) -> Bool {
            switch kind {
            case .token, .attributeList, .declModifierList, .typeAnnotation, .identifierType, .genericArgumentClause,
                .functionDecl, .initializerDecl, .deinitializerDecl, .subscriptDecl, .classDecl, .structDecl, .enumDecl,
                .actorDecl, .protocolDecl, .extensionDecl, .importDecl, .typeAliasDecl, .accessorBlock, .closureExpr,
                .macroDecl, .operatorDecl, .precedenceGroupDecl,
                .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr, .superExpr, .binaryOperatorExpr,
                .assignmentExpr, .discardAssignmentExpr, .identifierPattern, .wildcardPattern:
                true
            default: false
            }
        }

        private func work(of node: Syntax) -> Region {
            switch node.as(SyntaxEnum.self) {
            case .macroExpansionExpr(let macro): return expansion(macro.macroName.text, macro)
            case .macroExpansionDecl(let macro): return expansion(macro.macroName.text, macro)
            case .codeBlock(let block): return list(block.statements)
            case .codeBlockItemList(let items): return list(items)
            case .forStmt(let loop): return self.loop(loop)
            case .whileStmt(let loop): return self.loop(loop)
            case .repeatStmt(let loop): return self.loop(loop)
            case .labeledStmt(let statement): return labelled(statement)
            case .ifExpr(let statement):
                return .joined([
                    cost(.branch), region(Syntax(statement.conditions)),
                    .branch([region(Syntax(statement.body)), region(statement.elseBody.map { Syntax($0) })]),
                ])
            // The value comes first, whatever it is then matched with.
            case .matchingPatternCondition(let match):
                return .joined([region(Syntax(match.initializer)), region(Syntax(match.pattern))])
            case .guardStmt(let statement):
                return .joined([
                    cost(.branch), region(Syntax(statement.conditions)), .branch([region(Syntax(statement.body))]),
                ])
            case .switchExpr(let statement): return choice(statement)
            case .ternaryExpr(let choice):
                return .joined([
                    cost(.branch), region(Syntax(choice.condition)),
                    .branch([region(Syntax(choice.thenExpression)), region(Syntax(choice.elseExpression))]),
                ])
            case .doStmt(let statement):
                var parts = [region(Syntax(statement.body))]
                for clause in statement.catchClauses {
                    parts.append(
                        .branch([
                            .joined([
                                .target(.handler(at: facts.text.place(of: clause))), region(Syntax(clause.body)),
                            ])
                        ]))
                }
                return .joined(parts)
            case .returnStmt(let statement):
                return .joined([region(statement.expression.map { Syntax($0) }), .leave(.return)])
            case .throwStmt(let statement):
                return .joined([region(Syntax(statement.expression)), .leave(.return)])
            case .breakStmt(let statement):
                return .leave(statement.label.map { .label("end of \($0.text)") } ?? .break)
            case .continueStmt(let statement):
                return .leave(statement.label.map { .label("latch of \($0.text)") } ?? .continue)
            case .deferStmt(let statement): return region(Syntax(statement.body))
            case .ifConfigDecl(let conditional):
                return .branch(conditional.clauses.map { region($0.elements.map { Syntax($0) }) })
            case .functionCallExpr(let call): return self.call(call)
            case .sequenceExpr(let sequence): return operators(sequence)
            case .prefixOperatorExpr(let expression):
                return .joined([
                    region(Syntax(expression.expression)), unary(expression.operator.text, of: expression.expression),
                ])
            case .subscriptCallExpr(let access): return subscripted(access)
            case .memberAccessExpr(let access): return member(access)
            case .declReferenceExpr(let name): return reference(name)
            case .optionalChainingExpr(let chain): return region(Syntax(chain.expression))
            default: return children(node)
            }
        }

        func cost(_ operation: CostModel.Operation) -> Region { .cost(CostModel.cost(of: operation)) }

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
            return .joined([cost(.branch), region(Syntax(statement.subject)), .choice(.joined(parts))])
        }
    }
#endif

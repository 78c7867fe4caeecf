// Recognises loops over sequences that can be handed out in pieces: `a..<b`, `a...b`, `x.indices`, arrays and buffers as far
// as a type is written down, and `enumerated()` of such.
//
//     for i in ⟦__cede_strips(⟧0..<n⟦, 4096) { for i in i⟧ { body }⟦ }⟧
//     for (i, x) in ⟦__cede_strips(⟧a⟦, 4096)⟧.enumerated()⟦ { for (i, x) in __cede_numbered(i, x, 4096)⟧ { body }⟦ }⟧
//     ⟦if __cede_few(a, 8192) { for x in a { body } } else { ⟧for x in ⟦__cede_strips(⟧a⟦, 4096) { for x in x⟧ { body }⟦ } }⟧
//
// The outer variable has the inner one's name, so the pattern stays as it is; the range is evaluated once, where it was;
// body, `where` and `continue` belong to the inner loop. A `break` gets the outer loop's label. What the sequence really
// is shows only to the compiler, which chooses among overloads (`SwiftStrip`): a sequence of another type is handed out
// whole and checks at each element. So a wrong guess costs time and no meaning; but a guess that may not compile is
// not made. Rejected: `sequence(state:next:)` of Swift's own library instead of helpers (it has
// no form for integers of all widths), `stride` (its bounds cannot be read back), `zip` (its loops have no vectors to lose),
// pieces of unsafe buffers for arrays (they outlive the array).

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    enum SlicedLoops {
        /// Why a loop is not cut, as a clause that completes "the number of turns is not known (...)".
        private struct Refusal: Error { let why: String }

        /// `copy`: the body on one line, where it may be repeated.
        static func counting(of loop: ForStmtSyntax, over type: String?, label: String?, copy: String?) -> Loop.Counting {
            if isStrip(loop) { return .strip }
            do {
                var sliced = try sliced(loop, type, label, isRange(loop.sequence) ? copy : nil)
                if let copy, label == nil, let name = variable(of: loop) {
                    sliced.copy = copy
                    sliced.whole = Sliced.Whole(name: name, head: "for \(loop.pattern.spelled) in \(loop.sequence.spelled)")
                }
                return .sliced(sliced)
            } catch {
                return .not(because: (error as? Refusal)?.why ?? "\(error)")
            }
        }

        /// The variable that is gone over, whose elements another loop may go over as well.
        private static func variable(of loop: ForStmtSyntax) -> String? {
            guard let name = base(of: loop).as(DeclReferenceExprSyntax.self), name.argumentNames == nil else { return nil }
            return name.baseName.text
        }

        /// A loop of a file that was rewritten already: over the pieces of a sequence, over one of them, or over a short one.
        static func isStrip(_ loop: ForStmtSyntax) -> Bool {
            if isCut(loop) { return true }
            if let around = loop.parent?.parent?.parent?.parent?.as(IfExprSyntax.self),
                case .expression(let condition)? = around.conditions.first?.condition, condition.calledName == "__cede_few"
            { return true }
            var node = Syntax(loop).parent
            while let here = node {
                if let outer = here.as(ForStmtSyntax.self) {
                    // A body that is repeated holds no loop of the source.
                    return cutter(of: outer) == "__cede_gate" || outer.sequence.lastName == "strips" && isStrip(outer)
                        || isCut(outer) && outer.body.statements.first?.item.id == loop.id
                }
                node = here.parent
            }
            return false
        }

        private static func isCut(_ loop: ForStmtSyntax) -> Bool {
            ["__cede_strips", "__cede_gate"].contains(cutter(of: loop)) || numberedBase(of: loop)?.calledName == "__cede_strips"
        }

        /// What a rewriting calls on the collection of a library's loop.
        static let pieces = "__cede_pieces"

        private static func cutter(of loop: ForStmtSyntax) -> String? {
            loop.sequence.calledName
        }

        /// The variable of a range: no two turns have the same.
        static func index(of loop: ForStmtSyntax) -> Site.Index? {
            guard isRange(loop.sequence), isOwnCode(loop), loop.typeAnnotation == nil, let name = name(of: loop),
                // Or the compiler would no longer warn that nothing uses it.
                name.tokenKind == .wildcard || uses(loop, name.text)
            else { return nil }
            return Site.Index(name: name.text, end: name.end)
        }

        private static func name(of loop: ForStmtSyntax) -> TokenSyntax? {
            loop.pattern.as(IdentifierPatternSyntax.self)?.identifier ?? loop.pattern.as(WildcardPatternSyntax.self)?.wildcard
        }

        private static func sliced(_ loop: ForStmtSyntax, _ type: String?, _ label: String?, _ copy: String?) throws -> Sliced {
            guard isRange(loop.sequence) || isIndices(loop.sequence) || SwiftTypes.isArray(type) else {
                throw Refusal(why: "how long the sequence is shows only when it runs")
            }
            guard loop.typeAnnotation == nil, loop.caseKeyword == nil, loop.tryKeyword == nil, loop.awaitKeyword == nil
            else { throw Refusal(why: "its head says more than a name and a sequence") }
            let names = numberedBase(of: loop) == nil ? nil : pair(of: loop)
            guard name(of: loop) != nil || names != nil, numberedBase(of: loop) == nil || names != nil else {
                throw Refusal(why: "its pattern is more than a name")
            }
            guard isOwnCode(loop) else { throw Refusal(why: "code that is inlined elsewhere cannot name this file's helpers") }
            guard !mayBeBuilder(loop) else { throw Refusal(why: "a result builder may read it") }
            let exits = LoopExits(of: loop.body, label: label)
            if exits.continuesByLabel { throw Refusal(why: "a continue names it from an inner loop") }
            let form: Sliced.Form
            if let base = numberedBase(of: loop), let names {
                form = .numbered(offset: names.0, element: names.1, base: base.start..<base.end, end: loop.sequence.end)
            } else if let name = name(of: loop) {
                form = .sequence(name: name.text, afterName: name.end, loop.sequence.start..<loop.sequence.end)
            } else {
                throw Refusal(why: "its pattern is more than a name")
            }
            return Sliced(form, afterBody: loop.body.end, label: label, start: loop.start, breaks: exits.breaks, copy: copy)
        }

        // MARK: Numbered elements

        /// What is gone over: in `for (i, x) in base.enumerated()` the base.
        static func base(of loop: ForStmtSyntax) -> ExprSyntax { numberedBase(of: loop) ?? loop.sequence }

        private static func numberedBase(of loop: ForStmtSyntax) -> ExprSyntax? {
            guard let call = loop.sequence.as(FunctionCallExprSyntax.self), call.arguments.isEmpty, call.closures.isEmpty,
                let access = call.calledExpression.as(MemberAccessExprSyntax.self), access.declName.baseName.text == "enumerated"
            else { return nil }
            return access.base
        }

        /// Both names of `(i, x)`, where the body uses both; the compiler warns of others.
        static func pair(of loop: ForStmtSyntax) -> (String, String)? {
            guard let elements = loop.pattern.as(TuplePatternSyntax.self)?.elements, elements.count == 2 else { return nil }
            let names = elements.compactMap { element in
                element.label == nil ? element.pattern.as(IdentifierPatternSyntax.self)?.identifier.text : nil
            }
            guard names.count == 2, names.allSatisfy({ uses(loop, $0) }) else { return nil }
            return (names[0], names[1])
        }

        private static func uses(_ loop: ForStmtSyntax, _ name: String) -> Bool {
            loop.body.tokens(viewMode: .sourceAccurate).contains { $0.text == name }
        }

        // MARK: Sequences

        /// `a..<b` where nothing binds looser than the range.
        static func isRange(_ sequence: ExprSyntax) -> Bool {
            guard let operators = sequence.as(SequenceExprSyntax.self)?.elements else { return false }
            var ranges = 0
            for (i, element) in operators.enumerated() where i % 2 == 1 {
                guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
                if name == "..<" || name == "..." { ranges += 1 } else if !tighter.contains(name) { return false }
            }
            return ranges == 1
        }

        private static let tighter: Set<String> = [
            "+", "-", "*", "/", "%", "&+", "&-", "&*", "<<", ">>", "&<<", "&>>", "&", "|", "^",
        ]

        private static func isIndices(_ sequence: ExprSyntax) -> Bool {
            guard let access = sequence.as(MemberAccessExprSyntax.self) else { return false }
            return access.base != nil && access.declName.baseName.text == "indices"
        }

        // MARK: Surroundings

        /// What is compiled into other modules may use nothing that is private to this file.
        static func isOwnCode(_ loop: some SyntaxProtocol) -> Bool {
            var node = Syntax(loop).parent
            while let here = node {
                // Of a parameter.
                if here.parent?.kind == .functionParameter, here.kind == .initializerClause { return false }
                if let attributes = here.asProtocol(WithAttributesSyntax.self)?.attributes {
                    for case .attribute(let attribute) in attributes
                    where inlined.contains(attribute.attributeName.spelled) { return false }
                }
                node = here.parent
            }
            return true
        }

        /// The language's own begin with a small letter, but for the actor's.
        private static func hasCustomAttribute(_ attributes: AttributeListSyntax) -> Bool {
            attributes.contains { element in
                guard case .attribute(let attribute) = element else { return true }
                let name = attribute.attributeName.spelled
                return name != "MainActor" && name.first?.isLowercase != true && !name.hasPrefix("_")
            }
        }

        private static let inlined: Set<String> = [
            "inlinable", "_alwaysEmitIntoClient", "_transparent", "backDeployed", "_backDeploy",
        ]

        /// A builder makes a value of every statement. It reads closures, getters and functions with a result; a `return`
        /// in them forbids it.
        private static func mayBeBuilder(_ loop: ForStmtSyntax) -> Bool {
            var node = Syntax(loop).parent
            while let here = node {
                if let closure = here.as(ClosureExprSyntax.self) { return !Returns.any(in: Syntax(closure.statements)) }
                if let function = here.as(FunctionDeclSyntax.self) {
                    if function.signature.returnClause == nil { return hasCustomAttribute(function.attributes) }
                    return !Returns.any(in: Syntax(function.body))
                }
                if let accessor = here.as(AccessorDeclSyntax.self) {
                    return accessor.accessorSpecifier.tokenKind == .keyword(.get) && !Returns.any(in: Syntax(accessor.body))
                }
                if let accessors = here.as(AccessorBlockSyntax.self) { return !Returns.any(in: Syntax(accessors)) }
                if here.is(InitializerDeclSyntax.self) || here.is(SourceFileSyntax.self) { return false }
                node = here.parent
            }
            return true
        }
    }

    /// Whether a body returns by a statement of its own.
    final class Returns: SyntaxVisitor {
        private var found = false

        static func any(in body: Syntax?) -> Bool {
            guard let body else { return false }
            let visitor = Returns(viewMode: .sourceAccurate)
            visitor.walk(body)
            return visitor.found
        }

        override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
            found = true
            return .skipChildren
        }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

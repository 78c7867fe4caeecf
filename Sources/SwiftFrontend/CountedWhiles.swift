// Recognises `while` loops that count: a local variable of integers up to something that stays as it is.
//
//     while i < n {⟦ let __cede_end = __cede_until(i, n, 2048); while i < __cede_end {⟧ body }⟦ }⟧
//
// The variable is the loop's own: no closure or local function names it, nothing in the loop makes it smaller, and each turn
// makes it larger, in a statement that no `continue` passes by. So a strip has no more turns than its end is away. Where the
// body may be repeated, a short loop is left as it is, as those over ranges are (`SwiftStrip`):
//
//     ⟦if __cede_short(i, n, 2048) { while i < n { body } }; ⟧while i < n { ... }
//
// Rejected: counters that fall (few loops), steps that are no literal (they may be negative), and bounds that the body may
// change: properties, variables.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        func counting(of loop: WhileStmtSyntax, label: String?) -> Loop.Counting {
            if CountedWhile.isStrip(loop) { return .strip }
            guard let counter = CountedWhile(loop), SlicedLoops.isOwnCode(loop) else { return .not(because: "it is no counted loop") }
            guard locals.variables.contains(counter.name), OwnVariable.isOwn(counter, in: found, loop) else {
                return .not(because: "\(counter.name) may change elsewhere")
            }
            guard let type = writtenType(of: ExprSyntax(counter.variable)), SwiftTypes.isInteger(type),
                counter.bound.allSatisfy({ isConstant($0, as: type) })
            else { return .not(because: "what it counts to may change, or be of another type") }
            let exits = LoopExits(of: loop.body, label: label)
            guard !exits.continuesByLabel, exits.firstContinue.map({ $0 > counter.advance }) ?? true else {
                return .not(because: "a continue may pass by its step")
            }
            return .sliced(
                Sliced(
                    .counter(name: counter.name, comparison: counter.comparison, end: counter.end, afterBrace: loop.body.leftBrace.end),
                    afterBody: loop.body.end, label: label, start: loop.start, breaks: exits.breaks,
                    copy: label == nil ? repeatable(loop.body, of: counter.name) : nil))
        }

        /// What is the same in each turn, a number of this type.
        private func isConstant(_ operand: ExprSyntax, as type: String) -> Bool {
            if operand.kind == .integerLiteralExpr { return true }
            guard writtenType(of: operand) == type else { return false }
            var name = operand
            if let access = operand.as(MemberAccessExprSyntax.self) {
                guard access.declName.baseName.text == "count", let base = access.base, SwiftTypes.isLibrary(writtenType(of: base))
                else { return false }
                name = base
            }
            return name.as(DeclReferenceExprSyntax.self).map { locals.constants.contains($0.baseName.text) } ?? false
        }
    }

    /// `while i < n { ... i += 1 ... }`, as far as the text of the loop says.
    private struct CountedWhile {
        let variable: DeclReferenceExprSyntax
        let comparison: String
        /// The operands of what the variable is compared with.
        let bound: [ExprSyntax]
        let end: String
        /// Where the step stands that each turn comes to.
        let advance: Int

        var name: String { variable.baseName.text }

        init?(_ loop: WhileStmtSyntax) {
            guard loop.conditions.count == 1, case .expression(let condition)? = loop.conditions.first?.condition,
                let elements = condition.as(SequenceExprSyntax.self)?.elements.map({ $0 }), elements.count >= 3,
                let variable = elements[0].as(DeclReferenceExprSyntax.self), variable.argumentNames == nil,
                let comparison = elements[1].as(BinaryOperatorExprSyntax.self)?.operator.text, comparison == "<" || comparison == "<="
            else { return nil }
            self.variable = variable
            self.comparison = comparison
            var bound: [ExprSyntax] = []
            for (i, element) in elements.enumerated().dropFirst(2) {
                if i % 2 == 0 {
                    bound.append(element)
                } else {
                    guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text, ["+", "-", "&+", "&-"].contains(name)
                    else { return nil }
                }
            }
            self.bound = bound
            end = elements.dropFirst(2).map(\.spelled).joined(separator: " ")
            let name = variable.baseName.text
            let step = loop.body.statements.first { Self.isStep(Syntax($0.item), of: name, comparison) }
            guard let step else { return nil }
            advance = step.start
        }

        /// `i += 4`; and `i &+= 1`, which below its end cannot wrap round.
        static func isStep(_ statement: Syntax, of name: String, _ comparison: String) -> Bool {
            guard let parts = statement.as(SequenceExprSyntax.self)?.elements.map({ $0 }), parts.count == 3,
                parts[0].as(DeclReferenceExprSyntax.self)?.baseName.text == name,
                let step = parts[2].as(IntegerLiteralExprSyntax.self).flatMap({ Int($0.literal.text) }), step > 0
            else { return false }
            switch parts[1].as(BinaryOperatorExprSyntax.self)?.operator.text {
            case "+=": return true
            case "&+=": return step == 1 && comparison == "<"
            default: return false
            }
        }

        /// Of a file that was rewritten already: the loop that was cut, a strip of it, or the same loop as long as it is short.
        static func isStrip(_ loop: WhileStmtSyntax) -> Bool {
            if isCut(loop.body) { return true }
            guard let around = loop.parent?.parent?.parent?.as(CodeBlockSyntax.self) else { return false }
            if case .expression(let condition)? = around.parent?.as(IfExprSyntax.self)?.conditions.first?.condition {
                return condition.calledName == "__cede_short"
            }
            return isCut(around)
        }

        private static func isCut(_ body: CodeBlockSyntax) -> Bool {
            guard let first = body.statements.first?.item.as(VariableDeclSyntax.self), let value = first.bindings.first?.initializer?.value
            else { return false }
            return value.calledName == "__cede_until"
        }
    }

    /// Whether nothing but the steps of a loop changes a variable while the loop runs.
    private final class OwnVariable: SyntaxVisitor {
        private let counter: CountedWhile
        private let loop: Range<Int>
        private var isBound = false
        private var isShared = false
        private var nested = 0

        static func isOwn(_ counter: CountedWhile, in found: FoundFunction, _ loop: WhileStmtSyntax) -> Bool {
            if case .file = found.kind { return false }
            let visitor = OwnVariable(counter, loop.body.start..<loop.body.end)
            visitor.walk(found.body)
            return visitor.isBound && !visitor.isShared
        }

        private init(_ counter: CountedWhile, _ loop: Range<Int>) {
            self.counter = counter
            self.loop = loop
            super.init(viewMode: .sourceAccurate)
        }

        override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
            if node.identifier.text == counter.name, nested == 0 { isBound = true }
            return .skipChildren
        }
        override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
            if node.baseName.text == counter.name, nested > 0 || loop.contains(node.start) && mayWrite(Syntax(node)) { isShared = true }
            return .skipChildren
        }

        /// By an assignment, as an `inout` argument, or by a method of its own.
        private func mayWrite(_ node: Syntax) -> Bool {
            var child = node
            while let parent = child.parent {
                switch parent.kind {
                case .inOutExpr, .memberAccessExpr: return true
                case .exprList:
                    guard let sequence = parent.parent?.as(SequenceExprSyntax.self) else { return true }
                    guard sequence.elements.first?.id == child.id, sequence.assigns else { return false }
                    return !CountedWhile.isStep(Syntax(sequence), of: counter.name, counter.comparison)
                case .tupleExpr: child = parent
                case .labeledExprList where parent.parent?.kind == .tupleExpr, .labeledExpr where parent.parent?.parent?.kind == .tupleExpr:
                    child = parent
                default: return false
                }
            }
            return false
        }

        private func enter() -> SyntaxVisitorContinueKind {
            nested += 1
            return .visitChildren
        }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: ClosureExprSyntax) { nested -= 1 }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: FunctionDeclSyntax) { nested -= 1 }
        override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: AccessorBlockSyntax) { nested -= 1 }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

// How a loop's body leaves it, which differs once the loop is two.

#if SwiftSyntax
    import SwiftSyntax

    final class LoopExits: SyntaxVisitor {
        private(set) var breaks: [Int] = []
        /// Where a turn may end first.
        private(set) var firstContinue: Int?
        private(set) var continuesByLabel = false
        private let label: String?
        /// Loops and switches around, which an exit without a label means instead.
        private var depth = 0

        init(of body: CodeBlockSyntax, label: String?) {
            self.label = label
            super.init(viewMode: .sourceAccurate)
            walk(body)
        }

        override func visit(_ node: BreakStmtSyntax) -> SyntaxVisitorContinueKind {
            if node.label == nil, depth == 0 { breaks.append(node.breakKeyword.end) }
            return .skipChildren
        }
        override func visit(_ node: ContinueStmtSyntax) -> SyntaxVisitorContinueKind {
            if let label, node.label?.text == label { continuesByLabel = true }
            if node.label == nil { firstContinue = firstContinue ?? node.start }
            return .skipChildren
        }

        private func enter() -> SyntaxVisitorContinueKind {
            depth += 1
            return .visitChildren
        }
        override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: ForStmtSyntax) { depth -= 1 }
        override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: WhileStmtSyntax) { depth -= 1 }
        override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: RepeatStmtSyntax) { depth -= 1 }
        override func visit(_ node: SwitchExprSyntax) -> SyntaxVisitorContinueKind { enter() }
        override func visitPost(_ node: SwitchExprSyntax) { depth -= 1 }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

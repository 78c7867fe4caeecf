// Code that runs while a lock is held that stops the thread: in there a task must not yield, for the next one on this
// worker may want the same lock and never get it.
//
// Swift's `Mutex` and what initialises globals (`swift_once`) wait on futexes of their own, and a queue's `sync` in its
// library; the runtime takes over only the C library's locks (`posix.h`), so locks of Foundation and pthread are not
// meant here. `withLock` is any type's: which, the source does not say.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    struct LockedCode {
        static let reason = Reason.noYield("a lock of the thread is held here, so yields are put off")

        /// Whether variables at top level are initialised in order, as the program's first code.
        let isProgram: Bool
        let types: SwiftTypes

        private static let begin = "cede_no_yield_begin"
        private static let locking: Set<String> = [
            "withLock", "withLockUnchecked", "withLockIfAvailable", "withLockIfAvailableUnchecked", "sync",
        ]

        /// Whether the code of a closure stands in such a region, when what is around it does or does not.
        func holds(_ closure: ClosureExprSyntax, in around: Bool) -> Bool {
            if isLocked(closure) { return true }
            // One that is kept as a value runs later.
            return around && (closure.call != nil || closure.callOfItself != nil)
        }

        /// The same of a variable's initial value.
        func holds(_ binding: PatternBindingSyntax, in around: Bool) -> Bool {
            around || binding.initializer != nil && isGlobal(binding)
        }

        /// Of a closure that is called with a lock held.
        func region(of closure: ClosureExprSyntax) -> QuietRegion? {
            guard isLocked(closure), !closure.statements.isEmpty, !holdsRegion(Syntax(closure.statements)) else {
                return nil
            }
            let open = closure.signature?.inKeyword ?? closure.leftBrace
            var value: Int?
            if closure.statements.count == 1, let only = closure.statements.first?.item {
                switch only {
                // What a closure without a result ends with may have one, which is dropped.
                case .expr where ["Void", "()"].contains(closure.signature?.returnClause?.type.spelled): break
                // `{ queue.sync { set.remove(one) } }`: statements would settle for the wrong one of two `sync`. A `try` may
                // pass by what comes behind.
                case .expr(let expression)
                where closure.isInOnlyCall && closure.mayDrop(expression)
                    && !expression.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.try) }:
                    return QuietRegion(offset: expression.start, form: .droppable(end: expression.end))
                case .expr(let expression) where !expression.isAssignment && !expression.isBranching: value = expression.start
                case .decl(let declaration) where declaration.as(IfConfigDeclSyntax.self)?.takesStatement(inClosure: true) == false:
                    return nil
                default: break
                }
            }
            return QuietRegion(offset: open.end, form: .block(value: value))
        }

        /// Of a global's initial value that runs code.
        func region(of binding: PatternBindingSyntax) -> QuietRegion? {
            guard isGlobal(binding), let value = binding.initializer?.value, RunsCode.any(in: value, types),
                !holdsRegion(Syntax(value)), !types.mentionsNoncopyable(binding)
            else { return nil }
            return QuietRegion(offset: value.start, form: .value(end: value.end))
        }

        private func isLocked(_ closure: ClosureExprSyntax) -> Bool {
            guard let name = closure.calleeName, Self.locking.contains(name) else { return false }
            return closure.callee?.is(MemberAccessExprSyntax.self) ?? false
        }

        private func isGlobal(_ binding: PatternBindingSyntax) -> Bool {
            guard let declaration = binding.parent?.parent?.as(VariableDeclSyntax.self),
                !declaration.modifiers.contains(where: { $0.name.text == "lazy" })
            else { return false }
            if declaration.modifiers.contains(where: { ["static", "class"].contains($0.name.text) }) { return true }
            return !isProgram && declaration.parent?.parent?.parent?.is(SourceFileSyntax.self) ?? false
        }

        private func holdsRegion(_ node: Syntax) -> Bool {
            node.tokens(viewMode: .sourceAccurate).prefix(8).contains { $0.text == Self.begin }
        }
    }

    /// Whether an expression may run code that is rewritten, rather than being written down. The compiler makes a constant of
    /// many that only make values, which brackets would undo.
    private final class RunsCode: SyntaxVisitor {
        private var isFound = false
        private let types: SwiftTypes

        private init(_ types: SwiftTypes) {
            self.types = types
            super.init(viewMode: .sourceAccurate)
        }

        static func any(in expression: ExprSyntax, _ types: SwiftTypes) -> Bool {
            let visitor = RunsCode(types)
            visitor.walk(expression)
            return visitor.isFound
        }

        override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
            let callee = node.calledExpression
            if let name = callee.lastName {
                if !KnownSwiftCalls.isKnown(name), !types.isPlain(name) { isFound = true }
            } else if !callee.is(ArrayExprSyntax.self), !callee.is(DictionaryExprSyntax.self) {
                isFound = true
            }
            return .visitChildren
        }
        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { node.call == nil ? .skipChildren : .visitChildren }
        override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    }
#endif

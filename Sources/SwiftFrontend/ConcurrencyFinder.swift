// Which bodies of a file run on Swift's own tasks, which of their loops suspend, and which calls block the thread.
//
// By names and syntax, as there are no types: `Task { }` is a task, `semaphore.wait()` blocks when the file makes
// `semaphore` a DispatchSemaphore. What another file declares is not seen, so nothing is said about it.

import Planning

#if SwiftSyntax
    import SwiftSyntax

    extension SwiftFrontend {
        static func concurrency(in tree: SourceFileSyntax, _ text: SourceText) -> Concurrency {
            let declarations = BlockingObjects(viewMode: .sourceAccurate)
            declarations.walk(tree)
            let finder = ConcurrencyFinder(text, declarations.types)
            finder.walk(tree)
            return finder.found
        }
    }

    /// The names that the file gives to locks, semaphores and the like, with their types.
    private final class BlockingObjects: SyntaxVisitor {
        private(set) var types: [String: String] = [:]

        private static let blocking: Set<String> = [
            "DispatchSemaphore", "DispatchGroup", "DispatchQueue", "NSLock", "NSRecursiveLock", "NSCondition",
            "NSConditionLock", "Process",
        ]

        override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
            let name = node.pattern.spelled
            let type =
                node.typeAnnotation?.type.spelled
                ?? node.initializer?.value.as(FunctionCallExprSyntax.self)?.calledExpression.spelled
            if let type, Self.blocking.contains(type) { types[name] = type }
            return .visitChildren
        }

        override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
            let type = node.type.spelled
            if Self.blocking.contains(type) { types[(node.secondName ?? node.firstName).text] = type }
            return .visitChildren
        }
    }

    private final class ConcurrencyFinder: SyntaxVisitor {
        private(set) var found = Concurrency()
        private let text: SourceText
        private let types: [String: String]

        /// A body around this point.
        private struct Open {
            var text: Int
            var why: String?
            /// Loops that have not met a suspension point yet.
            var loops: [Place] = []
            /// Locks that are held, by name, with the call that took each.
            var held: [String: Place] = [:]
        }

        private var bodies: [Open] = []
        private var isInActor: [Bool] = []

        init(_ text: SourceText, _ types: [String: String]) {
            self.text = text
            self.types = types
            super.init(viewMode: .sourceAccurate)
        }

        private func enter(_ body: CodeBlockItemListSyntax, _ why: String?) {
            bodies.append(Open(text: body.start, why: why))
            if let why { found.bodies.append(Concurrency.Body(text: body.start, why: why)) }
        }

        // MARK: Bodies

        private func enterType(isActor: Bool) -> SyntaxVisitorContinueKind {
            isInActor.append(isActor)
            return .visitChildren
        }
        override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enterType(isActor: true) }
        override func visitPost(_ node: ActorDeclSyntax) { isInActor.removeLast() }
        override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enterType(isActor: false) }
        override func visitPost(_ node: ClassDeclSyntax) { isInActor.removeLast() }
        override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enterType(isActor: false) }
        override func visitPost(_ node: StructDeclSyntax) { isInActor.removeLast() }
        override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enterType(isActor: false) }
        override func visitPost(_ node: EnumDeclSyntax) { isInActor.removeLast() }
        override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { enterType(isActor: false) }
        override func visitPost(_ node: ExtensionDeclSyntax) { isInActor.removeLast() }

        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
            guard let body = node.body else { return .visitChildren }
            let isOutside = node.modifiers.contains { ["nonisolated", "static"].contains($0.name.text) }
            let why: String?
            if node.signature.effectSpecifiers?.asyncSpecifier != nil {
                why = "an async function"
            } else if isInActor.last == true, !isOutside, bodies.isEmpty {
                why = "an actor's method"
            } else {
                why = nil
            }
            enter(body.statements, why)
            return .visitChildren
        }
        override func visitPost(_ node: FunctionDeclSyntax) { if node.body != nil { bodies.removeLast() } }

        override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
            enter(node.statements, reason(for: node))
            return .visitChildren
        }
        override func visitPost(_ node: ClosureExprSyntax) { bodies.removeLast() }

        private func reason(for closure: ClosureExprSyntax) -> String? {
            if let call = Self.call(taking: closure) {
                let callee = call.calledExpression.spelled
                let name = callee.split(separator: ".").last.map(String.init) ?? callee
                let base = name.prefix { $0 != "<" }
                if base == "Task" || callee == "Task.detached" || callee.hasPrefix("Task<") { return "a Task's closure" }
                if ["addTask", "addTaskUnlessCancelled", "addImmediateTask"].contains(base) {
                    return "a task group's closure"
                }
            }
            return closure.signature?.effectSpecifiers?.asyncSpecifier == nil ? nil : "an async closure"
        }

        private static func call(taking closure: ClosureExprSyntax) -> FunctionCallExprSyntax? {
            guard let parent = closure.parent else { return nil }
            if let call = parent.as(FunctionCallExprSyntax.self) { return call }
            guard parent.is(LabeledExprSyntax.self) else { return nil }
            return parent.parent?.parent?.as(FunctionCallExprSyntax.self)
        }

        // MARK: Loops and suspension points

        private func enterLoop(_ node: some SyntaxProtocol, suspends: Bool = false) -> SyntaxVisitorContinueKind {
            if let i = bodies.indices.last { bodies[i].loops.append(text.place(of: node)) }
            if suspends { suspend() }
            return .visitChildren
        }
        private func leaveLoop(_ node: some SyntaxProtocol) {
            guard let i = bodies.indices.last else { return }
            bodies[i].loops.removeAll { $0 == text.place(of: node) }
        }
        override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
            enterLoop(node, suspends: node.awaitKeyword != nil)
        }
        override func visitPost(_ node: ForStmtSyntax) { leaveLoop(node) }
        override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { enterLoop(node) }
        override func visitPost(_ node: WhileStmtSyntax) { leaveLoop(node) }
        override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { enterLoop(node) }
        override func visitPost(_ node: RepeatStmtSyntax) { leaveLoop(node) }

        override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
            suspend()
            if let body = bodies.last {
                for (name, place) in body.held.sorted(by: { $0.value < $1.value }) {
                    report("\(name).lock", place, remark: "it is held across the await in line \(text.place(of: node).line)")
                }
                bodies[bodies.count - 1].held = [:]
            }
            return .visitChildren
        }

        private func suspend() {
            guard let body = bodies.last else { return }
            found.suspendingLoops.formUnion(body.loops)
        }

        // MARK: What blocks

        private static let free: Set<String> = [
            "sleep", "usleep", "nanosleep", "getaddrinfo", "gethostbyname", "system", "waitpid", "select", "poll", "accept",
        ]

        override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
            let place = text.place(of: node)
            if let name = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text {
                let first = node.arguments.first?.label?.text
                if Self.free.contains(name) || name == "readLine" {
                    report(name, place)
                } else if ["Data", "String", "NSData"].contains(name), first == "contentsOf" || first == "contentsOfFile" {
                    report("\(name)(\(first ?? ""):)", place)
                }
            } else if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base {
                let name = member.declName.baseName.text
                let owner = base.spelled.split(separator: ".").last.map(String.init) ?? ""
                self.member(name, of: owner, base.spelled, place)
            }
            return .visitChildren
        }

        private func member(_ name: String, of owner: String, _ base: String, _ place: Place) {
            switch (types[owner], name) {
            case (nil, "sleep") where base == "Thread": report("Thread.sleep", place)
            case ("DispatchSemaphore"?, "wait"), ("DispatchGroup"?, "wait"), ("NSCondition"?, "wait"),
                ("Process"?, "waitUntilExit"), ("DispatchQueue"?, "sync"):
                report("\(owner).\(name)", place)
            case ("NSLock"?, "lock"), ("NSRecursiveLock"?, "lock"), ("NSCondition"?, "lock"), ("NSConditionLock"?, "lock"):
                if let i = bodies.indices.last { bodies[i].held[owner] = place }
            case (_?, "unlock"):
                // One in a `defer` gives it back at the end.
                if let i = bodies.indices.last, !isInDefer { bodies[i].held[owner] = nil }
            default: break
            }
        }

        private var depthOfDefer = 0
        private var isInDefer: Bool { depthOfDefer > 0 }
        override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind {
            depthOfDefer += 1
            return .visitChildren
        }
        override func visitPost(_ node: DeferStmtSyntax) { depthOfDefer -= 1 }

        private func report(_ spelling: String, _ place: Place, remark: String? = nil) {
            found.blocking.append(
                Concurrency.BlockingUse(
                    spelling: spelling, place: place, text: bodies.last?.text, isOnTask: bodies.last?.why != nil,
                    remark: remark))
        }
    }
#endif

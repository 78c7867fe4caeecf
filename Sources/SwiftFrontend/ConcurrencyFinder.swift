// Which bodies of a file run on Swift's own tasks, which of their loops suspend, and which calls block the thread.
//
// By names and syntax, as there are no types: `Task { }` is a task, `semaphore.wait()` blocks when the file makes
// `semaphore` a DispatchSemaphore. What another file declares is not seen, so nothing is said about it.

import Planning

#if SwiftSyntax
    import SwiftSyntax

    extension SwiftFrontend {
        static func concurrency(in index: SyntaxIndex, _ text: SourceText) -> Concurrency {
            ConcurrencyFinder(index, text, BlockingObjects.types(in: index)).found
        }
    }

    /// The names that the file gives to locks, semaphores and the like, with their types.
    private enum BlockingObjects {
        private static let blocking: Set<String> = [
            "DispatchSemaphore", "DispatchGroup", "DispatchQueue", "NSLock", "NSRecursiveLock", "NSCondition",
            "NSConditionLock", "Process",
        ]

        static func types(in index: SyntaxIndex) -> [String: String] {
            var types: [String: String] = [:]
            for noted in index.nodes {
                switch noted.kind {
                case .patternBinding:
                    let node = noted.node.cast(PatternBindingSyntax.self)
                    let type =
                        node.typeAnnotation?.type.spelled
                        ?? node.initializer?.value.as(FunctionCallExprSyntax.self)?.calledExpression.spelled
                    if let type, blocking.contains(type) { types[node.pattern.spelled] = type }
                case .functionParameter:
                    let node = noted.node.cast(FunctionParameterSyntax.self)
                    let type = node.type.spelled
                    if blocking.contains(type) { types[(node.secondName ?? node.firstName).text] = type }
                default: break
                }
            }
            return types
        }
    }

    private final class ConcurrencyFinder {
        private(set) var found = Concurrency()
        private let index: SyntaxIndex
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
        private var depthOfDefer = 0

        init(_ index: SyntaxIndex, _ text: SourceText, _ types: [String: String]) {
            self.index = index
            self.text = text
            self.types = types
            index.walk(enter: enter, leave: leave)
        }

        private func enter(_ number: Int) -> Bool {
            switch index.nodes[number].kind {
            case .actorDecl: isInActor.append(true)
            case .classDecl, .structDecl, .enumDecl, .extensionDecl: isInActor.append(false)
            case .functionDecl: function(index.node(number, FunctionDeclSyntax.self))
            case .closureExpr:
                let node = index.node(number, ClosureExprSyntax.self)
                enter(node.statements, reason(for: node))
            case .forStmt:
                enterLoop(number)
                if index.node(number, ForStmtSyntax.self).awaitKeyword != nil { suspend() }
            case .whileStmt, .repeatStmt: enterLoop(number)
            case .awaitExpr: suspend(at: index.nodes[number].node)
            case .functionCallExpr: call(index.node(number, FunctionCallExprSyntax.self))
            case .deferStmt: depthOfDefer += 1
            default: break
            }
            return true
        }

        private func leave(_ number: Int) {
            switch index.nodes[number].kind {
            case .actorDecl, .classDecl, .structDecl, .enumDecl, .extensionDecl: isInActor.removeLast()
            case .functionDecl: if index.node(number, FunctionDeclSyntax.self).body != nil { bodies.removeLast() }
            case .closureExpr: bodies.removeLast()
            case .forStmt, .whileStmt, .repeatStmt: leaveLoop(number)
            case .deferStmt: depthOfDefer -= 1
            default: break
            }
        }

        // MARK: Bodies

        private func enter(_ body: CodeBlockItemListSyntax, _ why: String?) {
            let start = body.start
            bodies.append(Open(text: start, why: why))
            if let why { found.bodies.append(Concurrency.Body(text: start, why: why)) }
        }

        private func function(_ node: FunctionDeclSyntax) {
            guard let body = node.body else { return }
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
        }

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

        private func enterLoop(_ number: Int) {
            if let i = bodies.indices.last { bodies[i].loops.append(text.place(of: index.nodes[number].node)) }
        }
        private func leaveLoop(_ number: Int) {
            guard let i = bodies.indices.last else { return }
            let place = text.place(of: index.nodes[number].node)
            bodies[i].loops.removeAll { $0 == place }
        }

        private func suspend(at node: Syntax) {
            suspend()
            guard let body = bodies.last else { return }
            for (name, place) in body.held.sorted(by: { $0.value < $1.value }) {
                report("\(name).lock", place, remark: "it is held across the await in line \(text.place(of: node).line)")
            }
            bodies[bodies.count - 1].held = [:]
        }

        private func suspend() {
            guard let body = bodies.last else { return }
            found.suspendingLoops.formUnion(body.loops)
        }

        // MARK: What blocks

        private static let free: Set<String> = [
            "sleep", "usleep", "nanosleep", "getaddrinfo", "gethostbyname", "system", "waitpid", "select", "poll", "accept",
        ]
        /// Members that block, or say how long a lock is held.
        private static let members: Set<String> = ["sleep", "wait", "waitUntilExit", "sync", "lock", "unlock"]

        private func call(_ node: FunctionCallExprSyntax) {
            if let name = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text {
                if Self.free.contains(name) || name == "readLine" {
                    report(name, text.place(of: node))
                } else if ["Data", "String", "NSData"].contains(name), let first = node.arguments.first?.label?.text,
                    first == "contentsOf" || first == "contentsOfFile"
                {
                    report("\(name)(\(first):)", text.place(of: node))
                }
            } else if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base {
                let name = member.declName.baseName.text
                guard Self.members.contains(name) else { return }
                let spelled = base.spelled
                let owner = spelled.split(separator: ".").last.map(String.init) ?? ""
                self.member(name, of: owner, spelled, text.place(of: node))
            }
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

        private var isInDefer: Bool { depthOfDefer > 0 }

        private func report(_ spelling: String, _ place: Place, remark: String? = nil) {
            found.blocking.append(
                Concurrency.BlockingUse(
                    spelling: spelling, place: place, text: bodies.last?.text, isOnTask: bodies.last?.why != nil,
                    remark: remark))
        }
    }
#endif

// How functions are used other than to call them: whose address is taken, and who becomes a signal handler.
//
// A handler is found where its name is passed to `signal`, or stored in a `struct sigaction`, also by way of one
// function of the same file that stores its parameter there (the usual wrapper around sigaction). Rejected: to
// follow pointers further; what is missed is no error, for a check in a handler does not yield.

import CLibClang
import Planning

struct FunctionUses {
    private(set) var addressTaken: Set<String> = []
    /// The handlers, each with the place that makes it one.
    private(set) var signalHandlers: [String: Place] = [:]
    /// The functions that are given to `pthread_once` and its kin: by which, and where.
    private(set) var onceInitialisers: [String: (once: String, place: Place)] = [:]

    private let tree: SyntaxTree

    init(in tree: SyntaxTree, _ functions: FunctionTable) {
        self.tree = tree
        var references: [(name: String, node: SyntaxTree.Index)] = []
        var wrappers: [String: Set<Int>] = [:]
        for i in tree.nodes.indices where tree[i].kind == CursorKind.declarationReference {
            let target = clang_getCursorReferenced(tree[i].cursor)
            if target.kind == CursorKind.function {
                guard !isCallee(i) else { continue }
                if let id = functions.id(calledBy: target) { references.append((id, i)) }
            } else if target.kind == CursorKind.overloads, !isCallee(i) {
                // Which of them is meant, an instantiation decides.
                references += functions.ids(named: take(clang_getCursorSpelling(target))).map { ($0, i) }
            } else if target.kind == CursorKind.parameter, isStoredAsHandler(i),
                let (function, index) = position(ofParameter: target, usedAt: i)
            {
                wrappers[function, default: []].insert(index)
            }
        }
        addressTaken = Set(references.map(\.name))
        for (name, node) in references where signalHandlers[name] == nil && makesHandler(node, wrappers) {
            signalHandlers[name] = presumedPlace(clang_getCursorLocation(tree[node].cursor))
        }
        for (name, node) in references where onceInitialisers[name] == nil {
            if let once = onceFunction(calledWith: node) {
                onceInitialisers[name] = (once, presumedPlace(clang_getCursorLocation(tree[node].cursor)))
            }
        }
    }

    /// What an expression is the value of: conversions, casts, `&` and `?:` looked through.
    private func user(of i: SyntaxTree.Index) -> (node: SyntaxTree.Index, operand: SyntaxTree.Index) {
        var child = i
        var parent = tree[child].parent
        while parent >= 0 {
            switch tree[parent].kind {
            case CursorKind.unexposedExpression where !isDesignated(parent): break
            case CursorKind.parentheses, CursorKind.cast, CursorKind.conditional: break
            case CursorKind.unaryOperator: break
            default: return (parent, child)
            }
            child = parent
            parent = tree[child].parent
        }
        return (parent, child)
    }

    private func isCallee(_ reference: SyntaxTree.Index) -> Bool {
        var child = reference
        var parent = tree[child].parent
        while parent >= 0,
            tree[parent].kind == CursorKind.unexposedExpression || tree[parent].kind == CursorKind.parentheses
        {
            child = parent
            parent = tree[child].parent
        }
        return parent >= 0 && tree[parent].kind == CursorKind.call && tree[parent].firstChild == child
    }

    private static let once: Set<String> = ["pthread_once", "call_once", "dispatch_once", "dispatch_once_f"]

    private func onceFunction(calledWith reference: SyntaxTree.Index) -> String? {
        let (node, _) = user(of: reference)
        guard node >= 0, tree[node].kind == CursorKind.call else { return nil }
        let callee = take(clang_getCursorSpelling(clang_getCursorReferenced(tree[node].cursor)))
        return Self.once.contains(callee) ? callee : nil
    }

    // MARK: Signal handlers

    private static let registering: Set<String> = [
        "signal", "sigset", "bsd_signal", "sysv_signal", "ssignal",
    ]
    private static let members: Set<String> = ["sa_handler", "sa_sigaction"]

    private func makesHandler(_ reference: SyntaxTree.Index, _ wrappers: [String: Set<Int>]) -> Bool {
        if isStoredAsHandler(reference) { return true }
        let (node, operand) = user(of: reference)
        guard node >= 0, tree[node].kind == CursorKind.call else { return false }
        let callee = take(clang_getCursorSpelling(clang_getCursorReferenced(tree[node].cursor)))
        if Self.registering.contains(callee) { return true }
        guard let indices = wrappers[callee],
            let argument = tree.children(of: node).dropFirst().firstIndex(of: operand)
        else { return false }
        return indices.contains(argument - 1)
    }

    /// `action.sa_handler = it`, `{ .sa_handler = it }` or the plain initialiser of a `struct sigaction`.
    private func isStoredAsHandler(_ reference: SyntaxTree.Index) -> Bool {
        let (node, operand) = user(of: reference)
        guard node >= 0 else { return false }
        switch tree[node].kind {
        case CursorKind.binaryOperator:
            let left = tree[node].firstChild
            return left != operand && tree[left].kind == CursorKind.memberReference
                && Self.members.contains(take(clang_getCursorSpelling(tree[left].cursor)))
        case CursorKind.unexposedExpression:
            return tree.children(of: node).contains {
                tree[$0].kind == CursorKind.memberDesignator
                    && Self.members.contains(take(clang_getCursorSpelling(tree[$0].cursor)))
            }
        case CursorKind.initializerList:
            var list = node
            while list >= 0, tree[list].kind == CursorKind.initializerList { list = tree[list].parent }
            guard list >= 0 else { return false }
            let type = clang_getCanonicalType(clang_getCursorType(tree[list].cursor))
            return take(clang_getTypeSpelling(type)).hasSuffix("struct sigaction")
        default: return false
        }
    }

    private func isDesignated(_ i: SyntaxTree.Index) -> Bool {
        tree[i].firstChild >= 0 && tree[tree[i].firstChild].kind == CursorKind.memberDesignator
    }

    private func position(
        ofParameter parameter: CXCursor, usedAt i: SyntaxTree.Index
    ) -> (function: String, index: Int)? {
        var root = i
        while tree[root].parent >= 0 { root = tree[root].parent }
        guard tree[root].kind == CursorKind.function else { return nil }
        let parameters = tree.children(of: root).filter { tree[$0].kind == CursorKind.parameter }
        return parameters.firstIndex { clang_equalCursors(tree[$0].cursor, parameter) != 0 }.map {
            (take(clang_getCursorSpelling(tree[root].cursor)), $0)
        }
    }
}

extension Skeleton {
    /// Leaves handlers alone. What they call keeps its checks, for others call it too; in a handler those do not
    /// yield, and who reads the handler's line is told of them.
    mutating func exclude(handlers: [String: Place]) {
        for i in functions.indices {
            guard let place = handlers[functions[i].id] else { continue }
            functions[i].role = .signalHandler(at: place)
            guard functions[i].exclusion == nil else { continue }
            let called = callees(of: [functions[i].id]).subtracting(handlers.keys).sorted()
            functions[i].exclusion = .functionExcluded(
                "it handles signals: see line \(place.line)"
                    + (called.isEmpty
                        ? ""
                        : "; checks in what it calls do not yield there: \(called.joined(separator: ", "))"))
        }
    }

    mutating func assign(onceInitialisers: [String: (once: String, place: Place)]) {
        for i in functions.indices {
            guard let use = onceInitialisers[functions[i].id] else { continue }
            functions[i].role = .onceInitialiser(by: use.once, at: use.place)
        }
    }

    /// The functions of this file that others of it call, directly or not; without those unless they are called.
    func callees(of roots: Set<String>) -> Set<String> {
        let bodies = Dictionary(functions.map { ($0.id, $0.body) }, uniquingKeysWith: { a, _ in a })
        var called: Set<String> = []
        var open = roots
        while let next = open.popFirst() {
            bodies[next]?.forEachCall { call in
                guard case .direct(let id, _) = call.callee, bodies[id] != nil else { return }
                if called.insert(id).inserted { open.insert(id) }
            }
        }
        return called
    }
}

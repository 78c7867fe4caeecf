// A loop's index: the one variable of its condition that walks by a constant step, in the head, the body or the condition itself.

import CLibClang
import Planning

extension CountedLoops {
    /// The index's walk: which variable, how far each turn, which way.
    struct Walk {
        var variable: Variable
        var declaration: CXCursor
        var name: String
        var type: CXType
        var step: UInt64
        var isRising: Bool
        /// Where it steps.
        var node: SyntaxTree.Index
        var stepping = Counted.Stepping.apart
        /// It may go further in a turn, the same way.
        var isLeast = false
        /// Where the step is a variable, of 1 or more; `step` is 1 then.
        var variableStep: SyntaxTree.Index?
    }

    func walk(of head: LoopHead) throws -> Walk {
        if let walk = try walkInCondition(of: head) { return walk }
        guard let increment = head.increment else { return try walkInBody(of: head) }
        var steps: [Walk] = []
        try collectSteps(increment, into: &steps)
        let condition = head.condition.map { tree.subtree(of: $0) } ?? 0..<0
        let candidates = steps.filter { step in
            condition.contains { i in
                tree[i].kind == CursorKind.declarationReference
                    && Variable(clang_getCursorReferenced(tree[i].cursor)) == step.variable
            }
        }
        guard candidates.count == 1, let walk = candidates.first else {
            throw NotCounted(why: "its increment is no constant step of one variable of the condition")
        }
        if (uses.writes[walk.variable] ?? []).filter(tree.subtree(of: increment).contains).count != 1 {
            throw NotCounted(why: "its head steps \(walk.name) more than once")
        }
        return walk
    }

    /// A loop whose condition steps what it compares: `while (n--)`, `do ... while (++i < n)`.
    private func walkInCondition(of head: LoopHead) throws -> Walk? {
        guard let condition = head.condition else { return nil }
        let test = stripConversions(condition)
        let isComparison = tree[test].kind == CursorKind.binaryOperator
        for node in isComparison ? tree.children(of: test).map(stripConversions) : [test] {
            guard tree[node].kind == CursorKind.unaryOperator, !tree[node].isFromMacro else { continue }
            var steps: [Walk] = []
            try collectSteps(node, into: &steps)
            guard var walk = steps.first else { continue }
            let parts = [condition, head.body] + [head.increment].compactMap { $0 }
            let writes = (uses.writes[walk.variable] ?? []).filter { write in parts.contains { tree.subtree(of: $0).contains(write) } }
            guard writes.count == 1 else { throw NotCounted(why: "it steps \(walk.name) more than once") }
            walk.stepping = tree[node].start == tree[tree[node].firstChild].start ? .behind : .before
            return walk
        }
        return nil
    }

    /// A loop that steps its index in the body: on every way through, and perhaps further on some.
    private func walkInBody(of head: LoopHead) throws -> Walk {
        let body = tree.subtree(of: head.body)
        let condition = head.condition.map { tree.subtree(of: $0) } ?? 0..<0
        let writes = condition.compactMap(variable).flatMap { variable in
            (uses.writes[variable] ?? []).filter(body.contains)
        }
        let several = NotCounted(why: "its body steps no variable of the condition, or more than once")
        guard let first = writes.first else { throw several }
        let steps = writes.count == 1 ? [try step(at: first)] : writes.compactMap { try? step(at: $0) }
        guard var walk = steps.first(where: { isOnEveryWay($0.node, in: head) }) else {
            throw steps.isEmpty ? several : NotCounted(why: "its body steps \(steps[0].name) only on some ways")
        }
        let isOneWay = steps.allSatisfy { $0.variable == walk.variable && $0.isRising == walk.isRising }
        guard writes.count == 1 || head.shape != .do && isOneWay && steps.count == writes.count else { throw several }
        walk.isLeast = steps.count > 1
        if walk.isLeast, steps.contains(where: { $0.variableStep != nil }) { throw several }
        for i in body {
            switch tree[i].kind {
            case CursorKind.continueStatement where tree.loop(around: i) < head.body:
                throw NotCounted(why: "a `continue` may pass by the step of \(walk.name)")
            case CursorKind.breakStatement where i > first && tree.loopOrSwitch(around: i) < head.body:
                // Behind the step, a `break` could leave the index where a strip ends by itself.
                throw NotCounted(why: "a `break` stands behind the step of \(walk.name)")
            default: break
            }
        }
        return walk
    }

    private func step(at write: SyntaxTree.Index) throws -> Walk {
        var step = tree[write].parent
        while tree[step].kind == CursorKind.parentheses { step = tree[step].parent }
        guard let walk = try steps(step).first else { throw NotCounted(why: "its body does not step by a constant") }
        return walk
    }

    private func isOnEveryWay(_ step: SyntaxTree.Index, in head: LoopHead) -> Bool {
        var outer = tree[step].parent
        while outer > head.body {
            guard runsItsParts(outer) || isBlock(outer, upTo: step) else { return false }
            outer = tree[outer].parent
        }
        return tree[head.body].kind == CursorKind.compound || runsItsParts(head.body) || isBlock(head.body, upTo: step)
    }

    /// A `do { } while (0)`, as macros spell a block, that nothing leaves before the given place.
    private func isBlock(_ i: SyntaxTree.Index, upTo place: SyntaxTree.Index) -> Bool {
        guard tree[i].kind == CursorKind.doLoop, let condition = tree.children(of: i).last, constantValue(tree[condition].cursor) == 0
        else { return false }
        return !tree.subtree(of: i).contains { part in
            part < place
                && (tree[part].kind == CursorKind.breakStatement && tree.loopOrSwitch(around: part) == i
                    || tree[part].kind == CursorKind.continueStatement && tree.loop(around: part) == i)
        }
    }

    /// Whether a node, when it runs, runs all its parts once.
    func runsItsParts(_ i: SyntaxTree.Index) -> Bool {
        switch tree[i].kind {
        case CursorKind.binaryOperator: !["&&", "||", ""].contains(binaryOperator(i, in: tree, text))
        case CursorKind.unexposedExpression: tree.isImplicitConversion(i)
        case CursorKind.parentheses, CursorKind.unaryOperator, CursorKind.compoundAssignment,
            CursorKind.subscriptExpression, CursorKind.memberReference, CursorKind.call, CursorKind.cast,
            CursorKind.compound, CursorKind.declarationStatement, CursorKind.variable:
            true
        default: false
        }
    }

    func steps(_ expression: SyntaxTree.Index) throws -> [Walk] {
        var steps: [Walk] = []
        try collectSteps(expression, into: &steps)
        return steps
    }

    private func collectSteps(_ i: SyntaxTree.Index, into steps: inout [Walk]) throws {
        let operands = tree.children(of: i)
        switch tree[i].kind {
        case CursorKind.parentheses where operands.count == 1:
            try collectSteps(operands[0], into: &steps)
        case CursorKind.binaryOperator where binaryOperator(i, in: tree, text) == ",":
            for operand in operands { try collectSteps(operand, into: &steps) }
        case CursorKind.unaryOperator where operands.count == 1:
            let op = unaryOperator(i, in: tree, text)
            guard op == "++" || op == "--" else { return }
            if let walk = try walk(operands[0], by: 1, rising: op == "++", at: i) { steps.append(walk) }
        case CursorKind.compoundAssignment where operands.count == 2:
            let op = text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start)
            guard op == "+=" || op == "-=" else { return }
            let constant = constantValue(tree[operands[1]].cursor)
            guard let by = constant ?? (isStepForth(operands[1]) ? 1 : nil), var walk = try walk(operands[0], by: by, rising: op == "+=", at: i)
            else { return }
            if constant == nil { walk.variableStep = operands[1] }
            steps.append(walk)
        case CursorKind.binaryOperator where binaryOperator(i, in: tree, text) == "=":
            // i = i + 2
            let sum = stripConversions(operands[1])
            let op = tree[sum].kind == CursorKind.binaryOperator ? binaryOperator(sum, in: tree, text) : ""
            let terms = tree.children(of: sum)
            guard op == "+" || op == "-", terms.count == 2, let from = variable(stripConversions(terms[0])),
                from == variable(operands[0]), let by = constantValue(tree[terms[1]].cursor)
            else { return }
            if let walk = try walk(operands[0], by: by, rising: op == "+", at: i) { steps.append(walk) }
        default: break
        }
    }

    private func walk(
        _ reference: SyntaxTree.Index, by: Int64, rising: Bool, at place: SyntaxTree.Index
    ) throws -> Walk? {
        let node = stripConversions(reference)
        guard let variable = variable(node), by != 0, by != .min else { return nil }
        let declaration = clang_getCursorReferenced(tree[node].cursor)
        let name = text.string(tree[node].range)
        try requireLocal(declaration, variable, name)
        let type = clang_getCanonicalType(clang_getCursorType(declaration))
        return Walk(
            variable: variable, declaration: declaration, name: name, type: type, step: by.magnitude,
            isRising: rising == (by > 0), node: place)
    }

    func requireLocal(_ declaration: CXCursor, _ variable: Variable, _ name: String) throws {
        let storage = clang_Cursor_getStorageClass(declaration)  // CX_StorageClass
        let isAutomatic = storage == 1 /* none */ || storage == 6 /* auto */ || storage == 7 /* register */
        guard isAutomatic, clang_getCursorLinkage(declaration) == 1 /* CXLinkage_NoLinkage */ else {
            throw NotCounted(why: "\(name) is no automatic variable")
        }
        if uses.isExposed(variable) { throw NotCounted(why: "the address of \(name) is taken") }
        if clang_getCursorType(declaration).isReference {
            throw NotCounted(why: "\(name) is a reference, so it may change elsewhere")
        }
        if clang_isVolatileQualifiedType(clang_getCursorType(declaration)) != 0 {
            throw NotCounted(why: "\(name) is volatile")
        }
    }

    /// What the index can be when the loop begins: what the head gives it, or what it has from before.
    func startRange(of walk: Walk, _ head: LoopHead) -> ClosedRange<Int64>? {
        if let value = head.initializer.flatMap({ startValue(of: walk, $0) }) { return range(of: value) }
        return range(of: walk.variable, declaredAs: walk.declaration, exceptIn: tree.subtree(of: head.increment ?? head.body))
            ?? IntegerType(walk.type)?.range
    }

    private func startValue(of walk: Walk, _ initializer: SyntaxTree.Index) -> SyntaxTree.Index? {
        for i in tree.subtree(of: initializer) {
            if tree[i].kind == CursorKind.variable, Variable(tree[i].cursor) == walk.variable { return tree.children(of: i).last }
            let operands = tree.children(of: i)
            if tree[i].kind == CursorKind.binaryOperator, operands.count == 2,
                variable(operands[0]) == walk.variable, binaryOperator(i, in: tree, text) == "="
            {
                return operands[1]
            }
        }
        return nil
    }
}

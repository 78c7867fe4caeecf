// What a loop goes over: data, text, a list, or a few things that the source counts elsewhere. By this the lint guesses
// how often a loop turns whose bound nothing proves.
//
// It reads the condition and what steps the variables in it. Nothing here is proven (an array may be overrun, a list long),
// so no plan may rest on it. Rejected: names (`len`, `next`), which say the same until somebody names them otherwise.

import CLibClang
import Planning

extension CountedLoops {
    /// `condition` and `head` are the loop's, if it has them.
    func extent(of loop: SyntaxTree.Index, _ condition: SyntaxTree.Index?, _ head: LoopHead?) -> Loop.Extent {
        let range = tree.subtree(of: loop)
        guard let condition, constantValue(tree[condition].cursor) ?? 0 == 0 else { return extent(ofEndless: loop) }
        if isRun(condition) { return .things }
        let tests = conjuncts(condition)
        if tests.contains(where: { isFlag($0, in: range) || isCursor($0, around: loop) }) { return .things }
        let found = tests.map(extent) + tests.flatMap(\.variables).map { arrays(indexedBy: $0, in: range) }
        let shortest = found.min { $0.rank < $1.rank } ?? .open
        // What its turns find ends it before what it counts to.
        if shortest == .data, breaks(loop) || tests.count > 1 { return .open }
        guard shortest == .open else { return shortest }
        let isCounted = tests.contains { isCountedByMember($0, before: range.upperBound) }
        return isCounted || head?.increment.map(stepsThings) ?? false ? .things : .open
    }

    private func extent(ofEndless loop: SyntaxTree.Index) -> Loop.Extent {
        guard tree.subtree(of: loop).contains(where: { tree[$0].kind == CursorKind.switchStatement }) else { return .things }
        return breaks(loop) || returns(loop) ? .open : .cases
    }

    /// Whether a `break` of its own leaves it.
    private func breaks(_ loop: SyntaxTree.Index) -> Bool {
        tree.subtree(of: loop).contains { tree[$0].kind == CursorKind.breakStatement && tree.loopOrSwitch(around: $0) == loop }
    }

    /// Whether a `return` leaves it that stands in no `switch`.
    private func returns(_ loop: SyntaxTree.Index) -> Bool {
        tree.subtree(of: loop).contains {
            tree[$0].kind == CursorKind.returnStatement && tree.switchStatement(around: $0) < loop
        }
    }

    /// Whether it goes on while something that no call says is one constant: a run of equals, or a state.
    private func isRun(_ condition: SyntaxTree.Index) -> Bool {
        let node = withoutHint(stripConversions(condition))
        guard tree[node].kind == CursorKind.binaryOperator, !tree.subtree(of: node).contains(where: { tree[$0].kind == CursorKind.call })
        else { return false }
        let operands = tree.children(of: node)
        switch binaryOperator(node, in: tree, text) {
        case "==": return operands.contains { constantValue(tree[stripConversions($0)].cursor) != nil }
        case "&&": return operands.contains(where: isRun)
        default: return false
        }
    }

    /// What is assigned and never stepped counts nothing: it halves, or says that there is more to do.
    private func isFlag(_ test: Test, in range: Range<SyntaxTree.Index>) -> Bool {
        let sides = [test.left, test.right].compactMap { $0 }.map { tree.subtree(of: $0) }
        return !test.variables.isEmpty
            && !sides.joined().contains { variable($0).map { isStepped($0, in: range) } ?? false }
    }

    /// What a loop around this one tests, too: the two go over the same data together.
    private func isCursor(_ test: Test, around loop: SyntaxTree.Index) -> Bool {
        guard let cursor = stepped(test.left), isStepped(cursor, in: tree.subtree(of: loop)) else { return false }
        var outer = tree.loop(around: loop)
        while outer >= 0 {
            let parts = tree.children(of: outer)
            let body = tree[outer].kind == CursorKind.doLoop ? parts.first : parts.last
            for part in parts where part != body {
                if tree.subtree(of: part).contains(where: { variable($0) == cursor }) { return true }
            }
            outer = tree.loop(around: outer)
        }
        return false
    }

    /// Whether a variable is moved on from where it is.
    private func isStepped(_ variable: Variable, in range: Range<SyntaxTree.Index>) -> Bool {
        uses.isExposed(variable) || (uses.writes[variable] ?? []).contains { write in
            range.contains(write) && tree[tree[write].parent].kind != CursorKind.binaryOperator
        }
    }

    // MARK: The condition

    /// One thing that must hold for another turn.
    private struct Test {
        /// What is compared, conversions left away; the second is missing where the value itself is tested.
        var left: SyntaxTree.Index
        var right: SyntaxTree.Index?
        var relation: Counted.Relation
        /// The integers that it tests.
        var variables: [Variable]

        var isUpwards: Bool { relation.isRising || relation == .notEqual }
    }

    private func conjuncts(_ i: SyntaxTree.Index) -> [Test] {
        let node = withoutHint(stripConversions(i))
        let operands = tree.children(of: node)
        guard tree[node].kind == CursorKind.binaryOperator, operands.count == 2 else { return test(node) }
        let (left, right) = (stripConversions(operands[0]), stripConversions(operands[1]))
        let op = binaryOperator(node, in: tree, text)
        if op == "&&" { return operands.flatMap(conjuncts) }
        if op == "=" { return test(left) }
        guard let relation = Counted.Relation(rawValue: op) else { return [] }
        if relation == .notEqual || relation == .greater, isZero(right) { return conjuncts(left) }
        if relation == .notEqual, isZero(left) { return conjuncts(right) }
        let variables = [left, right].compactMap(integer)
        // A constant on the left is the bound of what is on the right.
        return constantValue(tree[left].cursor) == nil
            ? [Test(left: left, right: right, relation: relation, variables: variables)]
            : [Test(left: right, right: left, relation: relation.mirrored, variables: variables)]
    }

    /// What `__builtin_expect` is told about.
    private func withoutHint(_ i: SyntaxTree.Index) -> SyntaxTree.Index {
        guard tree[i].kind == CursorKind.call, tree.children(of: i).count == 3,
            take(clang_getCursorSpelling(tree[i].cursor)) == "__builtin_expect"
        else { return i }
        var node = stripConversions(tree.children(of: i)[1])
        // `!!x`
        while tree[node].kind == CursorKind.unaryOperator, unaryOperator(node, in: tree, text) == "!",
            let inner = tree.children(of: node).first.map(stripConversions), tree[inner].kind == CursorKind.unaryOperator,
            unaryOperator(inner, in: tree, text) == "!", let value = tree.children(of: inner).first
        {
            node = stripConversions(value)
        }
        return node
    }

    /// A value that is tested for being something.
    private func test(_ node: SyntaxTree.Index) -> [Test] {
        switch tree[node].kind {
        case CursorKind.declarationReference, CursorKind.subscriptExpression, CursorKind.unaryOperator, CursorKind.memberReference:
            [Test(left: node, right: nil, relation: .notEqual, variables: [integer(node)].compactMap { $0 })]
        default: []
        }
    }

    /// `0`, `'\0'`, `((void *)0)`
    private func isZero(_ i: SyntaxTree.Index) -> Bool {
        var node = stripConversions(i)
        while tree[node].kind == CursorKind.cast, let value = tree.children(of: node).last { node = stripConversions(value) }
        let kind = tree[node].kind
        return (kind == CursorKind.integerLiteral || kind == CursorKind.characterLiteral)
            && constantValue(tree[node].cursor) == 0
    }

    /// The variable that an expression is, or steps.
    private func stepped(_ i: SyntaxTree.Index) -> Variable? {
        var node = stripConversions(i)
        if tree[node].kind == CursorKind.unaryOperator, let operand = tree.children(of: node).first,
            ["++", "--"].contains(unaryOperator(node, in: tree, text))
        {
            node = stripConversions(operand)
        }
        return variable(node)
    }

    private func integer(_ i: SyntaxTree.Index) -> Variable? {
        IntegerType(type(of: i)) == nil ? nil : stepped(i)
    }

    private func type(of i: SyntaxTree.Index) -> CXType { clang_getCanonicalType(clang_getCursorType(tree[i].cursor)) }

    // MARK: What it goes over

    private func extent(of test: Test) -> Loop.Extent {
        let type = type(of: test.left)
        if IntegerType(type) != nil, let small = smallExtent(ofBound: test.isUpwards ? test.right ?? test.left : test.left) {
            return small
        }
        guard let right = test.right else {
            if type.isKind(TypeKind.pointer) {
                let isText = IntegerType(clang_getPointeeType(type).canonical)?.bytes == 1
                return isText && variable(test.left) != nil ? .text : .things
            }
            guard let integer = IntegerType(type) else { return .open }
            let isElement = tree[test.left].kind == CursorKind.subscriptExpression
                || unaryOperator(test.left, in: tree, text) == "*"
            if isElement { return integer.bytes == 1 ? .text : .open }
            return integer.bytes == 8 ? .data : .open
        }
        if type.isKind(TypeKind.pointer) {
            let pointee = clang_getPointeeType(type)
            return IntegerType(pointee.canonical) == nil ? extent(ofElements: pointee) : .data
        }
        if test.isUpwards, let constant = constantValue(tree[right].cursor), constant > 0 { return .few(UInt64(constant)) }
        // Downwards it begins at what it counts.
        guard let integer = IntegerType(self.type(of: test.isUpwards ? right : test.left)) else { return .open }
        // Who counts in a byte or a short expects few.
        if integer.bytes < 4 { return .things }
        return integer.bytes == 8 ? .data : .open
    }

    /// What a structure counts in an `int` are mostly its parts; an unsigned number is as often the size of data. Also by way
    /// of a variable: the bound's or, downwards, the index.
    private func isCountedByMember(_ test: Test, before end: SyntaxTree.Index) -> Bool {
        if let right = test.right, test.isUpwards, isMember(right) { return true }
        let bound = test.right.map { test.isUpwards ? $0 : test.left } ?? test.left
        return stepped(bound).map { uses.values(of: $0, in: tree) }?.contains { value in
            value < end && tree.subtree(of: value).contains(where: isMember)
        } ?? false
    }

    private func isMember(_ i: SyntaxTree.Index) -> Bool {
        guard tree[i].kind == CursorKind.memberReference, let integer = IntegerType(type(of: i)) else { return false }
        return integer.bytes < 4 || integer.bytes == 4 && integer.isSigned
    }

    /// Whether what is done between turns moves a pointer to the next structure.
    private func stepsThings(_ increment: SyntaxTree.Index) -> Bool {
        tree.subtree(of: increment).contains { i in
            guard tree[i].kind == CursorKind.unaryOperator, stepped(i) != nil else { return false }
            let type = type(of: i)
            return type.isKind(TypeKind.pointer) && extent(ofElements: clang_getPointeeType(type)) == .things
        }
    }

    /// By the arrays that a variable indexes: their lengths as declared, and what they hold.
    private func arrays(indexedBy index: Variable, in range: Range<SyntaxTree.Index>) -> Loop.Extent {
        var found: [Loop.Extent] = []
        for i in range where tree[i].kind == CursorKind.subscriptExpression {
            let operands = tree.children(of: i)
            guard operands.count == 2, stepped(operands[1]) == index else { continue }
            let array = type(of: stripConversions(operands[0]))
            let size = array.isKind(TypeKind.constantArray) ? clang_getArraySize(array) : -1
            // One element at the end of a structure stands for any number.
            found.append(size > 1 ? .few(UInt64(size)) : extent(ofElements: clang_getCursorType(tree[i].cursor)))
        }
        return found.min { $0.rank < $1.rank } ?? .open
    }

    /// Of numbers there may be many or few.
    private func extent(ofElements type: CXType) -> Loop.Extent {
        type.canonical.isKind(TypeKind.record, TypeKind.pointer) ? .things : .open
    }

    // MARK: Parts

    /// Whether an argument is a pointer to a part of what a variable points to, or one that was found on the way.
    func isPart(_ argument: SyntaxTree.Index) -> Bool {
        let node = stripConversions(argument)
        guard type(of: node).isKind(TypeKind.pointer) else { return false }
        if tree[node].kind == CursorKind.declarationReference {
            return clang_getCursorReferenced(tree[node].cursor).kind == CursorKind.variable
        }
        // Or where a pointer that was found stands, for what takes its place.
        let isPlaceOfPointer = tree[node].kind == CursorKind.unaryOperator && unaryOperator(node, in: tree, text) == "&"
            && clang_getPointeeType(type(of: node)).canonical.isKind(TypeKind.pointer)
            && tree.children(of: node).first.flatMap { variable(stripConversions($0)) } != nil
        return isPlaceOfPointer || root(ofPart: node) != nil
    }

    /// Whether an argument is a number that has a name, and a constant more or less.
    func isStep(_ argument: SyntaxTree.Index) -> Bool {
        let node = stripConversions(argument)
        let operands = tree.children(of: node)
        guard tree[node].kind == CursorKind.binaryOperator, operands.count == 2, IntegerType(type(of: node)) != nil,
            ["+", "-"].contains(binaryOperator(node, in: tree, text))
        else { return false }
        let others = operands.filter { variable(stripConversions($0)) == nil }
        return others.count == 1 && constantValue(tree[stripConversions(others[0])].cursor) != nil
    }

    /// Whether an argument, before it is converted, points to structures or pointers.
    func pointsToStructures(_ argument: SyntaxTree.Index) -> Bool {
        var node = stripConversions(argument)
        while tree[node].kind == CursorKind.cast, let value = tree.children(of: node).last { node = stripConversions(value) }
        let type = type(of: node)
        let element = type.isKind(TypeKind.pointer) ? clang_getPointeeType(type) : clang_getArrayElementType(type)
        return extent(ofElements: element) == .things
    }

    /// The variable that a chain of members begins with.
    private func root(ofPart i: SyntaxTree.Index) -> Variable? {
        var node = stripConversions(i)
        var hasMember = false
        while true {
            switch tree[node].kind {
            case CursorKind.memberReference: hasMember = true
            case CursorKind.subscriptExpression, CursorKind.cast: break
            case CursorKind.unaryOperator where ["*", "&"].contains(unaryOperator(node, in: tree, text)): break
            case CursorKind.declarationReference: return hasMember ? variable(node) : nil
            default: return nil
            }
            guard let next = tree.children(of: node).first(where: { !CursorKind.isType(tree[$0].kind) }) else { return nil }
            node = stripConversions(next)
        }
    }
}

extension CursorKind {
    /// A reference to a type, as a cast has before what it converts.
    fileprivate static func isType(_ kind: Int32) -> Bool { (43...50).contains(kind) }
}

extension Loop.Extent {
    /// Of several that one loop shows, the one that ends it first.
    fileprivate var rank: UInt64 {
        switch self {
        case .few(let most): most
        case .things: 1 << 60
        case .text: 1 << 61
        case .cases, .data: 1 << 62
        case .open: 1 << 63
        }
    }
}

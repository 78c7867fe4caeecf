// Recognises `for` loops whose index walks by a constant step to a bound that the loop leaves alone.
//
// Only these can be cut into strips by insertions alone, and only where the strip runs the very same turns:
// the bound is read once a strip instead of once a turn, so nothing in the body may change it.

import CLibClang
import Planning

/// The clauses of a `for` head, told apart by its semicolons.
struct ForHead {
    var condition: SyntaxTree.Index?
    var increment: SyntaxTree.Index?
    var initializer: SyntaxTree.Index?
    var body: SyntaxTree.Index
    var semicolons: [Int]
    var close: Int

    init?(_ loop: SyntaxTree.Index, in tree: SyntaxTree, text: CText) {
        let open = text.skipTrivia(tree[loop].start + 3)
        guard text.hasWord("for", at: tree[loop].start),
            let (semicolons, close) = text.parentheses(openAt: open), semicolons.count == 2,
            let body = tree.children(of: loop).last, tree[body].start > close
        else { return nil }
        self.body = body
        self.semicolons = semicolons
        self.close = close
        for clause in tree.children(of: loop).dropLast() {
            let start = tree[clause].start
            if start < semicolons[0] {
                initializer = initializer ?? clause
            } else if start < semicolons[1] {
                condition = clause
            } else {
                increment = clause
            }
        }
    }
}

struct CountedLoops {
    let tree: SyntaxTree
    let text: CText
    let uses: VariableUses

    /// Why a loop is not counted, as a clause that completes "the number of turns is not known (...)".
    struct NotCounted: Error { let why: String }

    /// The index's walk: which variable, how far each turn, which way.
    private struct Walk {
        var variable: Variable
        var name: String
        var type: CXType
        var step: UInt64
        var isRising: Bool
    }

    /// The most turns the loop can take, when index, bound and step are constants.
    func trips(of head: ForHead) -> Loop.Trips {
        guard let walk = try? walk(of: head), let start = startValue(of: walk, head),
            let (relation, boundNode, domain) = try? relation(of: head, walk),
            let bound = constantValue(tree[boundNode].cursor),
            !uses.changes(walk.variable, in: tree.subtree(of: head.body)),
            (try? requirePlainBody(head)) != nil,
            IntegerType(walk.type)?.holds(bound, overshoot: overshoot(of: walk, relation)) ?? false,
            domain != .pointer
        else { return .unknown }
        let distance = walk.isRising
            ? bound.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(bound)
        guard !distance.overflow else { return .unknown }
        guard distance.partialValue >= 0 else { return relation == .notEqual ? .unknown : .atMost(0) }
        let d = UInt64(distance.partialValue)
        switch relation {
        case .less, .greater: return .atMost((d + walk.step - 1) / walk.step)
        case .lessEqual, .greaterEqual: return .atMost(d / walk.step + 1)
        case .notEqual: return d % walk.step == 0 ? .atMost(d / walk.step) : .unknown
        }
    }

    func counting(of loop: SyntaxTree.Index, _ head: ForHead, afterBody: Int?) -> Loop.Counting {
        do {
            return .counted(try counted(loop, head, afterBody))
        } catch let refusal as NotCounted {
            return refusal.why == Self.isStrip.why ? .strip : .not(because: refusal.why)
        } catch {
            return .not(because: "\(error)")
        }
    }

    private static let isStrip = NotCounted(why: "a strip")

    private func counted(_ loop: SyntaxTree.Index, _ head: ForHead, _ afterBody: Int?) throws -> Counted {
        // Before all else: a strip may convert its index, or test it by `!=` where it walks in longer steps.
        if let end = head.condition.flatMap({ tree.children(of: stripConversions($0)).last }),
            text.string(tree[end].range) == stripEndName
        { throw Self.isStrip }
        let walk = try walk(of: head)
        let (relation, boundNode, domain) = try relation(of: head, walk)
        let bound = text.string(tree[boundNode].range)
        if let pragma = text.pragma(from: tree.gap(before: loop), before: tree[loop].start) {
            throw NotCounted(why: "a #pragma \(pragma) applies to this loop as it stands")
        }
        guard let afterBody else { throw NotCounted(why: "the end of its body was not found") }
        let body = tree.subtree(of: head.body)
        if uses.hasBlocks { throw NotCounted(why: "a block may change its index") }
        if uses.changes(walk.variable, in: body) {
            throw NotCounted(why: "the body changes the index \(walk.name)")
        }
        try requireInvariant(boundNode, in: head)
        try requireWidth(of: walk, relation, domain, head, bound: constantValue(tree[boundNode].cursor))
        try requirePlainBody(head)
        let boundType = clang_getCanonicalType(clang_getCursorType(tree[stripConversions(boundNode)].cursor))
        return Counted(
            index: walk.name, bound: bound, indexIsConverted: isConverted(walk.type, in: domain, walk),
            boundIsConverted: isConverted(boundType, in: domain, walk), relation: relation, domain: domain,
            step: walk.step, isRising: walk.isRising, longestStrip: UInt64(Int32.max) / 2 / walk.step,
            afterCondition: head.semicolons[1] + 1,
            bareBody: tree[head.body].kind == CursorKind.compound ? nil : tree[head.body].start,
            afterBody: afterBody)
    }

    // MARK: The index

    private func walk(of head: ForHead) throws -> Walk {
        guard let increment = head.increment else { throw NotCounted(why: "its head has no increment") }
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
            if let walk = try walk(operands[0], by: 1, rising: op == "++") { steps.append(walk) }
        case CursorKind.compoundAssignment where operands.count == 2:
            let op = text.operatorText(from: tree[operands[0]].end, to: tree[operands[1]].start)
            guard op == "+=" || op == "-=", let by = constantValue(tree[operands[1]].cursor) else { return }
            if let walk = try walk(operands[0], by: by, rising: op == "+=") { steps.append(walk) }
        case CursorKind.binaryOperator where binaryOperator(i, in: tree, text) == "=":
            // i = i + 2
            let sum = stripConversions(operands[1])
            let op = tree[sum].kind == CursorKind.binaryOperator ? binaryOperator(sum, in: tree, text) : ""
            let terms = tree.children(of: sum)
            guard op == "+" || op == "-", terms.count == 2, let from = variable(stripConversions(terms[0])),
                from == variable(operands[0]), let by = constantValue(tree[terms[1]].cursor)
            else { return }
            if let walk = try walk(operands[0], by: by, rising: op == "+") { steps.append(walk) }
        default: break
        }
    }

    private func walk(_ reference: SyntaxTree.Index, by: Int64, rising: Bool) throws -> Walk? {
        let node = stripConversions(reference)
        guard let variable = variable(node), by != 0, by != .min else { return nil }
        let declaration = clang_getCursorReferenced(tree[node].cursor)
        let name = text.string(tree[node].range)
        try requireLocal(declaration, variable, name)
        let type = clang_getCanonicalType(clang_getCursorType(declaration))
        return Walk(
            variable: variable, name: name, type: type, step: by.magnitude,
            isRising: rising == (by > 0))
    }

    private func requireLocal(_ declaration: CXCursor, _ variable: Variable, _ name: String) throws {
        let storage = clang_Cursor_getStorageClass(declaration)  // CX_StorageClass
        let isAutomatic = storage == 1 /* none */ || storage == 6 /* auto */ || storage == 7 /* register */
        guard isAutomatic, clang_getCursorLinkage(declaration) == 1 /* CXLinkage_NoLinkage */ else {
            throw NotCounted(why: "\(name) is no automatic variable")
        }
        if uses.exposed.contains(variable) { throw NotCounted(why: "the address of \(name) is taken") }
        if clang_isVolatileQualifiedType(clang_getCursorType(declaration)) != 0 {
            throw NotCounted(why: "\(name) is volatile")
        }
    }

    // MARK: The condition

    private func relation(
        of head: ForHead, _ walk: Walk
    ) throws -> (Counted.Relation, bound: SyntaxTree.Index, Counted.Domain) {
        guard let condition = head.condition else { throw NotCounted(why: "its head has no condition") }
        let comparison = stripConversions(condition)
        let operands = tree.children(of: comparison)
        guard tree[comparison].kind == CursorKind.binaryOperator, operands.count == 2,
            let relation = Counted.Relation(rawValue: binaryOperator(comparison, in: tree, text))
        else { throw NotCounted(why: "its condition is no plain comparison") }
        let isLeft = variable(stripConversions(operands[0])) == walk.variable
        guard isLeft || variable(stripConversions(operands[1])) == walk.variable else {
            throw NotCounted(why: "its condition does not compare \(walk.name) itself")
        }
        let facing = isLeft ? relation : relation.mirrored
        guard facing == .notEqual ? walk.step == 1 : facing.isRising == walk.isRising else {
            throw NotCounted(why: "\(walk.name) does not walk towards the bound step by step")
        }
        let type = clang_getCanonicalType(clang_getCursorType(tree[operands[0]].cursor))
        return (facing, operands[isLeft ? 1 : 0], try domain(type))
    }

    private func domain(_ type: CXType) throws -> Counted.Domain {
        if let integer = IntegerType(type), integer.isPromoted {
            return .integer(type: integer.name, unsigned: integer.unsignedName, isSigned: integer.isSigned)
        }
        // CXType_Pointer, to an object of a size the compiler knows. Void has size 1 here and is no object.
        let pointee = clang_getCanonicalType(clang_getPointeeType(type))
        if type.kind == 101, pointee.kind != 2 /* void */, clang_Type_getSizeOf(pointee) > 0 { return .pointer }
        throw NotCounted(why: "it compares values that are neither integers nor pointers to objects")
    }

    private func isConverted(_ type: CXType, in domain: Counted.Domain, _ walk: Walk) -> Bool {
        switch domain {
        case .integer(let name, _, _): IntegerType(type)?.name != name
        case .pointer: take(clang_getTypeSpelling(type)) != take(clang_getTypeSpelling(walk.type))
        }
    }

    /// The index's type must hold every value up to the bound, or the loop may turn for ever in one strip.
    private func requireWidth(
        of walk: Walk, _ relation: Counted.Relation, _ domain: Counted.Domain, _ head: ForHead, bound: Int64?
    ) throws {
        guard case .integer(let name, _, let domainIsSigned) = domain else { return }
        guard let index = IntegerType(walk.type), let common = IntegerType.named(name) else {
            throw NotCounted(why: "\(walk.name) is no integer")
        }
        if let bound, index.holds(bound, overshoot: overshoot(of: walk, relation)) {
            // With `!=` it may also start behind the bound and come round to it.
            if relation != .notEqual || trips(of: head) != .unknown { return }
        }
        let fits = index.isPromoted && (index.isSigned
            // Overflow of a signed index is undefined, so it never turns round.
            ? true
            : index.bytes == common.bytes && !domainIsSigned)
        if !fits {
            throw NotCounted(why: "\(walk.name) may wrap round before it reaches the bound")
        }
    }

    /// How far past the bound the index may come to rest.
    private func overshoot(of walk: Walk, _ relation: Counted.Relation) -> Int64 {
        let isInclusive = relation == .lessEqual || relation == .greaterEqual
        let far = Int64(clamping: isInclusive ? walk.step : walk.step - 1)
        return walk.isRising ? far : -far
    }

    // MARK: Bound and body

    private func requireInvariant(_ bound: SyntaxTree.Index, in head: ForHead) throws {
        let increment = head.increment.map { tree.subtree(of: $0) } ?? 0..<0
        let body = tree.subtree(of: head.body)
        var readsMemory = false
        for i in tree.subtree(of: bound) {
            let node = tree[i]
            if node.isFromMacro { throw NotCounted(why: "its bound comes from a macro") }
            let type = clang_getCursorType(node.cursor)
            if clang_isVolatileQualifiedType(type) != 0 || type.kind == 177 /* CXType_Atomic */ {
                throw NotCounted(why: "its bound is volatile or atomic")
            }
            switch node.kind {
            case CursorKind.integerLiteral...CursorKind.characterLiteral, CursorKind.parentheses,
                CursorKind.cast, CursorKind.sizeOf:
                break
            case CursorKind.unexposedExpression:
                guard tree.isImplicitConversion(i) else { throw NotCounted(why: "its bound is no plain value") }
            case CursorKind.memberReference, CursorKind.subscriptExpression: readsMemory = true
            case CursorKind.unaryOperator:
                let op = unaryOperator(i, in: tree, text)
                if op == "*" { readsMemory = true }
                guard ["*", "-", "+", "~", "__extension__"].contains(op) else {
                    throw NotCounted(why: "its bound has a side effect or is no plain value")
                }
            case CursorKind.binaryOperator:
                let op = binaryOperator(i, in: tree, text)
                guard ["+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^"].contains(op) else {
                    throw NotCounted(why: "its bound is no plain value")
                }
            case CursorKind.declarationReference:
                let target = clang_getCursorReferenced(node.cursor)
                guard target.kind == CursorKind.variable || target.kind == CursorKind.parameter else { break }
                let variable = Variable(target)
                if uses.changes(variable, in: body) || uses.changes(variable, in: increment) {
                    throw NotCounted(why: "the loop changes its bound")
                }
                let isLocal = clang_getCursorLinkage(target) == 1 && !uses.exposed.contains(variable)
                    && clang_Cursor_getStorageClass(target) != 3 /* static */
                if !isLocal { readsMemory = true }
            default:
                // Type names inside sizeof and casts.
                guard node.kind >= 43 && node.kind <= 50 else {
                    throw NotCounted(why: "its bound is no plain value")
                }
            }
        }
        if readsMemory && (writesMemory(body) || writesMemory(increment)) {
            throw NotCounted(why: "the loop may change the bound in memory")
        }
    }

    /// Whether a range of the tree may store to anything but unexposed locals.
    private func writesMemory(_ range: Range<SyntaxTree.Index>) -> Bool {
        range.contains { i in
            switch tree[i].kind {
            case CursorKind.call, CursorKind.assembly: return true
            case CursorKind.unexposedExpression: return !tree.isImplicitConversion(i)
            case CursorKind.compoundAssignment, CursorKind.binaryOperator, CursorKind.unaryOperator:
                let op = tree[i].kind == CursorKind.unaryOperator
                    ? unaryOperator(i, in: tree, text) : binaryOperator(i, in: tree, text)
                guard op == "=" || op == "++" || op == "--" || op.isEmpty
                    || tree[i].kind == CursorKind.compoundAssignment
                else { return false }
                guard let target = tree.children(of: i).first.map(stripConversions),
                    let variable = variable(target)
                else { return true }
                return clang_getCursorLinkage(clang_getCursorReferenced(tree[target].cursor)) != 1
                    || uses.exposed.contains(variable)
            default: return false
            }
        }
    }

    /// A label would let a jump into the middle of a strip; an outer `case` is such a label.
    private func requirePlainBody(_ head: ForHead) throws {
        let body = tree.subtree(of: head.body)
        for i in body {
            switch tree[i].kind {
            case CursorKind.label: throw NotCounted(why: "its body holds a label")
            case CursorKind.caseStatement, CursorKind.defaultStatement:
                var outer = tree[i].parent
                while outer > head.body, tree[outer].kind != CursorKind.switchStatement { outer = tree[outer].parent }
                if tree[outer].kind != CursorKind.switchStatement {
                    throw NotCounted(why: "its body holds a case of a switch around it")
                }
            default: break
            }
        }
    }

    // MARK: Reading the tree

    private func variable(_ i: SyntaxTree.Index) -> Variable? {
        guard tree[i].kind == CursorKind.declarationReference else { return nil }
        let target = clang_getCursorReferenced(tree[i].cursor)
        guard target.kind == CursorKind.variable || target.kind == CursorKind.parameter else { return nil }
        return Variable(target)
    }

    private func stripConversions(_ i: SyntaxTree.Index) -> SyntaxTree.Index {
        var node = i
        while tree[node].kind == CursorKind.parentheses || tree.isImplicitConversion(node) {
            node = tree[node].firstChild
        }
        return node
    }

    /// The constant the head gives the index, if it does.
    private func startValue(of walk: Walk, _ head: ForHead) -> Int64? {
        guard let initializer = head.initializer else { return nil }
        for i in tree.subtree(of: initializer) {
            if tree[i].kind == CursorKind.variable, Variable(tree[i].cursor) == walk.variable {
                return tree.children(of: i).last.flatMap { constantValue(tree[$0].cursor) }
            }
            let operands = tree.children(of: i)
            if tree[i].kind == CursorKind.binaryOperator, operands.count == 2,
                variable(operands[0]) == walk.variable, binaryOperator(i, in: tree, text) == "="
            {
                return constantValue(tree[operands[1]].cursor)
            }
        }
        return nil
    }
}

extension Counted.Relation {
    /// The same comparison with its sides exchanged.
    var mirrored: Self {
        switch self {
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        case .notEqual: .notEqual
        }
    }

    /// Whether the index walks up to the bound.
    var isRising: Bool { self == .less || self == .lessEqual }
}

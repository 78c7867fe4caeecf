// A loop's bound: how the index is compared with it, in which type, and whether the loop leaves it alone.

import CLibClang
import Planning

extension CountedLoops {
    struct Comparison {
        var relation: Counted.Relation
        /// What stands for the index: itself, its step, or its sum with a constant.
        var index: SyntaxTree.Index
        var isOfIndex: Bool
        /// `nil` for the 0 that is meant where nothing is compared with.
        var bound: SyntaxTree.Index?
        var domain: Counted.Domain
    }

    func comparison(of head: LoopHead, _ walk: Walk) throws -> Comparison {
        guard let condition = head.condition else { throw NotCounted(why: "its head has no condition") }
        let comparison = stripConversions(condition)
        if comparison == walk.node, walk.stepping != .apart {
            let zero = Comparison(relation: .notEqual, index: comparison, isOfIndex: true, bound: nil, domain: try domain(walk.type))
            guard case .integer = zero.domain else { throw NotCounted(why: "its condition is no plain comparison") }
            return zero
        }
        let operands = tree.children(of: comparison)
        guard tree[comparison].kind == CursorKind.binaryOperator, operands.count == 2,
            let relation = Counted.Relation(rawValue: binaryOperator(comparison, in: tree, text))
        else { throw NotCounted(why: "its condition is no plain comparison") }
        let sides = operands.map { tested($0, walk) }
        guard let side = sides.firstIndex(where: { $0 != nil }), let index = sides[side] else {
            throw NotCounted(why: "its condition does not compare \(walk.name) itself")
        }
        let facing = side == 0 ? relation : relation.mirrored
        guard facing == .notEqual ? walk.step == 1 && walk.variableStep == nil : facing.isRising == walk.isRising else {
            throw NotCounted(why: "\(walk.name) does not walk towards the bound step by step")
        }
        let domain = try domain(clang_getCanonicalType(clang_getCursorType(tree[operands[0]].cursor)))
        if walk.isLeast, facing != .less && facing != .greater || mayGoRound(walk, in: domain) {
            throw NotCounted(why: "its body steps \(walk.name) more than once")
        }
        let isOfIndex = variable(index) == walk.variable || index == walk.node
        if variable(index) != walk.variable, isConverted(walk.type, in: domain, walk) {
            throw NotCounted(why: "\(walk.name) is compared as another type than its own")
        }
        return Comparison(relation: facing, index: index, isOfIndex: isOfIndex, bound: operands[1 - side], domain: domain)
    }

    /// A pointer, or a number that has no value behind its last: it may go past where a strip ends, but never round.
    private func mayGoRound(_ walk: Walk, in domain: Counted.Domain) -> Bool {
        guard case .integer(_, _, let isSigned) = domain else { return false }
        guard let index = IntegerType(walk.type) else { return true }
        return signedWraps || !isSigned || !index.isSigned || !index.isPromoted
    }

    /// What of a condition stands for the index: `i`, `--i` where it steps there, `i + 2`.
    private func tested(_ operand: SyntaxTree.Index, _ walk: Walk) -> SyntaxTree.Index? {
        let node = stripConversions(operand)
        if walk.stepping != .apart { return node == walk.node ? node : nil }
        if variable(node) == walk.variable { return node }
        let terms = tree.children(of: node)
        guard tree[node].kind == CursorKind.binaryOperator, terms.count == 2, !tree.subtree(of: node).contains(where: { tree[$0].isFromMacro }),
            ["+", "-"].contains(binaryOperator(node, in: tree, text)), variable(stripConversions(terms[0])) == walk.variable,
            constantValue(tree[terms[1]].cursor) != nil
        else { return nil }
        return node
    }

    /// A `do` has a turn before it asks, so that its index may begin where others have ended.
    func requireBeginning(of walk: Walk, _ comparison: Comparison, _ head: LoopHead) throws {
        guard head.shape == .do, walk.stepping == .apart else { return }
        if comparison.relation == .notEqual { throw NotCounted(why: "\(walk.name) may begin at its bound, which a `do` steps over") }
        if signedWraps { throw NotCounted(why: "\(walk.name) may begin behind its bound and wrap round") }
    }

    private func domain(_ type: CXType) throws -> Counted.Domain {
        if let integer = IntegerType(type), integer.isPromoted {
            return .integer(type: integer.name, unsigned: integer.unsignedName, isSigned: integer.isSigned)
        }
        // CXType_Pointer, to an object of a size the compiler knows. Void has size 1 here and is no object.
        let pointee = clang_getCanonicalType(clang_getPointeeType(type))
        if type.kind == 101, pointee.kind != 2 /* void */, clang_Type_getSizeOf(pointee) > 0 {
            return .pointer
        }
        throw NotCounted(why: "it compares values that are neither integers nor pointers to objects")
    }

    func isConverted(_ type: CXType, in domain: Counted.Domain, _ walk: Walk) -> Bool {
        switch domain {
        case .integer(let name, _, _): IntegerType(type)?.name != name
        case .pointer: take(clang_getTypeSpelling(type)) != take(clang_getTypeSpelling(walk.type))
        }
    }

    /// The index's type must hold every value up to the bound, or the loop may turn for ever in one strip.
    func requireWidth(
        of walk: Walk, _ relation: Counted.Relation, _ domain: Counted.Domain, _ head: LoopHead, bound: Int64?
    ) throws {
        guard case .integer(let name, _, let domainIsSigned) = domain else { return }
        guard let index = IntegerType(walk.type), let common = IntegerType.named(name) else {
            throw NotCounted(why: "\(walk.name) is no integer")
        }
        // What falls below zero compares as a large number, so that the loop goes on to where the index turns round; in the wider
        // type that it is compared in, no end of a strip is there.
        if index.isSigned, !domainIsSigned, !walk.isRising, index.bytes < common.bytes, !index.isPromoted || signedWraps {
            throw NotCounted(why: "\(walk.name) may fall below zero, which compares as large")
        }
        if let bound, walk.variableStep == nil, index.holds(bound, overshoot: overshoot(of: walk, relation)) {
            // With `!=` it may also start behind the bound and come round to it.
            if relation != .notEqual || trips(of: head) != .unknown { return }
        }
        let fits: Bool
        if !index.isSigned {
            fits = index.bytes == common.bytes && !domainIsSigned
        } else if signedWraps {
            // An inclusive bound is counted to, so that turning round does no harm.
            let isInclusive = relation == .lessEqual || relation == .greaterEqual
            fits = index.bytes == common.bytes && domainIsSigned && (walk.step == 1 || isInclusive)
        } else {
            // Overflow of a signed index is undefined, so it never turns round.
            fits = true
        }
        if !fits || !index.isPromoted {
            throw NotCounted(why: "\(walk.name) may wrap round before it reaches the bound")
        }
    }

    /// How far past the bound the index may come to rest.
    func overshoot(of walk: Walk, _ relation: Counted.Relation) -> Int64 {
        let isInclusive = relation == .lessEqual || relation == .greaterEqual
        let far = Int64(clamping: isInclusive ? walk.step : walk.step - 1)
        return walk.isRising ? far : -far
    }

    func requireInvariant(_ bound: SyntaxTree.Index, in head: LoopHead) throws {
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
                CursorKind.cast, CursorKind.sizeOf, CursorKind.staticCast, CursorKind.functionalCast,
                CursorKind.booleanLiteral, CursorKind.this:
                break
            case CursorKind.unexposedExpression:
                guard tree.isImplicitConversion(i) else {
                    throw NotCounted(why: "its bound is no plain value")
                }
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
                guard target.kind == CursorKind.variable || target.kind == CursorKind.parameter else {
                    // A structured binding may stand for memory.
                    if target.kind == CursorKind.unexposedDeclaration {
                        throw NotCounted(why: "its bound is no plain value")
                    }
                    break
                }
                let variable = Variable(target)
                if uses.changes(variable, in: body) || uses.changes(variable, in: increment) {
                    throw NotCounted(why: "the loop changes its bound")
                }
                let isLocal =
                    clang_getCursorLinkage(target) == 1 && !uses.isExposed(variable)
                    && !clang_getCursorType(target).isReference
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
            case CursorKind.call, CursorKind.assembly, CursorKind.message, CursorKind.new, CursorKind.delete:
                return true
            case CursorKind.unexposedExpression: return !tree.isImplicitConversion(i)
            case CursorKind.compoundAssignment, CursorKind.binaryOperator, CursorKind.unaryOperator:
                let op =
                    tree[i].kind == CursorKind.unaryOperator
                    ? unaryOperator(i, in: tree, text) : binaryOperator(i, in: tree, text)
                guard
                    op == "=" || op == "++" || op == "--" || op.isEmpty
                        || tree[i].kind == CursorKind.compoundAssignment
                else { return false }
                guard let target = tree.children(of: i).first.map(stripConversions),
                    let variable = variable(target)
                else { return true }
                let declaration = clang_getCursorReferenced(tree[target].cursor)
                let type = clang_getCursorType(declaration)
                return clang_getCursorLinkage(declaration) != 1 || uses.isExposed(variable)
                    || type.isReference
                    || type.isDependent
            default: return false
            }
        }
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

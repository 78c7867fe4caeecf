// Recognises loops whose index walks by a constant step to a bound that the loop leaves alone.
//
// Only these can be cut into strips by insertions alone, and only where the strip runs the very same turns:
// the bound is read once a strip instead of once a turn, so nothing in the body may change it.

import CLibClang
import Planning

struct CountedLoops {
    let tree: SyntaxTree
    let text: CText
    let uses: VariableUses
    /// Signed arithmetic turns round instead of overflowing (`-fwrapv`).
    let signedWraps: Bool
    let isCxx: Bool

    /// Why a loop is not counted, as a clause that completes "the number of turns is not known (...)".
    struct NotCounted: Error { let why: String }

    /// The most turns the loop can take: by constants, or by what its index and bound can be (`ValueRanges`).
    func trips(of head: LoopHead) -> Loop.Trips {
        guard let walk = try? walk(of: head), walk.variableStep == nil, let start = startRange(of: walk, head),
            let comparison = try? comparison(of: head, walk), comparison.isOfIndex, walk.stepping == .apart,
            case .integer(let common, _, _) = comparison.domain, let bound = comparison.bound.flatMap({ range(of: $0) }),
            head.increment == nil || !uses.changes(walk.variable, in: tree.subtree(of: head.body)),
            (try? requirePlain(head.body)) != nil
        else { return .unknown }
        let relation = comparison.relation
        let isKnown = start.lowerBound == start.upperBound && bound.lowerBound == bound.upperBound
        let (first, last) = walk.isRising ? (start.lowerBound, bound.upperBound) : (start.upperBound, bound.lowerBound)
        // In the index's own type, and in the one they are compared in, where what is negative may be large.
        for type in [IntegerType(walk.type), IntegerType.named(common)] {
            guard let type, type.holds(last, overshoot: overshoot(of: walk, relation)),
                [start.lowerBound, start.upperBound, bound.lowerBound, bound.upperBound].allSatisfy({ type.holds($0, overshoot: 0) })
            else { return .unknown }
        }
        let distance = walk.isRising ? last.subtractingReportingOverflow(first) : first.subtractingReportingOverflow(last)
        guard !distance.overflow else { return .unknown }
        guard distance.partialValue >= 0 else { return relation == .notEqual ? .unknown : .atMost(0) }
        let d = UInt64(distance.partialValue)
        let most: UInt64
        switch relation {
        case .less, .greater: most = (d + walk.step - 1) / walk.step
        case .lessEqual, .greaterEqual: most = d / walk.step + 1
        case .notEqual:
            guard isKnown, d % walk.step == 0 else { return .unknown }
            most = d / walk.step
        }
        return isKnown ? .atMost(most) : most <= Self.few ? .possibly(most) : .unknown
    }

    /// Of more, types and masks say too little to be worth a proof.
    private static let few: UInt64 = 1024

    func counting(of loop: SyntaxTree.Index, _ head: LoopHead, afterBody: Int?) -> Loop.Counting {
        do {
            return .counted(try counted(loop, head, afterBody))
        } catch let refusal as NotCounted {
            return refusal.why == Self.isStrip.why ? .strip : .not(because: refusal.why)
        } catch {
            return .not(because: "\(error)")
        }
    }

    private static let isStrip = NotCounted(why: "a strip")

    private func counted(_ loop: SyntaxTree.Index, _ head: LoopHead, _ afterBody: Int?) throws -> Counted {
        // Before all else: a strip may convert its index, or test it by `!=` where it walks in longer steps.
        if let end = head.condition.flatMap({ tree.children(of: stripConversions($0)).last }),
            text.string(tree[end].range) == stripEndName
        {
            throw Self.isStrip
        }
        let walk = try walk(of: head)
        let comparison = try comparison(of: head, walk)
        let (relation, domain) = (comparison.relation, comparison.domain)
        switch text.preface(from: tree.gap(before: loop), before: tree[loop].start) {
        case .pragma(let pragma):
            throw NotCounted(why: "a #pragma \(pragma) applies to this loop as it stands")
        case .macro(let name): throw NotCounted(why: "the macro \(name) before it may hold a #pragma")
        case nil: break
        }
        guard let afterBody else { throw NotCounted(why: "the end of its body was not found") }
        let body = tree.subtree(of: head.body)
        if head.increment != nil, walk.stepping == .apart, uses.changes(walk.variable, in: body) {
            throw NotCounted(why: "the body changes the index \(walk.name)")
        }
        if let bound = comparison.bound { try requireInvariant(bound, in: head) }
        try requireWidth(of: walk, relation, domain, head, bound: comparison.bound.map { constantValue(tree[$0].cursor) } ?? 0)
        let variableStep = try variableStep(of: walk, domain, in: head)
        try requirePlain(head.body)
        try requireBeginning(of: walk, comparison, head)
        let boundType = comparison.bound.map { clang_getCanonicalType(clang_getCursorType(tree[stripConversions($0)].cursor)) }
        let isBare = tree[head.body].kind != CursorKind.compound && head.shape != .do
        var counted = Counted(
            index: comparison.isOfIndex ? walk.name : "(" + text.string(tree[comparison.index].range) + ")",
            bound: comparison.bound.map { text.string(tree[$0].range) } ?? "0",
            indexIsConverted: isConverted(walk.type, in: domain, walk),
            boundIsConverted: boundType.map { isConverted($0, in: domain, walk) } ?? false, relation: relation, domain: domain,
            step: walk.step, isRising: walk.isRising, longestStrip: UInt64(Int32.max) / 2 / walk.step,
            shape: head.shape, stepping: walk.stepping, opening: head.opening,
            bareBody: isBare ? text.start(from: tree.gap(before: head.body), of: tree[head.body].start) : nil,
            afterBody: afterBody)
        counted.variableStep = variableStep
        if isCxx { counted.conversion = .staticCast }
        return counted
    }

    /// A label would let a jump into the middle of a strip; an outer `case` is such a label.
    func requirePlain(_ body: SyntaxTree.Index) throws {
        for i in tree.subtree(of: body) {
            switch tree[i].kind {
            case CursorKind.label: throw NotCounted(why: "its body holds a label")
            case CursorKind.caseStatement, CursorKind.defaultStatement:
                var outer = tree[i].parent
                while outer > body, tree[outer].kind != CursorKind.switchStatement {
                    outer = tree[outer].parent
                }
                if tree[outer].kind != CursorKind.switchStatement {
                    throw NotCounted(why: "its body holds a case of a switch around it")
                }
            default: break
            }
        }
    }

    // MARK: Reading the tree

    func variable(_ i: SyntaxTree.Index) -> Variable? {
        guard tree[i].kind == CursorKind.declarationReference else { return nil }
        let target = clang_getCursorReferenced(tree[i].cursor)
        guard target.kind == CursorKind.variable || target.kind == CursorKind.parameter else { return nil }
        return Variable(target)
    }

    func stripConversions(_ i: SyntaxTree.Index) -> SyntaxTree.Index {
        var node = i
        while tree[node].kind == CursorKind.parentheses || tree.isImplicitConversion(node) {
            node = tree[node].firstChild
        }
        return node
    }
}

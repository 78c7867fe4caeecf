// What in the source says that a loop's bound is small: it comes from a byte or a short, is a power of two that the function
// itself makes (the size of a table), or the lesser of something and a constant.
//
// As all of `LoopExtents` this is a guess, and no plan rests on it. Rejected: following a bound into what calls the function,
// which another file may do.

import CLibClang
import Planning

extension CountedLoops {
    /// What is known of a bound by what it is or by the values that its variable is given; `nil` when nothing is.
    func smallExtent(ofBound bound: SyntaxTree.Index) -> Loop.Extent? {
        let node = stripConversions(bound)
        if let extent = smallExtent(ofValue: node) { return extent }
        guard let variable = variable(node) else { return nil }
        return uses.values(of: variable, in: tree).lazy.compactMap { smallExtent(ofValue: stripConversions($0)) }.first
    }

    private func smallExtent(ofValue value: SyntaxTree.Index) -> Loop.Extent? {
        if let constant = constantAboveIt(value) { return .few(constant) }
        // What a structure or an array holds in so little room; a variable may be a bit of anything.
        let isStored = tree[value].kind == CursorKind.memberReference || tree[value].kind == CursorKind.subscriptExpression
        if isStored, let integer = IntegerType(clang_getCanonicalType(clang_getCursorType(tree[value].cursor))), integer.bytes < 4 {
            return .things
        }
        return tree.subtree(of: value).contains(where: isPowerOfTwo) ? .things : nil
    }

    /// `1 << n`
    private func isPowerOfTwo(_ i: SyntaxTree.Index) -> Bool {
        guard tree[i].kind == CursorKind.binaryOperator, binaryOperator(i, in: tree, text) == "<<",
            let base = tree.children(of: i).first
        else { return false }
        var node = stripConversions(base)
        while tree[node].kind == CursorKind.cast, let value = tree.children(of: node).last { node = stripConversions(value) }
        return constantValue(tree[node].cursor) == 1 && constantValue(tree[i].cursor) == nil
    }

    /// Of `n > 5 ? 5 : n` and `n < 5 ? n : 5` the constant.
    private func constantAboveIt(_ i: SyntaxTree.Index) -> UInt64? {
        guard tree[i].kind == CursorKind.conditional else { return nil }
        let parts = tree.children(of: i).map(stripConversions)
        guard parts.count == 3, tree[parts[0]].kind == CursorKind.binaryOperator,
            let relation = Counted.Relation(rawValue: binaryOperator(parts[0], in: tree, text)), relation != .notEqual
        else { return nil }
        let sides = tree.children(of: parts[0]).map { constantValue(tree[stripConversions($0)].cursor) }
        let ways = parts[1...].map { constantValue(tree[$0].cursor) }
        guard sides.count == 2, (sides[0] == nil) != (sides[1] == nil), (ways[0] == nil) != (ways[1] == nil),
            let constant = ways[0] ?? ways[1], constant > 0
        else { return nil }
        let isBelow = (sides[1] != nil) == relation.isRising
        return isBelow == (ways[1] != nil) ? UInt64(constant) : nil
    }
}

// Loops over a range: `for (x : range)` of C++ and `for (x in collection)` of Objective-C.
//
// Not cut into strips: the iterator has no name that text could use. (libstdc++'s `__begin` is not one.)

import CLibClang
import Planning

extension FunctionLowering {
    func rangeLoop(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        guard let body = children.last, children.count >= 2 else { return .empty }
        let range = children[children.count - 2]
        let type = clang_getCursorType(tree[range].cursor)
        let isRangeFor = tree[i].kind == CursorKind.rangeFor
        let continues = hasContinue(body) || holdsLabel(body)
        var loop = Loop(
            keyword: "for", place: place(of: i),
            head: sequence(
                [.cost(CostModel.cost(of: .jump))] + children.dropLast(2).map(region) + [
                    step(i, type, isRangeFor)
                ]),
            body: region(body), continues: continues, latch: nil, trips: trips(over: range, type),
            counting: .not(because: isRangeFor ? "it walks over a range" : "it walks over a collection"))
        if let reason = quietReason(at: i) ?? lockedReason(at: i) {
            loop.refusal = reason
        } else if !text.hasWord("for", at: tree[i].start) || tree[i].startsInMacro {
            loop.refusal = macro(at: i)
        } else {
            loop.latch = continues ? startOrPrefix(body) : endOrPrefix(body)
            if loop.latch == nil { loop.refusal = .fromMacro("in its body") }
        }
        let hidden =
            isRangeFor && text.hidesInitializer(tree[i]) ? [direct("the initialiser of a loop", at: i)] : []
        return sequence(hidden + [region(range), .loop(loop)])
    }

    /// To the next element: nothing for arrays and the library's own containers.
    private func step(_ i: SyntaxTree.Index, _ range: CXType, _ isRangeFor: Bool) -> Region {
        if !isRangeFor { return .call(Call(callee: .pointer, place: place(of: i))) }
        let type = range.canonical.isReference ? clang_getPointeeType(range.canonical) : range
        if type.isArray || CxxLibrary.isPlainRange(type) { return .cost(CostModel.cost(of: .memory)) }
        return direct(
            type.isDependent ? "it depends on template arguments" : "the iterator of its range", at: i)
    }

    private func trips(over range: SyntaxTree.Index, _ type: CXType) -> Loop.Trips {
        let type = type.canonical.isReference ? clang_getPointeeType(type.canonical) : type.canonical
        let size = type.isKind(TypeKind.constantArray) ? clang_getArraySize(type) : -1
        return size >= 0 ? .atMost(UInt64(size)) : .unknown
    }
}

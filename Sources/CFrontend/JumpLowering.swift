// Jumps that can close a cycle, and the labels where computed jumps land.

import CLibClang
import Planning

extension FunctionLowering {
    /// Not nothing: a way that leaves passes no check that follows.
    var leaving: Region { .cost(CostModel.cost(of: .branch)) }

    func jump(_ i: SyntaxTree.Index, isChecked: Bool) -> Region {
        let target = tree.children(of: i).first.map { take(clang_getCursorSpelling(tree[$0].cursor)) } ?? ""
        guard (labels[target] ?? []).contains(where: { $0 <= tree[i].start }) else { return leaving }
        var jump = Jump(.backward, spelling: "goto \(target)", place: place(of: i))
        if isChecked {
            jump.refusal = .alreadyChecked
        } else if text.hasWord("goto", at: tree[i].start), !tree[i].isFromMacro, let end = end(of: i) {
            jump.site = Site(offset: tree[i].start, form: .around(end: end))
        } else {
            jump.refusal = macro(at: i)
        }
        return .jump(jump)
    }

    func computedJump(_ i: SyntaxTree.Index) -> Region {
        let jump = Jump(
            .computed, spelling: "goto *", place: place(of: i),
            refusal: landings.isEmpty
                ? .notUnderstood("a computed jump to labels of another function") : .landsOnCheck)
        return sequence(tree.children(of: i).map(region) + [.jump(jump)])
    }

    func landing(_ i: SyntaxTree.Index) -> Region {
        let name = take(clang_getCursorSpelling(tree[i].cursor))
        guard landings.contains(name), let statement = tree.children(of: i).last else {
            return sequence(tree.children(of: i).map(region))
        }
        let inside = region(statement)
        var landing = Jump(.landing, spelling: "\(name):", place: place(of: i))
        if inside.beginsWithCheck {
            landing.refusal = .alreadyChecked
        } else if tree[i].isFromMacro || tree[statement].isFromMacro {
            landing.refusal = macro(at: i)
        } else {
            // A label that is the whole body of an `if` holds one statement.
            let isInBlock = tree[tree[i].parent].kind == CursorKind.compound
            landing.site = Site(offset: tree[statement].start, form: isInBlock ? .statement : .prefix)
        }
        return sequence([.jump(landing), inside])
    }

    func macro(at i: SyntaxTree.Index) -> Reason {
        .fromMacro(text.word(at: tree[i].start).map(String.init) ?? "that makes it")
    }

    func assembly(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        let cost = work(.assembly, children)
        guard text.string(tree[i].range).prefix(64).contains("goto"),
            labels.values.joined().contains(where: { $0 < tree[i].start })
        else { return cost }
        let jump = Jump(
            .computed, spelling: "asm goto", place: place(of: i),
            refusal: .notUnderstood("asm goto with a label before it"))
        return sequence([cost, .jump(jump)])
    }
}

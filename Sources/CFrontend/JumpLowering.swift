// Jumps that can close a cycle, and the labels where computed jumps land.

import CLibClang
import Planning

extension FunctionLowering {
    func leaving(_ exit: Region.Exit) -> Region {
        sequence([.cost(CostModel.cost(of: .jump)), .leave(exit)])
    }

    func jump(_ i: SyntaxTree.Index, isChecked: Bool) -> Region {
        let target = tree.children(of: i).first.map { take(clang_getCursorSpelling(tree[$0].cursor)) } ?? ""
        guard (labels[target] ?? []).contains(where: { $0 < i }) else { return leaving(.label(target)) }
        var jump = Jump(.backward, spelling: "goto \(target)", place: place(of: i))
        if let reason = quietReason(at: i) {
            jump.refusal = reason
            jump.site = macros.site(of: i)
        } else if isChecked || followsCheck(i) {
            jump.refusal = .alreadyChecked
        } else if let site = macros.site(of: i) {
            jump.site = site
        } else if let reason = elsewhere(i) {
            jump.refusal = reason
        } else if text.hasWord("goto", at: tree[i].start), !tree[i].isFromMacro, let end = end(of: i) {
            jump.site = Site(offset: tree[i].start, form: .around(end: end))
        } else {
            jump.refusal = macro(at: i)
        }
        return .jump(jump)
    }

    /// `while (check, 1) goto label;`, as it is written where the end of the jump is not at hand.
    private func followsCheck(_ i: SyntaxTree.Index) -> Bool {
        let parent = tree[i].parent
        guard tree[parent].kind == CursorKind.whileLoop else { return false }
        return region(tree[parent].firstChild).beginsWithCheck
    }

    /// Why nothing is inserted into a piece that the function draws in from another file: it may be drawn in elsewhere.
    func elsewhere(_ i: SyntaxTree.Index) -> Reason? {
        file.contains(tree[i].start) && tree[i].end <= file.upperBound
            ? nil : .notUnderstood("a part of this function that stands in a file it includes")
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
            return sequence([.target(.label(name))] + tree.children(of: i).map(region))
        }
        let inside = region(statement)
        var landing = Jump(.landing, spelling: "\(name):", place: place(of: i))
        if let reason = quietReason(at: i) {
            landing.refusal = reason
        } else if inside.beginsWithCheck {
            landing.refusal = .alreadyChecked
        } else if let reason = elsewhere(statement) {
            landing.refusal = reason
        } else if tree[statement].startsInMacro {
            landing.refusal = macro(at: i)
        } else {
            // A label that is the whole body of an `if` holds one statement.
            let isInBlock = tree[tree[i].parent].kind == CursorKind.compound
            landing.site = Site(offset: tree[statement].start, form: isInBlock ? .statement : .prefix)
        }
        return sequence([.target(.label(name)), .jump(landing), inside])
    }

    /// Why a loop or jump that a macro makes has no check: by which macro and, if it is the source's, where that is.
    func macro(at i: SyntaxTree.Index) -> Reason {
        let site = macros.sites[i]
        guard let name = site?.macro ?? text.word(at: tree[i].start).map(String.init) else {
            return .fromMacro("that makes it")
        }
        let place = macros.definitions[name].map { ", defined at \($0)" } ?? ""
        return .fromMacro(name + place + (site == nil ? "" : ", which also puts it where no check may stand"))
    }

    /// Assembly: its own loops cannot be checked, and where an `asm goto` may go back to, a check stands at the label.
    func assembly(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        var parts = [work(.assembly, children)]
        func add(_ spelling: String, _ refusal: Reason) {
            let jump = Jump(
                .computed, spelling: spelling, place: place(of: i), refusal: quietReason(at: i) ?? refusal)
            parts.append(.jump(jump))
        }
        let range = tree[i].range
        let targets = text.labels(ofAssembly: range)
        if targets.contains(where: landings.contains) { add("asm goto", .landsOnCheck) }
        parts.append(.branch(targets.filter { !landings.contains($0) }.map { .leave(.label($0)) }))
        if tree[i].isFromMacro {
            // Its text is not at hand.
        } else if text.assemblyTurns(range) {
            add("asm", .notUnderstood("a loop inside assembly"))
        }
        return sequence(parts)
    }
}

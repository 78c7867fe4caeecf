// The statements that a function begins with and that return at once: behind them the check of its entry may stand
// (`LateEntry`).

import CLibClang
import Planning

extension FunctionLowering {
    /// Between an `if` without an `else` and the next statement, where no directive decides what is compiled.
    func site(behind statement: SyntaxTree.Index, before next: SyntaxTree.Index) -> Site? {
        guard tree[statement].kind == CursorKind.ifStatement, let end = end(of: statement) else { return nil }
        let start = tree[next].start
        guard !tree[next].isFromMacro, text.skipTrivia(end) == start, !text.hasWord("else", at: start), isOpen(from: statement, to: start)
        else { return nil }
        return Site(offset: start, form: .statement)
    }

    /// The one value that a body returns.
    func value(of statements: [SyntaxTree.Index]) -> SyntaxTree.Index? {
        guard statements.count == 1, tree[statements[0]].kind == CursorKind.returnStatement else { return nil }
        return tree.children(of: statements[0]).first.map(loops.stripConversions)
    }

    /// `condition ? value : ⟦(cede_check(), ⟧value⟦)⟧`, when it is the value of a whole function.
    func choice(_ parts: [SyntaxTree.Index]) -> Region {
        let start = [.cost(CostModel.cost(of: .branch)), region(parts[0])]
        let (short, long) = (region(parts[1]), region(parts[2]))
        let last = tree[parts[2]]
        guard (start + [short]).allSatisfy(\.isStraight), !last.isFromMacro, !last.range.isEmpty,
            text.skipTrivia(text.skipTrivia(tree[parts[1]].end) + 1) == last.start, isOpen(from: parts[0], to: last.end)
        else { return sequence(start + [.branch([short, long])]) }
        behindGuards = Site(offset: last.start, form: .value(end: last.end))
        return sequence(start + [.branch([short, sequence([.entry, long])])])
    }

    /// A check may stand anywhere there.
    private func isOpen(from first: SyntaxTree.Index, to end: Int) -> Bool {
        let start = tree[tree[first].parent].start
        return start < end && !text.holdsDirective(start..<end) && !quiet.contains { $0.bytes.overlaps(start..<end + 1) }
    }
}

extension CText {
    /// One that is no line marker.
    fileprivate func holdsDirective(_ range: Range<Int>) -> Bool {
        range.contains { i in
            guard hasByte("#", at: i), isFirstOnLine(i) else { return false }
            let word = word(at: skipTrivia(i + 1, directives: false)) ?? ""
            return word != "line" && Int(word) == nil
        }
    }
}

// `__attribute__((cleanup(f)))`: a call of f that no call expression shows. libclang shows the attribute, and its text
// the name.

import CLibClang
import Planning

extension FunctionLowering {
    /// The calls that a variable's attributes stand for, made where it goes.
    func cleanups(_ children: [SyntaxTree.Index]) -> [Region] {
        if functions.language.isCxx { return [] }
        return children.compactMap { i in
            guard tree[i].kind == CursorKind.attribute, !tree[i].isFromMacro,
                let name = text.cleanup(at: tree[i].start)
            else { return nil }
            // What it means to the C library, unless this file defines it.
            return sequence([.cost(CostModel.cost(of: .call)), direct(name, isSystem: true, at: i)])
        }
    }
}

extension CText {
    /// The function that a cleanup attribute names.
    fileprivate func cleanup(at start: Int) -> String? {
        guard let word = word(at: start), word == "cleanup" || word == "__cleanup__" else { return nil }
        let open = skipTrivia(endOfToken(start))
        return hasByte("(", at: open) ? self.word(at: skipTrivia(open + 1)).map(String.init) : nil
    }
}

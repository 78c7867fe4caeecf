// Where setjmp returns: a longjmp comes back there, which closes a cycle that no loop spells.
//
// C allows setjmp in few places and nothing may be wrapped around it, so the check stands behind the statement that
// calls it or, where its value decides, at the start of each way. Rejected: a check before each longjmp, which is
// often in a library, or in a function that never returns.

import CLibClang
import Planning

extension FunctionLowering {
    static let returningTwice: Set<String> = [
        "setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "__sigsetjmp_cancel", "__builtin_setjmp", "_setjmpex", "savectx",
    ]

    /// The landings of the calls of setjmp in a statement of a block, and no longer owed.
    func landings(behind statement: SyntaxTree.Index) -> [Region] {
        defer { returnPoints = [] }
        guard let call = returnPoints.last else { return [] }
        var inner = statement
        while tree[inner].kind == CursorKind.label, let next = tree.children(of: inner).last { inner = next }
        let parts = tree.children(of: inner)
        let isInHead = parts.first.map { tree.subtree(of: $0).contains(call) } ?? false
        switch tree[inner].kind {
        case CursorKind.returnStatement: return []
        case CursorKind.ifStatement where isInHead:
            let ways = parts.dropFirst().map { landing(of: call, at: startOrPrefix($0), before: region($0)) }
            return parts.count == 3 ? ways : ways + [landing(of: call, behind: statement)]
        case CursorKind.switchStatement where isInHead:
            let cases = tree.subtree(of: inner).filter {
                (tree[$0].kind == CursorKind.caseStatement || tree[$0].kind == CursorKind.defaultStatement)
                    && tree.switchStatement(around: $0) == inner
            }
            let ways = cases.compactMap { self.landing(of: call, atCase: $0) }
            let hasDefault = cases.contains { tree[$0].kind == CursorKind.defaultStatement }
            return hasDefault ? ways : ways + [landing(of: call, behind: statement)]
        case let kind where CursorKind.isLoop(kind):
            // What is in the body is on a way round the loop, which has a check of its own.
            let isInBody = tree.subtree(of: kind == CursorKind.doLoop ? parts[0] : parts[parts.count - 1])
                .contains(call)
            return isInBody
                ? [] : [landing(of: call, refusal: .notUnderstood("setjmp in the head of a loop"))]
        default: return [landing(of: call, behind: statement)]
        }
    }

    private func landing(of call: SyntaxTree.Index, behind statement: SyntaxTree.Index) -> Region {
        guard let end = end(of: statement) ?? endOfExpansion(statement) else {
            return landing(of: call, refusal: macro(at: statement))
        }
        let isDeclaration = tree[statement].kind == CursorKind.declarationStatement
        return landing(
            of: call, at: Site(offset: end, form: isDeclaration ? .declaration : .statement), before: nil)
    }

    /// At the statement behind a case; of several cases in a row, at the last.
    private func landing(of call: SyntaxTree.Index, atCase label: SyntaxTree.Index) -> Region? {
        guard let statement = tree.children(of: label).last else { return nil }
        let kind = tree[statement].kind
        if kind == CursorKind.caseStatement || kind == CursorKind.defaultStatement { return nil }
        let isInBlock = tree[tree[label].parent].kind == CursorKind.compound
        let site =
            tree[statement].startsInMacro
            ? nil : Site(offset: tree[statement].start, form: isInBlock ? .statement : .prefix)
        return landing(of: call, at: site, before: region(statement))
    }

    private func landing(of call: SyntaxTree.Index, at site: Site?, before next: Region?) -> Region {
        let isChecked = next?.beginsWithCheck ?? false
        return landing(
            of: call, site: site,
            refusal: isChecked ? .alreadyChecked : site == nil ? .fromMacro("behind setjmp") : nil)
    }

    private func landing(of call: SyntaxTree.Index, site: Site? = nil, refusal: Reason?) -> Region {
        .jump(
            Jump(
                .longjmpLanding, spelling: "setjmp", place: place(of: call), site: site,
                refusal: quietReason(at: call) ?? refusal))
    }
}

// Which loops and jumps of a unit were spelled in which macro definition, found by the marks of `MacroSites`.

import CLibClang
import Planning

struct MacroLoops {
    /// By loop or jump; many share a site.
    private(set) var sites: [SyntaxTree.Index: MacroSite] = [:]
    /// Sites at which no check may stand, because some expansion allows none.
    private(set) var ruledOut: Set<MacroSite> = []
    /// Where the macros that spell loops are defined, for who must be told of one.
    let definitions: [String: Place]
    /// Macros whose definitions hold a pragma of OpenMP.
    private let openMP: Set<String>
    /// A keyword that strips are written with and that the source makes a macro of.
    let keyword: String?

    init(in tree: SyntaxTree, _ files: UnitText, _ unit: CXTranslationUnit, _ text: CText) {
        keyword = text.definitions.map(\.name).first(where: ["if", "else", "for", "while", "break"].contains)
        openMP = Set(text.definitions.filter { text.string($0.body).contains("\"omp ") }.map(\.name))
        definitions = Dictionary(
            files.sites.values.filter { !$0.isUse }.map { ($0.macro, $0.name) },
            uniquingKeysWith: { min($0, $1) }
        ).mapValues { files.place(of: $0, in: unit) }
        guard !files.sites.isEmpty else { return }
        for i in tree.nodes.indices where tree[i].kind == CursorKind.stringLiteral && tree[i].isFromMacro {
            let spelling = take(clang_getCursorSpelling(tree[i].cursor))
            guard let (number, isWhole) = MacroSite.number(ofMark: spelling), let site = files.sites[number]
            else { continue }
            if isWhole, let owner = Self.owner(ofMark: i, site.site.form, in: tree) {
                sites[owner] = site
            } else {
                ruledOut.insert(site)
            }
        }
    }

    /// The site of a loop or jump that is spelled in a definition, if all its expansions allow a check there.
    func site(of i: SyntaxTree.Index) -> Site? {
        sites[i].flatMap { ruledOut.contains($0) ? nil : $0.site }
    }

    /// Whether a loop is OpenMP's.
    func isOpenMP(_ preface: CText.Preface) -> Bool {
        switch preface {
        case .pragma(let word): word == "omp"
        case .macro(let name): openMP.contains(String(name))
        }
    }

    /// Whether a loop is no more than the mark before a jump.
    func isMark(_ loop: SyntaxTree.Index, in tree: SyntaxTree) -> Bool {
        sites[tree[loop].lastChild]?.site.form == .beforeJump
            && tree[tree[loop].lastChild].kind == CursorKind.gotoStatement
    }

    mutating func ruleOut(_ more: Set<MacroSite>) { ruledOut.formUnion(more) }

    /// The loop in whose head a mark stands, or the jump it stands before.
    private static func owner(
        ofMark mark: SyntaxTree.Index, _ form: Site.Form, in tree: SyntaxTree
    ) -> SyntaxTree.Index? {
        var i = mark
        while tree[tree[i].parent].kind == CursorKind.unexposedExpression { i = tree[i].parent }
        guard tree[tree[i].parent].kind == CursorKind.cast else { return nil }
        i = tree[i].parent
        let isLast = form == .increment(isEmpty: false)
        while tree[tree[i].parent].kind == CursorKind.binaryOperator,
            (isLast ? tree[tree[i].parent].lastChild : tree[tree[i].parent].firstChild) == i
        {
            i = tree[i].parent
        }
        let parent = tree[i].parent
        let children = tree.children(of: parent)
        switch (form, tree[parent].kind) {
        case (.increment, CursorKind.forLoop): return children.last == i ? nil : parent
        case (.condition, CursorKind.whileLoop): return children.first == i ? parent : nil
        case (.condition, CursorKind.doLoop): return children.last == i ? parent : nil
        case (.beforeJump, CursorKind.whileLoop):
            guard children.count == 2, tree[children[1]].kind == CursorKind.gotoStatement else { return nil }
            return children[1]
        case (.around, CursorKind.compound):
            guard children.count == 2, tree[children[1]].kind == CursorKind.gotoStatement else { return nil }
            return children[1]
        default: return nil
        }
    }
}

// Where a file may declare the check: at file scope, before any code, and in a part that is compiled.
//
// That is before its first declaration or, if that is compiled on a condition, before the next that is not: a source
// may be rewritten before it is configured.

struct PreludePlace {
    let tree: SyntaxTree
    let text: CText
    let quiet: NoYieldComments
    /// Where functions with a body begin.
    let definitions: [Int]

    static let isMissing =
        "the check can be declared nowhere (the source includes itself?); cede cc rewrites what the preprocessor leaves"

    func offset(in file: Range<Int>) -> Int? {
        let roots = tree.roots.map { tree[$0] }.filter { file.contains($0.start) }
        guard !roots.isEmpty else {
            // A source that is all directives declares at its end what the files it includes need.
            return file.last.map { text.hasByte("\n", at: $0) } ?? false ? file.upperBound : nil
        }
        let limit = definitions.filter(file.contains).min() ?? file.upperBound
        let candidates = roots.prefix { $0.start <= limit }
        let conditions = text.conditions(in: file, at: candidates.map(\.start))
        guard let depth = conditions.map(\.depth).min(),
            let chosen = conditions.firstIndex(where: { $0.depth == depth })
        else { return nil }
        let bom = text.bytes[file].starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let before =
            chosen > 0 ? text.endOfDeclaration(from: candidates[chosen - 1].end) + 1 : file.lowerBound + bom
        let start = max(before, conditions[chosen].endOfDirective)
        let offset = text.skipTrivia(start)
        guard offset <= candidates[chosen].start else { return nil }
        // A comment that means the function must stay in front of it.
        return quiet.first(in: start..<max(start, offset)) ?? offset
    }
}

extension CText {
    /// At each of some offsets, in order: how many `#if` are open, and where the last directive before it ends.
    fileprivate func conditions(in range: Range<Int>, at offsets: [Int]) -> [(
        depth: Int, endOfDirective: Int
    )] {
        var result: [(depth: Int, endOfDirective: Int)] = []
        var depth = 0
        var end = range.lowerBound
        var i = range.lowerBound
        while result.count < offsets.count {
            i = skipTrivia(i, directives: false)
            while result.count < offsets.count, i >= offsets[result.count] { result.append((depth, end)) }
            guard i < range.upperBound else { break }
            if hasByte("#", at: i), isFirstOnLine(i) {
                let name = word(at: skipTrivia(i + 1, directives: false)) ?? ""
                depth += name.hasPrefix("if") ? 1 : name == "endif" ? -1 : 0
                i = endOfDirective(i)
                end = i
            } else {
                i = endOfToken(i)
            }
        }
        return result
    }
}

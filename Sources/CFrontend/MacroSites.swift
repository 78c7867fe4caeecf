// Where checks may stand in macro definitions: in the head of a loop that a `#define` spells, before a jump. The same
// for what is passed to a macro.
//
// Only a compiler knows whether what a definition spells becomes a loop, and libclang (before 21) does not say which
// definition a loop was spelled in. So each place gets a mark, an expression that does nothing, before the source is
// parsed; the mark that turns up in a loop's head names the loop's place, and one that turns up anywhere else (in a
// string, say) rules its place out. Nothing is assumed of a macro that is not seen expanded.
//
// Rejected: editing where the macro is used, which is no place for a loop that stands in it whole.

import Planning

/// A place in a definition.
struct MacroSite: Hashable {
    /// The macro, and where its name stands: in its definition or, if something passed to it is meant, where it is used.
    var macro: String
    var name: Int
    var isUse: Bool
    var site: Site

    /// What is inserted there to find it again; the forms are those of the check.
    func mark(_ number: Int) -> [(offset: Int, text: String)] {
        let mark = "(void)\"\(Self.markPrefix)\(number)\""
        switch site.form {
        case .increment(let isEmpty): return [(site.offset, isEmpty ? " \(mark)" : ", \(mark)")]
        case .condition: return [(site.offset, "\(mark), ")]
        case .around(let end): return [(site.offset, "{ \(mark); "), (end, " }")]
        default: return [(site.offset, "while (\(mark), 1) ")]
        }
    }

    func moved(by distance: Int) -> MacroSite {
        var moved = self
        moved.name += distance
        moved.site = site.moved(by: distance)
        return moved
    }

    static let markPrefix = "__cede_mark_"

    /// The number of a mark, from the spelling of a string literal that may be one.
    static func number(ofMark literal: String) -> (number: Int, isWhole: Bool)? {
        guard let start = literal.firstRange(of: markPrefix) else { return nil }
        let digits = literal[start.upperBound...].prefix { $0.isASCII && $0.isNumber }
        return Int(digits).map { ($0, literal == "\"\(markPrefix)\($0)\"") }
    }

    /// The places that the definitions of a text offer, in order.
    static func all(in text: CText) -> [MacroSite] {
        text.definitions.flatMap { sites(in: $0.body, of: $0.name, at: $0.nameOffset, isUse: false, text) }
    }

    /// The places that the use of a macro offers, for loops among its arguments.
    static func all(inUse start: Int, _ text: CText) -> [MacroSite] {
        guard let name = text.word(at: start), let use = text.macroUse(at: start) else { return [] }
        return sites(in: use, of: String(name), at: start, isUse: true, text)
    }

    private static func sites(
        in range: Range<Int>, of macro: String, at name: Int, isUse: Bool, _ text: CText
    ) -> [MacroSite] {
        var sites: [MacroSite] = []
        func add(_ offset: Int, _ form: Site.Form) {
            sites.append(
                MacroSite(macro: macro, name: name, isUse: isUse, site: Site(offset: offset, form: form)))
        }
        let end = range.upperBound
        var i = text.skipTrivia(range.lowerBound, directives: false)
        while i < end {
            let next = text.endOfToken(i)
            let behind = text.skipTrivia(next, directives: false)
            switch text.word(at: i) {
            case "for":
                if let (semicolons, close) = text.parentheses(openAt: behind), close < end,
                    semicolons.count == 2
                {
                    let isEmpty = text.skipTrivia(semicolons[1] + 1, directives: false) == close
                    add(close, .increment(isEmpty: isEmpty))
                }
            case "while":
                // `while (0)` ends a block in disguise.
                if let close = text.parentheses(openAt: behind)?.close, close < end,
                    text.operatorText(from: behind + 1, to: close) != "0"
                {
                    add(behind + 1, .condition)
                }
            case "goto":
                // What was rewritten before has its check here.
                guard behind < end, text.word(at: behind) != nil, !text.string(range.lowerBound..<i).isChecked
                else { break }
                let semicolon = text.skipTrivia(text.endOfToken(behind), directives: false)
                let isWhole = semicolon < end && text.hasByte(";", at: semicolon)
                add(i, isWhole ? .around(end: semicolon + 1) : .beforeJump)
            default: break
            }
            i = behind
        }
        return sites
    }
}

extension String {
    /// Ends in a check, as it is written before a jump.
    fileprivate var isChecked: Bool {
        hasSuffix("{ \(checkName)(); ") || hasSuffix("while (\(checkName)(), 1) ")
    }
}

extension CText {
    /// The name of a macro that is used at `start`, and what it is given.
    func macroUse(at start: Int) -> Range<Int>? {
        parentheses(openAt: skipTrivia(endOfToken(start))).map { start..<$0.close }
    }

    struct Definition {
        var name: String
        var nameOffset: Int
        /// What the macro is replaced by.
        var body: Range<Int>
    }

    /// The `#define` lines of a text, also those that are not compiled.
    var definitions: [Definition] {
        occurrences(of: "#", by: "#").compactMap { hash in
            guard isFirstOnLine(hash) else { return nil }
            let directive = skipTrivia(hash + 1, directives: false)
            guard hasWord("define", at: directive) else { return nil }
            let name = skipTrivia(directive + 6, directives: false)
            let end = endOfDirective(hash)
            guard let word = word(at: name), name < end else { return nil }
            var start = endOfToken(name)
            if hasByte("(", at: start), let close = parentheses(openAt: start)?.close { start = close + 1 }
            return Definition(name: String(word), nameOffset: name, body: start..<max(start, end))
        }
    }
}

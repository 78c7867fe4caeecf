// The source's own bytes, read where libclang's syntax tree is silent: which clause of a `for` head is
// missing, where a statement's `;` stands, which operator joins two operands (libclang 14 does not tell).
//
// Rejected: clang_tokenize, which needs a translation unit round trip a loop and still leaves the clauses
// to be told apart.

import Glibc

struct CText {
    let bytes: [UInt8]

    private func at(_ i: Int) -> UInt8 { i >= 0 && i < bytes.count ? bytes[i] : 0 }

    static func isWordByte(_ b: UInt8) -> Bool {
        switch b {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xff:
            true
        default: false
        }
    }

    private static func isSpace(_ b: UInt8) -> Bool {
        b == 0x20 || (0x09...0x0d).contains(b)
    }

    /// The text of a byte range; bytes that are no UTF-8 are replaced.
    func string(_ range: Range<Int>) -> String {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether the whole word `word` stands at `offset`.
    func hasWord(_ word: StaticString, at offset: Int) -> Bool {
        let n = word.utf8CodeUnitCount
        guard offset >= 0, offset + n <= bytes.count else { return false }
        for i in 0..<n where bytes[offset + i] != word.utf8Start[i] { return false }
        return !Self.isWordByte(at(offset + n)) && !Self.isWordByte(at(offset - 1))
    }

    func hasByte(_ character: Unicode.Scalar, at offset: Int) -> Bool {
        offset >= 0 && offset < bytes.count && bytes[offset] == UInt8(ascii: character)
    }

    /// Where the brace that opens at `offset` ends, however it is spelled.
    func endOfOpeningBrace(at offset: Int) -> Int? {
        ["{", "<%", "??<"].first { hasText($0, at: offset) }.map { offset + $0.utf8.count }
    }

    /// Where the brace that closes just before `end` begins.
    func startOfClosingBrace(before end: Int) -> Int? {
        ["}", "%>", "??>"].first { hasText($0, at: end - $0.utf8.count) }.map { end - $0.utf8.count }
    }

    /// Where a text stands, in order. Found by one byte of it that is rare in C, for this is asked of every source.
    func occurrences(of words: String, by rare: Unicode.Scalar) -> [Int] {
        guard let anchor = words.utf8.firstIndex(of: UInt8(ascii: rare)) else { return [] }
        let before = words.utf8.distance(from: words.utf8.startIndex, to: anchor)
        return bytes.withUnsafeBytes { all in
            var found: [Int] = []
            var start = 0
            while let base = all.baseAddress,
                let hit = memchr(base + start, Int32(UInt8(ascii: rare)), all.count - start)
            {
                let offset = UnsafeRawPointer(hit) - base
                if offset >= before, all[(offset - before)...].starts(with: words.utf8) {
                    found.append(offset - before)
                }
                start = offset + 1
            }
            return found
        }
    }

    private func hasText(_ text: String, at offset: Int) -> Bool {
        offset >= 0 && offset <= bytes.count && bytes[offset...].starts(with: text.utf8)
    }

    /// The word that starts at `offset`, if one does.
    func word(at offset: Int) -> Substring? {
        var end = offset
        while Self.isWordByte(at(end)) { end += 1 }
        return end > offset ? Substring(string(offset..<end)) : nil
    }

    /// The first byte at or after `offset` that is no space, comment, line splice or (if asked) directive; the end of all
    /// for what is in a file that was not read.
    func skipTrivia(_ offset: Int, directives: Bool = true) -> Int {
        var i = offset < 0 ? bytes.count : offset
        while i < bytes.count {
            let b = bytes[i]
            if Self.isSpace(b) {
                i += 1
            } else if b == UInt8(ascii: "\\"), at(i + 1) == 0x0a || (at(i + 1) == 0x0d && at(i + 2) == 0x0a) {
                i += 2
            } else if b == UInt8(ascii: "/"), at(i + 1) == UInt8(ascii: "*") {
                i = endOfComment(i)
            } else if b == UInt8(ascii: "/"), at(i + 1) == UInt8(ascii: "/") {
                i = endOfLogicalLine(i)
            } else if directives, b == UInt8(ascii: "#"), isFirstOnLine(i) {
                i = endOfDirective(i)
            } else {
                return i
            }
        }
        return min(i, bytes.count)
    }

    /// The end of a `//` comment, which only splices prolong.
    private func endOfLogicalLine(_ offset: Int) -> Int {
        var i = offset
        while i < bytes.count, !endsLogicalLine(i) { i += 1 }
        return i
    }

    private func endsLogicalLine(_ i: Int) -> Bool {
        bytes[i] == 0x0a && at(i - 1) != UInt8(ascii: "\\")
            && !(at(i - 1) == 0x0d && at(i - 2) == UInt8(ascii: "\\"))
    }

    /// The end of a directive; a comment in it may go on over lines.
    func endOfDirective(_ offset: Int) -> Int {
        var i = offset
        while i < bytes.count, !endsLogicalLine(i) {
            if bytes[i] == UInt8(ascii: "/"), at(i + 1) == UInt8(ascii: "*") {
                i = endOfComment(i)
            } else if bytes[i] == UInt8(ascii: "/"), at(i + 1) == UInt8(ascii: "/") {
                return endOfLogicalLine(i)
            } else {
                i = bytes[i] == UInt8(ascii: "\"") ? endOfToken(i) : i + 1
            }
        }
        return min(i, bytes.count)
    }

    /// The end of the comment that starts at `offset`.
    func endOfTrivium(_ offset: Int) -> Int {
        hasByte("*", at: offset + 1) ? min(endOfComment(offset), bytes.count) : endOfLogicalLine(offset)
    }

    private func endOfComment(_ offset: Int) -> Int {
        var i = offset + 2
        while i < bytes.count, !(at(i) == UInt8(ascii: "*") && at(i + 1) == UInt8(ascii: "/")) { i += 1 }
        return i + 2
    }

    /// Whether the line of `offset`, with those that splices join to it, is a directive.
    func isInDirective(_ offset: Int) -> Bool {
        var start = offset
        while start > 0, !endsLogicalLine(start - 1) { start -= 1 }
        while start < offset, Self.isSpace(bytes[start]) { start += 1 }
        return hasByte("#", at: start)
    }

    func isFirstOnLine(_ offset: Int) -> Bool {
        var i = offset - 1
        while i >= 0, bytes[i] != 0x0a {
            if !Self.isSpace(bytes[i]) { return false }
            i -= 1
        }
        return true
    }

    /// The end of the token that starts at `offset`. Punctuation is taken a byte at a time.
    func endOfToken(_ offset: Int) -> Int {
        let b = at(offset)
        if let end = endOfRawString(offset) { return end }
        if b == UInt8(ascii: "\"") || b == UInt8(ascii: "'") {
            var i = offset + 1
            while i < bytes.count, bytes[i] != b, bytes[i] != 0x0a {
                i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1
            }
            return min(i + 1, bytes.count)
        }
        var i = offset
        let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(b)
        // In numbers a quote separates digits.
        while Self.isWordByte(at(i)) || (isNumber && at(i) == UInt8(ascii: "'") && Self.isWordByte(at(i + 1)))
        {
            i += 1
        }
        return max(i, offset + 1)
    }

    /// The end of `R"x(...)x"`, if one starts at `offset`.
    private func endOfRawString(_ offset: Int) -> Int? {
        var quote = offset
        while Self.isWordByte(at(quote)), quote - offset < 3 { quote += 1 }
        guard at(quote) == UInt8(ascii: "\""), at(quote - 1) == UInt8(ascii: "R"), quote > offset,
            let open = bytes[quote...].prefix(18).firstIndex(of: UInt8(ascii: "("))
        else { return nil }
        let ending = [UInt8(ascii: ")")] + bytes[(quote + 1)..<open] + [UInt8(ascii: "\"")]
        var i = open + 1
        while i < bytes.count, !bytes[i...].starts(with: ending) { i += 1 }
        return min(i + ending.count, bytes.count)
    }

    /// The parentheses that open at `open`: its top-level semicolons and its closing parenthesis.
    func parentheses(openAt open: Int) -> (semicolons: [Int], close: Int)? {
        guard hasByte("(", at: open) else { return nil }
        var depth = 0
        var semicolons: [Int] = []
        var i = open
        while i < bytes.count {
            switch bytes[i] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return hasByte(")", at: i) ? (semicolons, i) : nil }
            case UInt8(ascii: ";") where depth == 1: semicolons.append(i)
            default: break
            }
            i = skipTrivia(endOfToken(i))
        }
        return nil
    }

    /// The operator between two operands: all punctuation from `lower` to `upper`, without trivia.
    func operatorText(from lower: Int, to upper: Int) -> String {
        var text = ""
        var i = skipTrivia(lower)
        while i < upper, i < bytes.count {
            let end = endOfToken(i)
            text += string(i..<end)
            i = skipTrivia(end)
        }
        return text
    }

    /// What stands before a statement and is meant for it.
    enum Preface: Hashable {
        /// A pragma, by its first word.
        case pragma(Substring)
        /// A macro that makes nothing, as far as the syntax goes: a pragma or an attribute.
        case macro(Substring)
    }

    /// The pragma, spelled as directive or operator, or the macro that stands between `lower` and `offset` with nothing
    /// behind it but comments and other directives.
    func preface(from lower: Int, before offset: Int) -> Preface? { findPreface(from: lower, before: offset).found }

    /// Where something may stand before the statement at `offset`: not behind its preface. Of a pragma that makes a
    /// statement, as OpenMP's, it is the beginning.
    func start(from lower: Int, of offset: Int) -> Int {
        let (found, behind) = findPreface(from: lower, before: offset)
        return found == nil && !hasByte("#", at: offset) ? offset : behind ?? offset
    }

    /// Also where the token before it ends.
    private func findPreface(from lower: Int, before offset: Int) -> (found: Preface?, behind: Int?) {
        var found: Preface?
        var behind: Int?
        var i = lower
        while true {
            i = skipTrivia(i, directives: false)
            guard i < offset else { return (found, behind) }
            if bytes[i] == UInt8(ascii: "#"), isFirstOnLine(i) {
                let name = skipTrivia(i + 1, directives: false)
                if hasWord("pragma", at: name) {
                    found = .pragma(word(at: skipTrivia(name + 6, directives: false)) ?? "")
                }
                i = endOfDirective(i)
            } else if let name = word(at: i), !Self.heads.contains(name) {
                let arguments = skipTrivia(endOfToken(i))
                let close = parentheses(openAt: arguments)?.close
                if name == "_Pragma" {
                    found = .pragma(word(at: skipTrivia(arguments + 1) + 1) ?? "")
                } else {
                    found = .macro(name)
                }
                i = close.map { $0 < offset ? $0 + 1 : offset } ?? endOfToken(i)
            } else {
                found = nil
                i = endOfToken(i)
                behind = i
            }
        }
    }

    /// The words that a statement may follow, with what is in parentheses or without.
    private static let heads: Set<Substring> = ["else", "do", "for", "while", "if", "switch"]
}

// The comments that are meant for Cede, put back into a text from which the preprocessor took all comments.
//
// A preprocessor that keeps comments takes them for tokens: a macro whose arguments follow one is not expanded, and `#x`
// spells them in a string. So its text with comments is read only for where they stand, token by token beside the text
// without. Where the two differ, what stood there goes in front of the difference, so that no comment is lost.

public enum WovenComments {
    /// What a preprocessor leaves of a source, with the comments for Cede in it. `mayHaveSome` is asked about the text without comments.
    public static func text(
        mayHaveSome: ([UInt8]) throws -> Bool, preprocessed: (_ comments: Bool) throws -> [UInt8]
    ) rethrows -> [UInt8] {
        let text = try preprocessed(false)
        return try mayHaveSome(text) ? weave(from: try preprocessed(true), into: text) : text
    }

    /// `text` with the comments of `kept`, which is the same source with all of its comments.
    static func weave(from kept: [UInt8], into text: [UInt8]) -> [UInt8] {
        let (old, new) = (CText(bytes: kept), CText(bytes: text))
        let comments = NoYieldComment.all(in: old)
        if comments.isEmpty { return text }
        let (places, tokens) = (old.tokens, new.tokens)
        let partners = Partners(of: places, in: old, among: tokens, in: new)
        var woven: [UInt8] = []
        var copied = 0
        for comment in comments {
            // What looks like a comment in a string stands in front of no token.
            guard let token = places.index(ofStart: comment.target) ?? (comment.target == kept.count ? places.count : nil)
            else { continue }
            let partner = partners.of[token]
            let target = partner < tokens.count ? tokens[partner].lowerBound : text.count
            let (offset, before, behind) = room(in: text, from: partner > 0 ? tokens[partner - 1].upperBound : 0, to: target)
            woven += text[copied..<max(copied, offset)]
            copied = max(copied, offset)
            woven += Array((before + comment.text + behind).utf8)
        }
        return woven + text[copied...]
    }

    /// Where a comment between two tokens leaves the second in its column: on an empty line, or on the first one's. With the
    /// spaces around it.
    private static func room(in text: [UInt8], from first: Int, to second: Int) -> (Int, String, String) {
        let newline = UInt8(ascii: "\n")
        guard first > 0, let end = text[first..<second].lastIndex(of: newline) else { return (second, "", " ") }
        return end > first && text[end - 1] == newline ? (end, "    ", "") : (first, " ", "")
    }
}

extension NoYieldComment {
    /// On one line, whatever it was written on.
    fileprivate var text: String {
        let given = reason.map { " -- " + $0.replacing("*/", with: "* /") } ?? ""
        return "/* \(Self.words)\(given) */"
    }
}

/// For each token of one text, and for its end, the token of the other that it is or that the difference begins at.
private struct Partners {
    var of: [Int] = []
    /// How far a difference may reach, and how many equal tokens end it.
    private static let reach = 300, agreement = 6

    init(of old: [Range<Int>], in oldText: CText, among new: [Range<Int>], in newText: CText) {
        func agree(_ k: Int, _ i: Int) -> Bool {
            if k == old.count || i == new.count { return k == old.count && i == new.count }
            let (a, b) = (oldText.bytes[old[k]], newText.bytes[new[i]])
            // Comments may have become part of a string.
            return a.elementsEqual(b) || (a.last == UInt8(ascii: "\"") && b.last == UInt8(ascii: "\""))
        }
        func agreeFrom(_ k: Int, _ i: Int) -> Bool {
            (0..<Self.agreement).allSatisfy { k + $0 > old.count || i + $0 > new.count || agree(k + $0, i + $0) }
        }
        of.reserveCapacity(old.count + 1)
        var i = 0
        while of.count <= old.count {
            let k = of.count
            if agree(k, i) {
                of.append(i)
                i = min(i + 1, new.count)
                continue
            }
            let ways = (1...Self.reach).lazy.flatMap { sum in (0...sum).lazy.map { ($0, sum - $0) } }
            let end = ways.first { k + $0 <= old.count && i + $1 <= new.count && agreeFrom(k + $0, i + $1) }
            let (ahead, behind) = end ?? (old.count - k, new.count - i)
            of += Array(repeating: i, count: max(ahead, end == nil ? 1 : 0))
            i += behind
        }
    }
}

extension CText {
    fileprivate var tokens: [Range<Int>] {
        var found: [Range<Int>] = []
        var i = skipTrivia(0)
        while i < bytes.count {
            let end = min(endOfToken(i), bytes.count)
            found.append(i..<end)
            i = skipTrivia(end)
        }
        return found
    }
}

extension [Range<Int>] {
    fileprivate func index(ofStart start: Int) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].lowerBound < start { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].lowerBound == start ? low : nil
    }
}

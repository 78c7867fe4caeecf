// The comments of a source, C or Swift, without a parser: suppressions stand in files that do not parse, too.
//
// Strings and character literals are stepped over, so that a comment that is text in one is none. What a macro
// definition holds is not seen by anybody who reads the code it makes, so comments on `#define` lines do not count.

struct Comment {
    var text: String
    /// Of its first and last character, from 1.
    var line: Int
    var column: Int
    var lastLine: Int

    static func all(in bytes: [UInt8], _ language: Language) -> [Comment] {
        var scan = Scan(bytes: bytes, language: language)
        return scan.comments()
    }

    private struct Scan {
        let bytes: [UInt8]
        let language: Language
        var i = 0
        var line = 1
        var startOfLine = 0
        var isDefinition = false

        mutating func comments() -> [Comment] {
            var found: [Comment] = []
            while i < bytes.count {
                let start = i
                let place = (line: line, column: i - startOfLine + 1)
                if has("//") || has("/*") {
                    let isHidden = isDefinition
                    if has("//") { skipLine() } else { skipBlock() }
                    if !isHidden {
                        found.append(
                            Comment(
                                text: String(decoding: bytes[start..<i], as: UTF8.self), line: place.line,
                                column: place.column, lastLine: line))
                    }
                } else if has("\"") {
                    skipString()
                } else if language == .c, has("'") {
                    skipQuoted("'")
                } else if language == .c, has("#"), isFirstOnLine {
                    isDefinition = bytes[i...].dropFirst().drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "define".utf8)
                    step()
                } else {
                    step()
                }
            }
            return found
        }

        private func has(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { i + $0.count <= bytes.count && $0.elementsEqual(bytes[i..<(i + $0.count)]) }
        }

        private var isFirstOnLine: Bool {
            bytes[startOfLine..<i].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }

        private mutating func step() {
            if bytes[i] == 0x0a {
                line += 1
                startOfLine = i + 1
                if i == 0 || bytes[i - 1] != UInt8(ascii: "\\") { isDefinition = false }
            }
            i += 1
        }

        private mutating func skipLine() { while i < bytes.count, bytes[i] != 0x0a { step() } }

        /// Swift's may hold others.
        private mutating func skipBlock() {
            var depth = 0
            while i < bytes.count {
                if has("*/") {
                    step()
                    step()
                    depth -= 1
                    if depth == 0 { return }
                } else if has("/*"), language == .swift || depth == 0 {
                    step()
                    step()
                    depth += 1
                } else {
                    step()
                }
            }
        }

        private mutating func skipString() {
            guard language == .swift, has("\"\"\"") else { return skipQuoted("\"") }
            for _ in 0..<3 { step() }
            while i < bytes.count, !has("\"\"\"") { step() }
            for _ in 0..<3 where i < bytes.count { step() }
        }

        /// To the end of the line at most: an apostrophe in text that is not compiled ends nothing.
        private mutating func skipQuoted(_ quote: StaticString) {
            step()
            while i < bytes.count, bytes[i] != 0x0a {
                if has("\\"), i + 1 < bytes.count {
                    step()
                } else if has(quote) {
                    return step()
                }
                step()
            }
        }
    }
}

// `@file` arguments: words separated by white space, quoted as the GNU tools quote them.
//
// Rejected: handing `@file` on unread. The sources in it would silently stay unrewritten.

public enum ResponseFile {
    /// Replaces every `@file` by its words, and theirs in turn; one that cannot be read stays as it is,
    /// as with gcc and clang, so that the compiler says what is wrong with it.
    public static func expand(
        _ arguments: [String], depth: Int = 0, read: (String) -> [UInt8]?
    ) -> [String] {
        arguments.flatMap { word -> [String] in
            guard word.hasPrefix("@"), depth < 16, let bytes = read(String(word.dropFirst())) else {
                return [word]
            }
            return expand(words(bytes), depth: depth + 1, read: read)
        }
    }

    /// Backslash takes the next byte as it is, also inside quotes; a quote lasts to its equal.
    public static func words(_ bytes: [UInt8]) -> [String] {
        var words: [String] = []
        var word: [UInt8]?
        var quote: UInt8?
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\"), index < bytes.count {
                word = (word ?? []) + [bytes[index]]
                index += 1
            } else if byte == quote {
                quote = nil
            } else if quote != nil {
                word = (word ?? []) + [byte]
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                word = word ?? []
            } else if isSpace(byte) {
                if let word { words.append(String(decoding: word, as: UTF8.self)) }
                word = nil
            } else {
                word = (word ?? []) + [byte]
            }
        }
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}

// A source by its lines: what baselines remember of one, and where in it a word stands.

import Glibc
import Rewriting

public struct SourceLines: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBytes { text in
            var i = 0
            guard let start = text.baseAddress else { return }
            while let end = memchr(start + i, 0x0a, text.count - i) {
                i = UnsafeRawPointer(end) - start + 1
                starts.append(i)
            }
        }
        self.starts = starts
    }

    /// A last one without an end counts, and an empty one behind the last end.
    public var count: Int { starts.count }

    /// Line `number`, from 1, without its end; nothing outside of the source.
    public subscript(number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let end = starts.indices.contains(number) ? starts[number] - 1 : bytes.count
        return bytes[starts[number - 1]..<end]
    }

    func digest(_ number: Int) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0d }
        let line = self[number].drop(while: isSpace)
        let end = line.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? line.startIndex
        return Digest(Array(line[line.startIndex..<end])).text
    }

    /// The column of a word in a line, the first that is not before `column`, else the first at all, else that of the
    /// line's first word: after the preprocessor columns are those of its text.
    public func column(of word: String, line number: Int, from column: Int) -> Int {
        let line = self[number]
        let wanted = Array(word.utf8)
        func isWord(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                || (0x61...0x7a).contains(byte) || byte >= 0x80
        }
        func stands(at i: Int) -> Bool {
            let end = i + wanted.count
            return i >= line.startIndex && end <= line.endIndex && line[i..<end].elementsEqual(wanted)
                && (i == line.startIndex || !isWord(line[i - 1])) && (end == line.endIndex || !isWord(line[end]))
        }
        if stands(at: line.startIndex + column - 1) { return column }
        let found = line.indices.filter(stands).map { $0 - line.startIndex + 1 }
        if let exact = found.min(by: { abs($0 - column) < abs($1 - column) }) {
            return exact
        }
        return (line.firstIndex { $0 != 0x20 && $0 != 0x09 }).map { $0 - line.startIndex + 1 } ?? 1
    }
}

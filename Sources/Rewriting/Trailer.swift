// What lets a source that was rewritten in place become what it was: a comment at its end that says where the
// insertions are, and what the original's digest was.
//
//     /* cede: insertions 18+240 77+15 digest 9ae16a3b2f90404f */
//
// Rejected: telling insertions by their looks (which of two spaces was there before?) and a file beside the source,
// which gets lost. The comment adds no line. In a source that was edited since, the digest shows it.

extension Rewritten {
    /// The bytes with the comment behind them; unchanged when nothing was inserted.
    public var removable: [UInt8] {
        if insertions.isEmpty { return bytes }
        var text = Trailer.start
        var end = 0
        for insertion in insertions {
            // Distances are from the end of the insertion before, in the original.
            text += " \(insertion.offset - end)+\(insertion.text.utf8.count)"
            end = insertion.offset
        }
        let original = Trailer.removing(insertions.map { ($0.offset, $0.text.utf8.count) }, from: bytes[...])
        return bytes + (text + " digest \(Digest(original).text) */").utf8
    }
}

public enum Trailer {
    static let start = "/* cede: insertions"

    public enum Problem: Error, Hashable, CustomStringConvertible {
        case edited

        public var description: String {
            "it was edited since cede rewrote it; take back the edits, or cede's insertions by hand"
        }
    }

    /// The original of a source that was rewritten in place; `nil` when it was not.
    public static func original(of bytes: [UInt8]) throws(Problem) -> [UInt8]? {
        guard let begin = lastStart(in: bytes) else { return nil }
        let words = String(decoding: bytes[begin...], as: UTF8.self).split(separator: " ")
        guard words.count >= 7, words.last == "*/", words[words.count - 3] == "digest" else {
            throw .edited
        }
        var places: [(Int, Int)] = []
        var end = 0
        var total = 0
        for word in words[3..<(words.count - 3)] {
            let numbers = word.split(separator: "+").compactMap { Int($0) }
            guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 }) else { throw .edited }
            end += numbers[0]
            total += numbers[1]
            places.append((end, numbers[1]))
        }
        guard end + total <= begin else { throw .edited }
        let original = removing(places, from: bytes[..<begin])
        guard Digest(original).text == words[words.count - 2] else { throw .edited }
        return original
    }

    /// Without `count` bytes at each offset of the original.
    fileprivate static func removing(_ places: [(offset: Int, count: Int)], from bytes: ArraySlice<UInt8>)
        -> [UInt8]
    {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        var removed = 0
        for (offset, count) in places {
            let start = bytes.startIndex + offset + removed
            result += bytes[position..<start]
            position = start + count
            removed += count
        }
        return result + bytes[position...]
    }

    private static func lastStart(in bytes: [UInt8]) -> Int? {
        guard bytes.suffix(3).elementsEqual(" */".utf8) else { return nil }
        let mark = Array(start.utf8)
        var i = bytes.count - mark.count
        while i >= 0 {
            if bytes[i] == mark[0], bytes[i...].starts(with: mark) { return i }
            i -= 1
        }
        return nil
    }
}

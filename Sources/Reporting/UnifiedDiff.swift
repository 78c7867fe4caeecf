// A rewriting as a unified diff that `patch -p1` and `git apply` take.
//
// A rewriting never adds or removes a line, so line n of one side is line n of the other and no search for
// a common subsequence is needed. Bytes are taken as they are: CRLF, invalid UTF-8, no final newline.

public enum UnifiedDiff {
    private static let context = 3

    /// Empty when nothing differs. Both sides have the same number of lines.
    public static func of(_ old: [UInt8], _ new: [UInt8], path: String) -> [UInt8] {
        let before = lines(old)
        let after = lines(new)
        precondition(before.count == after.count, "a rewriting keeps the number of lines")
        let changed = before.indices.filter { before[$0] != after[$0] }
        if changed.isEmpty { return [] }
        var out = header("---", "a/", path) + header("+++", "b/", path)
        for hunk in hunks(changed, count: before.count) {
            let at = "\(hunk.lowerBound + 1),\(hunk.count)"
            out += Array("@@ -\(at) +\(at) @@\n".utf8)
            var index = hunk.lowerBound
            while index < hunk.upperBound {
                if before[index] == after[index] {
                    out += line(" ", before[index])
                    index += 1
                    continue
                }
                let end = hunk[index...].first { before[$0] == after[$0] } ?? hunk.upperBound
                for i in index..<end { out += line("-", before[i]) }
                for i in index..<end { out += line("+", after[i]) }
                index = end
            }
        }
        return out
    }

    /// Each with its newline.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    private static func hunks(_ changed: [Int], count: Int) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for index in changed {
            let reach = max(0, index - context)..<min(count, index + context + 1)
            if let last = hunks.last, reach.lowerBound <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<reach.upperBound
            } else {
                hunks.append(reach)
            }
        }
        return hunks
    }

    private static func line(_ mark: Character, _ content: ArraySlice<UInt8>) -> [UInt8] {
        let text = Array(String(mark).utf8) + content
        return content.last == UInt8(ascii: "\n")
            ? text : text + Array("\n\\ No newline at end of file\n".utf8)
    }

    /// A tab ends a path that holds a space, as git and diff write it.
    private static func header(_ mark: String, _ side: String, _ path: String) -> [UInt8] {
        Array("\(mark) \(side)\(path)\(path.contains(" ") ? "\t" : "")\n".utf8)
    }
}

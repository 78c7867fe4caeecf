// The lines that differ from a revision, as git says, for lints of pull requests. Files that git does not know yet are
// new as a whole.

import Glibc

public struct ChangedLines: Sendable {
    /// By absolute path.
    private var lines: [String: [ClosedRange<Int>]] = [:]

    public struct NotKnown: Error, CustomStringConvertible {
        public var description: String
    }

    public init(since revision: String, scratch: Scratch) throws {
        func git(_ words: String...) throws -> String {
            let (output, errors) = (scratch.file("git-output"), scratch.file("git-errors"))
            let ending = try Child.run(
                ["git", "-c", "core.quotepath=off"] + words, output: .file(output), errors: .file(errors))
            guard ending.isSuccess else {
                let said = (try? Files.read(errors)).map { String(decoding: $0, as: UTF8.self) } ?? ""
                throw NotKnown(
                    description: "cede: error: git does not say what has changed since '\(revision)': "
                        + (said.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it failed"))
            }
            return String(decoding: try Files.read(output), as: UTF8.self)
        }
        // What begins with a hyphen would be an option of git's.
        if revision.hasPrefix("-") { throw NotKnown(description: "cede: error: '\(revision)' is no revision") }
        let top = String(try git("rev-parse", "--show-toplevel").prefix { $0 != "\n" })
        var file = ""
        for line in try git(
            "diff", "--unified=0", "--no-color", "--no-ext-diff", "--dst-prefix=b/", revision, "--"
        ).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("+++ ") {
                let name = Self.unquoted(line.dropFirst(4))
                file = name.hasPrefix("b/") ? top + "/" + name.dropFirst(2) : ""
            } else if line.hasPrefix("@@ "), let range = Self.added(line) {
                lines[file, default: []].append(range)
            }
        }
        for name in try git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/").split(separator: "\0") {
            lines[top + "/" + name] = [1...Int.max]
        }
    }

    public func contains(_ line: Int, of path: String) -> Bool {
        (lines[path] ?? Files.resolved(path).flatMap { lines[$0] } ?? []).contains { $0.contains(line) }
    }

    /// The new lines of `@@ -1,2 +3,4 @@`; none where lines were only taken out.
    private static func added(_ header: Substring) -> ClosedRange<Int>? {
        guard let plus = header.split(separator: " ").first(where: { $0.hasPrefix("+") }) else { return nil }
        let numbers = plus.dropFirst().split(separator: ",").compactMap { Int($0) }
        guard let first = numbers.first else { return nil }
        let count = numbers.count > 1 ? numbers[1] : 1
        return count == 0 ? nil : first...(first + count - 1)
    }

    /// git quotes names with odd characters as C would.
    private static func unquoted(_ name: Substring) -> String {
        guard name.hasPrefix("\""), name.hasSuffix("\"") else {
            return String(name.hasSuffix("\t") ? name.dropLast() : name)
        }
        var result: [UInt8] = []
        var rest = Array(name.utf8.dropFirst().dropLast())[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                result.append(byte)
                continue
            }
            if (0x30...0x37).contains(next) {
                let digits = [next] + rest.prefix(2)
                rest = rest.dropFirst(2)
                result.append(digits.reduce(0) { $0 &* 8 &+ ($1 - 0x30) })
            } else {
                result.append(["n": 0x0a, "t": 0x09, "r": 0x0d][String(UnicodeScalar(next))] ?? next)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

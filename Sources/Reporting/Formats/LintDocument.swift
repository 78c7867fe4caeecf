// One run of the lint as the formats need it: the report, and what names it to others (paths from a common root, a
// fingerprint for each finding).

import Linting
import Planning
import Rewriting

public struct LintDocument: Sendable {
    public var report: LintReport
    /// Complete messages about what was not analysed.
    public var failures: [String]
    public var version: String
    /// Absolute: where relative paths of the report begin.
    public let folder: String
    /// Absolute: what others take for the top of the tree, such as that of the git work tree.
    public let root: String
    /// What a baseline holds was taken out.
    public var hasBaseline: Bool
    /// The bytes of sources and of their own headers, by path.
    public let texts: [String: [UInt8]]
    /// Of each finding in the report, and behind them of those that are silenced: the same after edits elsewhere in the file.
    public let fingerprints: [String]
    private let lines: [String: SourceLines]

    public init(
        _ report: LintReport, failures: [String] = [], version: String, folder: String, root: String? = nil,
        hasBaseline: Bool = false, texts: [String: [UInt8]] = [:]
    ) {
        self.report = report
        self.failures = failures
        self.version = version
        self.folder = folder
        self.root = root ?? folder
        self.hasBaseline = hasBaseline
        self.texts = texts
        let all = report.findings + report.silenced.map(\.finding)
        let places = Set(all.map(\.place.file))
        lines = texts.filter { places.contains($0.key) }.mapValues { SourceLines($0) }
        var fingerprints = Array(repeating: "", count: all.count)
        for (file, indices) in Dictionary(grouping: all.indices, by: { all[$0].place.file }) {
            let path = FilePath(file, in: folder, root: root ?? folder).text
            let keys = Baseline.keys(of: indices.map { all[$0] }, path: path, lines[file] ?? SourceLines([]))
            for (i, key) in zip(indices, keys) {
                var digest = Digest()
                for word in [key.path, key.rule, key.function, key.line, "\(key.ordinal)"] { digest.add(word) }
                fingerprints[i] = digest.text
            }
        }
        self.fingerprints = fingerprints
    }

    func path(_ file: String) -> FilePath { FilePath(file, in: folder, root: root) }

    /// A column as others count, in UTF-16; places count bytes.
    func column(_ column: Int, in place: Place) -> Int {
        guard let lines = lines[place.file] else { return column }
        let before = lines[place.line].prefix(max(0, column - 1))
        guard before.contains(where: { $0 >= 0x80 }) else { return column }
        return String(decoding: before, as: UTF8.self).utf16.count + 1
    }
}

/// Where a file is, for others: from the root, or absolute where it is outside.
struct FilePath {
    let text: String
    let isRelative: Bool

    init(_ file: String, in folder: String, root: String) {
        var parts: [Substring] = []
        for part in (file.hasPrefix("/") ? file : folder + "/" + file).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        let full = "/" + parts.joined(separator: "/")
        let top = root == "/" ? "/" : root + "/"
        isRelative = full.hasPrefix(top)
        text = isRelative ? String(full.dropFirst(top.count)) : full
    }

    /// Every byte that may mean something in a URI is written as its number.
    static func uri(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "-._~/".utf8.contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0" + digits : "%" + digits
        }.joined()
    }
}

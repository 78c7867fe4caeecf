// Baselines as files: JSON that diffs well, one finding an object, sorted.

import FoundationEssentials
import Glibc
import Linting

public enum BaselineFile {
    public struct Unreadable: Error, CustomStringConvertible {
        public var path: String
        public var reason: String
        public var description: String {
            "\(path): error: \(reason); write it anew with --write-baseline"
        }
    }

    private struct Contents: Codable {
        var version: Int
        var findings: [Entry]
    }

    private struct Entry: Codable {
        var path, rule, function, line: String
        var ordinal: Int
    }

    public static func read(_ path: String) throws(Unreadable) -> Baseline {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            throw Unreadable(path: path, reason: "cannot read the baseline: \(String(cString: strerror(error.code)))")
        }
        guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)) else {
            throw Unreadable(path: path, reason: "this is no baseline")
        }
        guard contents.version == Baseline.version else {
            throw Unreadable(path: path, reason: "a baseline of version \(contents.version), which is not known here")
        }
        return Baseline(
            Set(
                contents.findings.map {
                    Baseline.Key(
                        path: $0.path, rule: $0.rule, function: $0.function, line: $0.line, ordinal: $0.ordinal)
                }))
    }

    public static func write(_ baseline: Baseline, to path: String) throws(FileError) {
        let entries = baseline.keys.sorted().map {
            Entry(path: $0.path, rule: $0.rule, function: $0.function, line: $0.line, ordinal: $0.ordinal)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Contents(version: Baseline.version, findings: entries)) else { return }
        try Files.write(Array(data) + [0x0a], to: path)
    }
}

// What a rewritten tree was made of, kept beside it, so that the next run can tell what has changed. By contents, not by
// times: a fresh checkout is no change, and a restored old file is one.

import CFrontend
import FoundationEssentials
import Planning
import Rewriting

public struct RewriteState: Codable, Sendable {
    /// Of Cede and its options.
    private var configuration: String
    private var units: [String: Unit] = [:]

    private struct Unit: Codable {
        /// Every file that was read, by name, with its digest.
        var inputs: [String: String]
        var hasHeaders: Bool
        /// Told again each time.
        var warnings: [String]
    }

    init(budget: Cost?) {
        configuration = Self.configuration(budget)
    }

    /// An earlier state, if Cede and its options are the same.
    static func usable(_ known: RewriteState?, budget: Cost?) -> RewriteState {
        known.flatMap { $0.configuration == configuration(budget) ? $0 : nil } ?? RewriteState(budget: budget)
    }

    /// Every file that some unit reads, with the sources of those units.
    public var readers: [String: Set<String>] {
        var readers: [String: Set<String>] = [:]
        for (key, unit) in units {
            let source = key.split(separator: " ").dropLast().joined(separator: " ")
            for path in unit.inputs.keys { readers[path, default: []].insert(source) }
        }
        return readers
    }

    /// The program itself stands for its version: every build of it may decide differently.
    private static func configuration(_ budget: Cost?) -> String {
        "\(FileStamp("/proc/self/exe").text) \(budget.map { "\($0)" } ?? "-")"
    }

    /// A source, how it is compiled, and the configuration that holds for it.
    static func key(_ source: CSource, _ configuration: String?) -> String {
        var digest = Digest()
        digest.add(configuration ?? "-")
        for word in source.arguments + ["--"] + source.project { digest.add(word) }
        return source.path + " " + digest.text
    }

    func isFresh(_ key: String, _ contents: inout FileDigests) -> Bool {
        guard let unit = units[key] else { return false }
        return unit.inputs.allSatisfy { contents[$0.key] == $0.value }
    }

    func hasHeaders(_ key: String) -> Bool { units[key]?.hasHeaders ?? false }

    func warnings(_ key: String) -> [String] { units[key]?.warnings ?? [] }

    mutating func note(_ key: String, _ unit: Analysed, _ contents: inout FileDigests) {
        note(key, inputs: unit.read, hasHeaders: !unit.headers.isEmpty, warnings: unit.warnings, &contents)
    }

    mutating func note(
        _ key: String, inputs paths: [String], hasHeaders: Bool = false, warnings: [String], _ contents: inout FileDigests
    ) {
        var inputs: [String: String] = [:]
        for path in paths { inputs[path] = contents[path] ?? "" }
        units[key] = Unit(inputs: inputs, hasHeaders: hasHeaders, warnings: warnings)
    }

    mutating func keep(_ key: String, from old: RewriteState) { units[key] = old.units[key] }

    /// `nil` when there is none, or none that can be read: then everything is new.
    public static func read(_ path: String) -> RewriteState? {
        guard let bytes = try? Files.read(path) else { return nil }
        return try? JSONDecoder().decode(RewriteState.self, from: Data(bytes))
    }

    public func write(to path: String) throws(FileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let data = try? encoder.encode(self) else { return }
        try Files.write(Array(data), to: path)
    }
}

/// Digests of files, each read once.
struct FileDigests {
    private var known: [String: String?] = [:]

    /// Of what was read.
    mutating func note(_ path: String, _ digest: Digest) { known[path] = digest.text }

    /// `nil` for a file that cannot be read.
    subscript(path: String) -> String? {
        mutating get {
            if let digest = known[path] { return digest }
            let digest = (try? Files.read(path)).map { Digest($0).text }
            known[path] = digest
            return digest
        }
    }
}

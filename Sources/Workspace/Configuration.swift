// What a team has decided about its tree, and where that is found: `.cede.yml`, the nearest at or above each source.
//
// Not above the working folder only: a source is compiled from many places, and means the same from each. The search
// costs a few system calls where there is no such file; reading it is `ConfigurationFile`'s.

import Glibc
import Linting
import Planning

public struct Configuration: Hashable, Sendable {
    public static let name = ".cede.yml"

    /// The file it stands in; none for what holds without one.
    public var path: String?
    public var budget: Cost?
    public var levels: [String: LintOptions.Level] = [:]
    /// Files and folders that are not linted, relative to the file's folder.
    public var exclude: [String] = []
    public var calls: [String: CallCost] = [:]
    public var blockingCalls: Set<String> = []
    public var noYield: Set<String> = []
    /// Of the file's bytes, so that whatever rests on it can tell when it changed.
    public var digest = ""

    public init() {}

    /// What a planner is told; a budget on the command line comes first.
    func planning(budget: Cost?) -> Planner.Options {
        var options = Planner.Options()
        if let budget = budget ?? self.budget { options.budget = budget }
        options.calls.given = calls
        return options
    }

    /// Whether a source is not to be linted.
    public func excludes(_ path: String) -> Bool {
        guard let own = self.path else { return false }
        let here = Files.currentFolder
        let root = Files.parent(Files.absolute(own, in: here))
        let full = Files.absolute(path, in: here)
        guard full.hasPrefix(root + "/") else { return false }
        let relative = String(full.dropFirst(root.count + 1))
        return exclude.contains { pattern in
            let bare = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
            return relative == bare || relative.hasPrefix(bare + "/") || fnmatch(bare, relative, 0) == 0
        }
    }
}

/// The configurations of sources, each file read once.
public struct Configurations {
    /// One that holds for all.
    private let given: Configuration?
    private var byFolder: [String: Configuration] = [:]

    /// `given` holds wherever a source is.
    public init(_ given: Configuration? = nil) { self.given = given }

    /// `path` names the file to be used, wherever a source is.
    public init(at path: String?) throws {
        given = try path.map { try ConfigurationFile.read($0) }
    }

    /// The file that holds for a source, without reading it.
    public static func path(nearestTo source: String) -> String? {
        var folder = Files.parent(Files.absolute(source, in: Files.currentFolder))
        while true {
            let path = (folder == "/" ? "" : folder) + "/" + Configuration.name
            if access(path, F_OK) == 0 { return path }
            if folder == "/" { return nil }
            folder = Files.parent(folder)
        }
    }

    public mutating func nearest(to source: String) throws -> Configuration {
        if let given { return given }
        return try of(folder: Files.parent(Files.absolute(source, in: Files.currentFolder)))
    }

    private mutating func of(folder: String) throws -> Configuration {
        if let known = byFolder[folder] { return known }
        let path = (folder == "/" ? "" : folder) + "/" + Configuration.name
        let found: Configuration
        if access(path, F_OK) == 0 {
            found = try ConfigurationFile.read(path)
        } else {
            found = folder == "/" ? Configuration() : try of(folder: Files.parent(folder))
        }
        byFolder[folder] = found
        return found
    }
}

extension Configuration {
    /// As a file that says the same, defaults included.
    public var text: String {
        func list(_ words: some Sequence<String>) -> String {
            "[" + words.map(Self.quoted).joined(separator: ", ") + "]"
        }
        var lines = ["budget: \((budget ?? Planner.Options().budget).written)", "rules:"]
        for rule in Rules.all {
            let level =
                switch levels[rule.name] {
                case .off?: "off"
                case .severity(let severity)?: severity.rawValue
                case nil: rule.severity.rawValue
                }
            lines.append("  \(rule.name): \(level)")
        }
        lines.append("exclude: \(list(exclude))")
        lines.append(calls.isEmpty ? "calls: {}" : "calls:")
        for (name, cost) in calls.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(Self.quoted(name)): \(Self.text(of: cost))")
        }
        lines.append("blocking-calls: \(list(blockingCalls.sorted()))")
        lines.append("no-yield: \(list(noYield.sorted()))")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func text(of cost: CallCost) -> String {
        switch cost {
        case .fixed(let cost), .system(let cost): cost.written
        case .perByte(let base, let each, let lengths):
            "{ base: \(base.written), per-byte: \(each.written), lengths: \(lengths) }"
        }
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "_-./".contains($0) } && !word.hasPrefix("-")
        return isPlain && !word.isEmpty ? word : "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

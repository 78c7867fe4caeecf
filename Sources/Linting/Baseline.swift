// A baseline: findings that are known and not told again, so that a lint can begin in an old tree.
//
// A finding is known by its rule, path and function, the text of its line, and its place among equals. Not by the line's
// number, which every edit above moves, and not by the message, in which figures change.

import Planning

public struct Baseline: Hashable, Sendable {
    public struct Key: Hashable, Sendable, Comparable {
        public var path: String
        public var rule: String
        public var function: String
        /// A digest of the line's text without the space around it.
        public var line: String
        /// From 0 among findings that are equal in all of this.
        public var ordinal: Int

        public init(path: String, rule: String, function: String, line: String, ordinal: Int) {
            self.path = path
            self.rule = rule
            self.function = function
            self.line = line
            self.ordinal = ordinal
        }

        public static func < (a: Key, b: Key) -> Bool {
            (a.path, a.rule, a.function, a.line, a.ordinal) < (b.path, b.rule, b.function, b.line, b.ordinal)
        }
    }

    public static let version = 1

    public var keys: Set<Key>

    public init(_ keys: Set<Key>) { self.keys = keys }

    /// The keys of all findings of a file, in their order. `path` is as the baseline knows the file.
    public static func keys(of findings: [Finding], path: String, _ lines: SourceLines) -> [Key] {
        var seen: [Key: Int] = [:]
        // By place, as ordinals must not depend on how findings are ranked.
        let order = findings.indices.sorted { (findings[$0].place, $0) < (findings[$1].place, $1) }
        var keys: [Int: Key] = [:]
        for i in order {
            var key = Key(
                path: path, rule: findings[i].rule, function: findings[i].function ?? "",
                line: lines.digest(findings[i].place.line), ordinal: 0)
            let ordinal = seen[key, default: 0]
            seen[key] = ordinal + 1
            key.ordinal = ordinal
            keys[i] = key
        }
        return findings.indices.compactMap { keys[$0] }
    }
}

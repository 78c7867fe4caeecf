// What the lint says about one place. Plans and bounds go in, findings come out; how they are printed is Reporting's.

import Planning

/// One thing worth telling, at one place.
public struct Finding: Hashable, Sendable, Codable {
    public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable, Codable {
        /// Possible, not likely: shown with `--all`.
        case note, warning, error

        public static func < (a: Severity, b: Severity) -> Bool {
            allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
        }
    }

    /// What else has to do with it: the other end of a cycle, where a lock was taken.
    public struct Related: Hashable, Sendable, Codable {
        public var place: Place
        public var message: String

        public init(place: Place, message: String) {
            self.place = place
            self.message = message
        }
    }

    /// The rule's name: `unbounded-loop`.
    public var rule: String
    public var severity: Severity
    /// Its file is a path as the sources were given.
    public var place: Place
    /// Just after what it is about, on the same line; nil: to the line's end.
    public var endColumn: Int?
    /// The function it stands in, if any.
    public var function: String?
    /// One sentence, without a full stop.
    public var message: String
    /// The longest run that was proven or estimated, when there is one; findings are ranked by it.
    public var gap: Cost?
    public var related: [Related]
    /// What it is about, as the source spells it: `for`, `memcpy`. By it a column is found again that the preprocessor
    /// moved.
    public var word: String?

    public init(
        rule: String, severity: Severity, place: Place, endColumn: Int? = nil, function: String? = nil,
        message: String, gap: Cost? = nil, related: [Related] = [], word: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.endColumn = endColumn
        self.function = function
        self.message = message
        self.gap = gap
        self.related = related
        self.word = word
    }
}

// What a rule is: a name, its documentation, examples that are its tests, and a function from a unit to findings.
//
// A rule never decides where a check belongs; it reads the plan, which the rewriter reads too.

import Planning

public protocol Rule: Sendable {
    /// Words joined by hyphens; it stands in suppressions and configurations.
    var name: String { get }
    /// One line, without a full stop.
    var summary: String { get }
    /// What is wrong about what it finds, and what to do: paragraphs of plain text.
    var explanation: String { get }
    /// Unless a configuration says otherwise. Single findings may be less.
    var severity: Finding.Severity { get }
    var examples: [Example] { get }
    func findings(in unit: LintUnit) -> [Finding]
}

public enum Language: String, Hashable, Sendable { case c, swift }

/// A piece of source, and what a rule says about it.
public struct Example: Sendable {
    public var language: Language
    /// A `↓` stands before each place at which a finding is expected.
    public var marked: String
    /// Named as no-yield by the configuration.
    public var options: LintOptions

    public init(_ marked: String, _ language: Language = .c, options: LintOptions = LintOptions()) {
        self.marked = marked
        self.language = language
        self.options = options
    }

    public var source: String { marked.filter { $0 != "↓" } }
    public var triggers: Bool { marked.contains("↓") }
}

public enum Rules {
    /// In the order in which they are listed.
    public static let all: [any Rule] = [
        UnboundedLoop(), UnboundedRecursion(), OpaqueCall(), BlockingCall(), NoYieldTooLong(), LeftUnchecked(),
        LockHeldAcrossCheck(), CheckInSignalHandler(), CheckInOnceInitialiser(),
        StarvingTask(), SuperfluousSuppression(), MissingReason(),
    ]

    public static func named(_ name: String) -> (any Rule)? { all.first { $0.name == name } }
}

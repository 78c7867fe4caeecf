// Everything one run of the lint has to say, in the order in which it is told.

import Planning

/// One source, as the plan sees it: what an overview shows beside the findings.
public struct LintedSource: Sendable {
    public var path: String
    public var entries: [Plan.Entry]
    public var bounds: [FunctionBound]

    public init(path: String, entries: [Plan.Entry], bounds: [FunctionBound]) {
        self.path = path
        self.entries = entries
        self.bounds = bounds
    }
}

/// A finding that is not told, and what keeps it quiet.
public struct Silenced: Sendable {
    public enum Means: Hashable, Sendable {
        /// A comment in the source, and the reason that it gives.
        case comment(at: Place, reason: String?)
        case baseline
    }

    public var finding: Finding
    public var means: Means

    public init(_ finding: Finding, by means: Means) {
        self.finding = finding
        self.means = means
    }
}

public struct LintReport: Sendable {
    /// Worst first.
    public private(set) var findings: [Finding]
    /// In the same order.
    public private(set) var silenced: [Silenced]
    public var files: Int
    /// Silenced by comments.
    public var suppressed: Int
    public var inBaseline: Int
    /// Notes that are not shown.
    public private(set) var hiddenNotes: Int
    /// Baseline entries that no longer occur, each as one line.
    public var stale: [String]
    public var sources: [LintedSource]

    /// `showsNotes`: findings that are only possible are shown. `hiddenNotes`: so many were left out before.
    public init(
        _ findings: [Finding], silenced: [Silenced] = [], files: Int, suppressed: Int = 0, inBaseline: Int = 0, stale: [String] = [],
        sources: [LintedSource] = [], hiddenNotes: Int = 0, showsNotes: Bool = true
    ) {
        self.findings = findings.filter { showsNotes || $0.severity != .note }.sorted { $0.isWorse(than: $1) }
        self.silenced = silenced.filter { showsNotes || $0.finding.severity != .note }
            .sorted { $0.finding.isWorse(than: $1.finding) }
        self.files = files
        self.suppressed = suppressed
        self.inBaseline = inBaseline
        self.hiddenNotes = hiddenNotes + findings.count - self.findings.count
        self.stale = stale
        self.sources = sources
    }
}

extension Finding {
    /// By severity, then by the longest run, then by place.
    public func isWorse(than other: Finding) -> Bool {
        if severity != other.severity { return severity > other.severity }
        let (own, others) = (gap?.picoseconds ?? 0, other.gap?.picoseconds ?? 0)
        if own != others { return own > others }
        return (place, rule) < (other.place, other.rule)
    }
}

private struct Spot: Hashable {
    var rule: String
    var place: Place
}

extension [Finding] {
    /// What is said twice about a place is told once, as the worst of them has it.
    public var toldOnce: [Finding] {
        var told: [Finding] = []
        var numbers: [Spot: Int] = [:]
        for finding in self {
            let spot = Spot(rule: finding.rule, place: finding.place)
            if let known = numbers[spot] {
                if finding.isWorse(than: told[known]) { told[known] = finding }
            } else {
                numbers[spot] = told.count
                told.append(finding)
            }
        }
        return told
    }

    /// Runs of findings of one file.
    public var byFile: [(file: String, findings: [Finding])] {
        var runs: [(file: String, findings: [Finding])] = []
        var start = startIndex
        for i in indices where i + 1 == endIndex || self[i + 1].place.file != self[start].place.file {
            // All in one file are not copied.
            runs.append((self[start].place.file, start == startIndex && i + 1 == endIndex ? self : Array(self[start...i])))
            start = i + 1
        }
        return runs
    }
}

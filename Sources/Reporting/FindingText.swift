// Findings as compilers print their warnings: `path:line:col: warning: message [rule]`, which editors, Xcode and problem
// matchers read; then a count.

import Linting
import Planning

public struct FindingText: Sendable {
    public var report: LintReport
    /// With the terminal's colours.
    public var isColoured: Bool

    public init(_ report: LintReport, isColoured: Bool = false) {
        self.report = report
        self.isColoured = isColoured
    }

    public var text: String {
        var lines: [String] = []
        for finding in report.findings {
            lines.append(
                "\(bold("\(finding.place):")) \(coloured(finding.severity)) \(finding.message) [\(finding.rule)]")
            lines += finding.related.map { "\(bold("\($0.place):")) \(coloured(.note)) \($0.message)" }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// `3 findings in 2 files, 1 suppressed, 5 in the baseline, 7 notes not shown (--all)`
    public var count: String {
        let n = report.findings.count
        let files = Set(report.findings.map(\.place.file)).count
        var parts = [n == 0 ? "no findings in \(Self.number(report.files, "file"))"
            : "\(Self.number(n, "finding")) in \(Self.number(files, "file"))"]
        if report.suppressed > 0 { parts.append("\(report.suppressed) suppressed") }
        if report.inBaseline > 0 { parts.append("\(report.inBaseline) in the baseline") }
        if report.hiddenNotes > 0 { parts.append("\(Self.number(report.hiddenNotes, "note")) not shown (--all)") }
        return parts.joined(separator: ", ")
    }

    private static func number(_ n: Int, _ what: String) -> String { "\(n) \(what)\(n == 1 ? "" : "s")" }

    private func bold(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }

    private func coloured(_ severity: Finding.Severity) -> String {
        let word = severity.rawValue + ":"
        if !isColoured { return word }
        let colour =
            switch severity {
            case .error: "31"
            case .warning: "35"
            case .note: "36"
            }
        return "\u{1b}[1;\(colour)m\(word)\u{1b}[0m"
    }
}

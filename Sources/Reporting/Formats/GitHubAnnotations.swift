// Annotations of GitHub's workflows: lines that the runner takes for commands, and a summary of the job.
//
// A step shows ten annotations of each level and drops the others without a word, so the worst come first, as commands, and
// what follows them is plain text. Plain lines are told from commands by a dash, as a file may be called `::error::`.

import Linting
import Planning

public struct GitHubAnnotations {
    static let mostOfALevel = 10
    /// A step's summary is dropped as a whole above 1 MiB.
    static let mostInSummary = 1000

    private let document: LintDocument

    public init(_ document: LintDocument) { self.document = document }

    public var text: String {
        var shown: [Finding.Severity: Int] = [:]
        var commands: [String] = []
        var plain: [String] = []
        for finding in document.report.findings {
            if shown[finding.severity, default: 0] < Self.mostOfALevel {
                shown[finding.severity, default: 0] += 1
                commands.append(command(finding))
            } else {
                let line = "\(place(finding)): \(finding.severity.rawValue): \(finding.message) [\(finding.rule)]"
                plain.append("- " + Self.harmless(line))
            }
        }
        commands += document.failures.filter { !$0.contains(": note: ") }.prefix(Self.mostOfALevel - shown[.error, default: 0])
            .map { "::error title=not analysed::" + Self.escaped($0) }
        if !plain.isEmpty { plain.insert("- \(plain.count) more than GitHub shows as annotations:", at: 0) }
        return (commands + plain).map { $0 + "\n" }.joined()
    }

    private func command(_ finding: Finding) -> String {
        let level = finding.severity == .note ? "notice" : finding.severity.rawValue
        var properties = [
            ("file", document.path(finding.place.file).text), ("line", "\(finding.place.line)"),
            ("col", "\(document.column(finding.place.column, in: finding.place))"),
        ]
        if let end = finding.endColumn { properties.append(("endColumn", "\(document.column(end, in: finding.place))")) }
        properties.append(("title", finding.rule))
        let head = properties.map { "\($0.0)=\(Self.property($0.1))" }.joined(separator: ",")
        return "::\(level) \(head)::\(Self.escaped(finding.message))"
    }

    private func place(_ finding: Finding) -> String {
        "\(document.path(finding.place.file).text):\(finding.place.line)"
    }

    /// Markdown for the file that GITHUB_STEP_SUMMARY names.
    public var summary: String {
        let findings = document.report.findings
        var text = "### cede lint: \(FindingText(document.report).count)\n"
        if !findings.isEmpty {
            text += "\n| | place | rule | finding |\n|---|---|---|---|\n"
            text += findings.prefix(Self.mostInSummary).map { finding in
                let cells = [
                    finding.severity.rawValue, Self.code(place(finding)), finding.rule, Self.markdown(finding.message),
                ]
                return "| " + cells.joined(separator: " | ") + " |\n"
            }.joined()
            if findings.count > Self.mostInSummary { text += "\n\(findings.count - Self.mostInSummary) more.\n" }
        }
        if !document.failures.isEmpty {
            text += "\n" + document.failures.map { "- " + Self.markdown($0) + "\n" }.joined()
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.mappingScalars { escapes[$0] }
    }

    private static func property(_ text: String) -> String {
        text.mappingScalars { escapes[$0] ?? ($0 == ":" ? "%3A" : $0 == "," ? "%2C" : nil) }
    }

    private static let escapes: [Unicode.Scalar: String] = ["%": "%25", "\r": "%0D", "\n": "%0A"]

    /// The runner's older commands, `##[...]`, may stand anywhere in a line.
    private static func harmless(_ line: String) -> String {
        line.mappingScalars { $0 == "\r" || $0 == "\n" ? " " : nil }.replacing("##[", with: "## [")
    }

    private static func markdown(_ text: String) -> String {
        text.mappingScalars { scalar in
            switch scalar {
            case "\n", "\r": " "
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "|", "`", "*", "_", "[", "]", "\\", "#", "@", "~", "!": "\\\(scalar)"
            default: nil
            }
        }
    }

    /// Not in backquotes: a file's name may hold them.
    private static func code(_ text: String) -> String { "<code>" + markdown(text) + "</code>" }
}

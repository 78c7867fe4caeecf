// GitLab's code quality report: the part of Code Climate's format that it reads, one array.

import Linting

struct GitLabCodeQuality {
    private let document: LintDocument

    init(_ document: LintDocument) { self.document = document }

    var text: String {
        let rows = document.report.findings.enumerated().map { i, finding in
            let severity =
                switch finding.severity {
                case .error: "critical"
                case .warning: "major"
                case .note: "info"
                }
            // It refuses lines below 1.
            let lines = JSONText.object([("begin", "\(max(1, finding.place.line))")])
            return JSONText.object([
                ("description", JSONText.string(finding.message)), ("check_name", JSONText.string(finding.rule)),
                ("fingerprint", JSONText.string(document.fingerprints[i])), ("severity", JSONText.string(severity)),
                (
                    "location",
                    JSONText.object([
                        ("path", JSONText.string(document.path(finding.place.file).text)), ("lines", lines),
                    ])
                ),
            ])
        }
        return JSONText.array(rows) + "\n"
    }
}

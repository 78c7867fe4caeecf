// Checkstyle's XML, which Jenkins and many others read.

import Linting

struct Checkstyle {
    private let document: LintDocument

    init(_ document: LintDocument) { self.document = document }

    var text: String {
        let byFile = Dictionary(grouping: document.report.findings) { document.path($0.place.file).text }
        let files = byFile.sorted { $0.key < $1.key }.map { path, findings in
            let errors = findings.map { finding in
                XMLText.element(
                    "error",
                    [
                        ("line", "\(finding.place.line)"),
                        ("column", "\(document.column(finding.place.column, in: finding.place))"),
                        ("severity", finding.severity == .note ? "info" : finding.severity.rawValue),
                        ("message", finding.message), ("source", "cede.\(finding.rule)"),
                    ])
            }
            return XMLText.element("file", [("name", path)], "\n" + errors.map { $0 + "\n" }.joined()) + "\n"
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + XMLText.element("checkstyle", [("version", "4.3")], "\n" + files.joined()) + "\n"
    }
}

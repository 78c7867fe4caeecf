// JSON for other programs; `Schemas/cede-lint.schema.json` says what may stand in it, and a test holds it to that.
//
// One object a line, so that line tools can count and compare. Keys are only ever added within a version.

import Linting
import Planning

struct FindingJSON {
    static let version = 1

    private let document: LintDocument

    init(_ document: LintDocument) { self.document = document }

    var text: String {
        let report = document.report
        let counts = [
            ("findings", report.findings.count), ("files", report.files), ("suppressed", report.suppressed),
            ("inBaseline", report.inBaseline), ("hiddenNotes", report.hiddenNotes),
        ]
        return JSONText.object([
            ("version", "\(Self.version)"),
            ("tool", JSONText.object([("name", JSONText.string("cede")), ("version", JSONText.string(document.version))])),
            ("counts", JSONText.object(counts.map { ($0.0, "\($0.1)") })),
            ("findings", JSONText.array(report.findings.indices.map(finding))),
            ("notAnalysed", JSONText.array(document.failures.map(JSONText.string))),
            ("staleBaseline", JSONText.array(report.stale.map(JSONText.string))),
        ]) + "\n"
    }

    private func finding(_ i: Int) -> String {
        let finding = document.report.findings[i]
        var fields = [
            ("rule", JSONText.string(finding.rule)), ("severity", JSONText.string(finding.severity.rawValue)),
        ]
        fields += place(finding.place)
        if let end = finding.endColumn { fields.append(("endColumn", "\(end)")) }
        if let function = finding.function { fields.append(("function", JSONText.string(function))) }
        fields.append(("message", JSONText.string(finding.message)))
        if let gap = finding.gap { fields.append(("gapNs", JSONText.nanoseconds(gap))) }
        if !finding.related.isEmpty {
            let related = finding.related.map {
                JSONText.object(place($0.place) + [("message", JSONText.string($0.message))])
            }
            fields.append(("related", "[" + related.joined(separator: ", ") + "]"))
        }
        fields.append(("fingerprint", JSONText.string(document.fingerprints[i])))
        return JSONText.object(fields)
    }

    /// Columns count bytes, as in the text.
    private func place(_ place: Place) -> [(String, String)] {
        [
            ("path", JSONText.string(document.path(place.file).text)), ("line", "\(place.line)"),
            ("column", "\(place.column)"),
        ]
    }
}

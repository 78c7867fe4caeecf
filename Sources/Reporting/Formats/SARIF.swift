// SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
//
// Fingerprints are our own, as uploads that come without one show a finding again after every edit above it. Paths are
// relative to a base that is the root of the tree, so that two machines write the same results. What comments and a baseline
// keep quiet is told, too, with what does so, as the standard has it: a result is suppressed, not absent.

import Linting
import Planning

struct SARIF {
    private static let base = "ROOT"

    private let document: LintDocument
    private let rules: [any Rule]
    private let ruleIndex: [String: Int]

    init(_ document: LintDocument, rules: [any Rule] = Rules.all) {
        self.document = document
        self.rules = rules
        ruleIndex = Dictionary(rules.indices.map { (rules[$0].name, $0) }, uniquingKeysWith: { a, _ in a })
    }

    var text: String {
        let driver = JSONText.object([
            ("name", JSONText.string("cede")), ("semanticVersion", JSONText.string(document.version)),
            ("rules", JSONText.array(rules.map(rule))),
        ])
        let root = document.root.hasSuffix("/") ? document.root : document.root + "/"
        let bases = JSONText.object([(Self.base, JSONText.object([("uri", JSONText.string("file://" + FilePath.uri(root)))]))])
        let run = JSONText.object([
            ("tool", JSONText.object([("driver", driver)])),
            ("invocations", "[" + invocation + "]"),
            ("originalUriBaseIds", bases),
            ("columnKind", JSONText.string("utf16CodeUnits")),
            ("results", JSONText.array(results)),
        ])
        return JSONText.object([
            ("$schema", JSONText.string("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", JSONText.string("2.1.0")), ("runs", "[" + run + "]"),
        ]) + "\n"
    }

    private func message(_ text: String) -> String { JSONText.object([("text", JSONText.string(text))]) }

    private func rule(_ rule: any Rule) -> String {
        JSONText.object([
            ("id", JSONText.string(rule.name)),
            ("shortDescription", message(Self.sentence(rule.summary))),
            ("fullDescription", message(rule.explanation)),
            ("help", message(rule.explanation + "\n\nSilence one finding: // cede:disable:next \(rule.name) -- reason")),
            ("defaultConfiguration", JSONText.object([("level", JSONText.string(rule.severity.rawValue))])),
        ])
    }

    private var results: [String] {
        let report = document.report
        let told = report.findings.map { (finding: $0, means: [Silenced.Means]()) }
        let quiet = report.silenced.map { (finding: $0.finding, means: [$0.means]) }
        return zip(told + quiet, document.fingerprints).map { result($0.finding, $0.means, $1) }
    }

    private func result(_ finding: Finding, _ means: [Silenced.Means], _ fingerprint: String) -> String {
        var fields = [("ruleId", JSONText.string(finding.rule))]
        if let index = ruleIndex[finding.rule] { fields.append(("ruleIndex", "\(index)")) }
        fields += [
            ("level", JSONText.string(finding.severity.rawValue)),
            ("message", message(Self.sentence(finding.message))),
            ("locations", "[" + location(finding.place, endColumn: finding.endColumn, function: finding.function) + "]"),
        ]
        if !finding.related.isEmpty {
            let related = finding.related.map { location($0.place, message: $0.message) }
            fields.append(("relatedLocations", "[" + related.joined(separator: ", ") + "]"))
        }
        fields.append(
            ("partialFingerprints", JSONText.object([("cede/v1", JSONText.string(fingerprint))])))
        // Of all results or of none; an empty list says that one is not suppressed.
        fields.append(("suppressions", JSONText.array(means.map(suppression))))
        if document.hasBaseline {
            fields.append(("baselineState", JSONText.string(means == [.baseline] ? "unchanged" : "new")))
        }
        if let gap = finding.gap { fields.append(("properties", JSONText.object([("gapNs", JSONText.nanoseconds(gap))]))) }
        return JSONText.object(fields)
    }

    private func suppression(_ means: Silenced.Means) -> String {
        switch means {
        case .comment(let place, let reason):
            var fields = [("kind", JSONText.string("inSource"))]
            if let reason { fields.append(("justification", JSONText.string(reason))) }
            return JSONText.object(fields + [("location", location(place))])
        case .baseline:
            return JSONText.object([
                ("kind", JSONText.string("external")),
                ("justification", JSONText.string("it is in the baseline")),
            ])
        }
    }

    private func location(
        _ place: Place, endColumn: Int? = nil, function: String? = nil, message text: String? = nil
    ) -> String {
        let path = document.path(place.file)
        let artifact = path.isRelative
            ? [("uri", JSONText.string(FilePath.uri(path.text))), ("uriBaseId", JSONText.string(Self.base))]
            : [("uri", JSONText.string("file://" + FilePath.uri(path.text)))]
        var physical = [("artifactLocation", JSONText.object(artifact))]
        // What is about a file as a whole has no line.
        if place.line > 0 {
            var region = [("startLine", "\(place.line)")]
            if place.column > 0 { region.append(("startColumn", "\(document.column(place.column, in: place))")) }
            if let endColumn { region.append(("endColumn", "\(document.column(endColumn, in: place))")) }
            physical.append(("region", JSONText.object(region)))
        }
        var fields = [("physicalLocation", JSONText.object(physical))]
        if let function {
            let logical = JSONText.object([("name", JSONText.string(function)), ("kind", JSONText.string("function"))])
            fields.append(("logicalLocations", "[" + logical + "]"))
        }
        if let text { fields.append(("message", message(text))) }
        return JSONText.object(fields)
    }

    private var invocation: String {
        let told = document.failures.map {
            JSONText.object([("level", JSONText.string("error")), ("message", message($0))])
        }
        return JSONText.object([
            ("executionSuccessful", "\(document.failures.isEmpty)"),
            ("toolExecutionNotifications", JSONText.array(told)),
        ])
    }

    /// Messages are sentences without a full stop; here they stand alone.
    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst() + "."
    }
}

// JUnit's XML: a suite a file, a failed case a finding, so that a CI shows findings where it shows tests.
//
// Notes pass, as they do for the exit code. A lint without findings is one case that passed: readers take a file without
// any for tests that did not run.

import Linting

struct JUnit {
    private let document: LintDocument

    init(_ document: LintDocument) { self.document = document }

    var text: String {
        let findings = document.report.findings
        let byFile = Dictionary(grouping: findings) { document.path($0.place.file).text }
        var suites = byFile.sorted { $0.key < $1.key }.map { path, findings in
            suite(
                path, failures: findings.count { $0.severity != .note }, errors: 0,
                findings.map { testcase($0, of: path) })
        }
        if !document.failures.isEmpty {
            suites.append(
                suite(
                    "not analysed", failures: 0, errors: document.failures.count,
                    document.failures.map { message in
                        XMLText.element(
                            "testcase", [("classname", "not analysed"), ("name", message)],
                            XMLText.element("error", [("message", message)]))
                    }))
        }
        if suites.isEmpty {
            let name = "\(document.report.files) file\(document.report.files == 1 ? "" : "s") without findings"
            suites = [
                suite("cede lint", failures: 0, errors: 0, [XMLText.element("testcase", [("classname", "cede lint"), ("name", name)])])
            ]
        }
        let totals = [
            ("name", "cede lint"), ("tests", "\(max(1, findings.count + document.failures.count))"),
            ("failures", "\(findings.count { $0.severity != .note })"), ("errors", "\(document.failures.count)"),
        ]
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + XMLText.element("testsuites", totals, "\n" + suites.joined()) + "\n"
    }

    private func suite(_ name: String, failures: Int, errors: Int, _ cases: [String]) -> String {
        XMLText.element(
            "testsuite",
            [("name", name), ("tests", "\(cases.count)"), ("failures", "\(failures)"), ("errors", "\(errors)")],
            "\n" + cases.map { $0 + "\n" }.joined()) + "\n"
    }

    private func testcase(_ finding: Finding, of path: String) -> String {
        let line = "\(path):\(finding.place.line):\(finding.place.column): \(finding.severity.rawValue): \(finding.message)"
        let result =
            finding.severity == .note
            ? XMLText.element("system-out", [], XMLText.escaped(line))
            : XMLText.element("failure", [("type", finding.rule), ("message", finding.message)], XMLText.escaped(line))
        return XMLText.element(
            "testcase",
            [
                ("classname", path), ("name", "\(finding.rule) at line \(finding.place.line), column \(finding.place.column)"),
                ("file", path), ("line", "\(finding.place.line)"),
            ], result)
    }
}

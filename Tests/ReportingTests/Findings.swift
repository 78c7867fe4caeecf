// A lint of two files, one of which has a name and a line that formats must take care with.

import Foundation
import Linting
import Planning

@testable import Reporting

enum Findings {
    static let odd = "src/a b,c:%\"<ü>.c"

    static func finding(
        _ severity: Finding.Severity = .warning, _ file: String = "src/x.c", line: Int = 3, column: Int = 9, gap: Double? = nil,
        rule: String = "unbounded-loop", message: String = "this 'for' loop has no check", related: [Finding.Related] = []
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, place: Place(file: file, line: line, column: column), function: "run",
            message: message, gap: gap.map { .microseconds($0) }, related: related)
    }

    static let texts: [String: [UInt8]] = [
        "src/x.c": Array("#\n\n    f(); for (;;);\n".utf8), odd: Array("/*üü😀*/ for (;;);\n".utf8),
    ]

    static func document(
        _ findings: [Finding], silenced: [Silenced] = [], failures: [String] = [], hasBaseline: Bool = false
    ) -> LintDocument {
        LintDocument(
            LintReport(findings, silenced: silenced, files: 2), failures: failures, version: "1.2.3", folder: "/tree/sub", root: "/tree",
            hasBaseline: hasBaseline, texts: texts)
    }

    static func json(_ text: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
}

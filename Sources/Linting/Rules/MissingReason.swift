// `missing-reason`: suppressions that do not say why.

import Planning

public struct MissingReason: Rule {
    public let name = "missing-reason"
    public let summary = "a suppression that gives no reason"
    public let severity = Finding.Severity.warning
    public let explanation = """
        Whoever reads the code later cannot tell whether this suppression still holds. Write the reason behind `--`: \
        `// cede:disable:next unbounded-loop -- at most 32 turns, one a bit`.
        """
    public let examples = [
        Example("↓// cede:disable:next unbounded-loop\nvoid f(volatile int *p) { while (*p) {} }"),
        Example("void f(volatile int *p) { while (*p) {} } ↓// NOLINT(cede-unbounded-loop)"),
        Example("// cede:disable:next unbounded-loop -- a device's bit\nvoid f(volatile int *p) { while (*p) {} }"),
        Example("void f(volatile int *p) { while (*p) {} } // NOLINT(cede-unbounded-loop): a device's bit"),
    ]

    public init() {}

    /// These come from the comments and not from the code: see `Suppressions`.
    public func findings(in unit: LintUnit) -> [Finding] { [] }

    func finding(at place: Place) -> Finding {
        Finding(rule: name, severity: severity, place: place, message: "this suppression gives no reason; add: -- why")
    }
}

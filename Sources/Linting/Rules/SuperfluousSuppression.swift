// `superfluous-suppression`: comments that silence nothing.

import Planning

public struct SuperfluousSuppression: Rule {
    public let name = "superfluous-suppression"
    public let summary = "a suppression that silences nothing"
    public let severity = Finding.Severity.warning
    public let explanation = """
        Nothing is found where this comment points, or it names a rule that does not exist. What it once silenced is gone, \
        or it never worked; left behind, it will hide the next finding at this place.

        Take it out, or correct it.
        """
    public let examples = [
        Example("↓// cede:disable:next unbounded-loop -- it is short\nint f(int x) { return x; }"),
        Example("int f(int x) { return x; } ↓// NOLINT(cede-unbounded-lop) typed wrong"),
        Example(
            "int f(volatile int *p) { while (*p) {} return 0; } // cede:disable:this unbounded-loop -- a device's bit"),
        Example("int f(int x) { return x; } // NOLINT(bugprone-branch-clone)"),
    ]

    public init() {}

    /// These come from the comments and not from the code: see `Suppressions`.
    public func findings(in unit: LintUnit) -> [Finding] { [] }

    func finding(_ place: Place, _ message: String) -> Finding {
        Finding(rule: name, severity: severity, place: place, message: message)
    }
}

// `no-yield-too-long`: what was marked to run without a check, and may run too long for that.

import Planning

public struct NoYieldTooLong: Rule {
    public let name = "no-yield-too-long"
    public let summary = "a no-yield region that may run longer than the budget"
    public let severity = Finding.Severity.warning
    public let explanation = """
        A no-yield comment or attribute keeps checks out on purpose: a lock is held, a device waits. Such a region should \
        be short. This one holds a cycle that has no bound within the budget, so everyone else on the worker waits for it.

        Bound the loop, move the long part out of the region, or suppress this finding with the reason why it stays short.
        """
    public let examples = [
        Example("/* cede:no-yield -- the table is half moved */\nvoid f(int *p, int n) { ↓while (n) p[--n] = 0; }"),
        Example(
            """
            void f(int *p, int n) {
                /* cede:no-yield -- the device waits */
                ↓for (int i = 0; i < n; i++) p[i] = 0;
            }
            """),
        Example(
            """
            void f(int *p) {
                /* cede:no-yield -- the device waits */
                for (int i = 0; i < 8; i++) p[i] = 0;
            }
            """),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        unit.cycles.compactMap { cycle in
            guard cycle.entry.reason.isOnPurpose, !cycle.isBounded(within: unit.options.budget) else {
                return nil
            }
            return Finding(
                rule: name, severity: cycle.entry.subject == .entry ? .note : severity, place: cycle.entry.place, function: cycle.entry.function,
                message: "this cycle has no bound within \(unit.options.budget) and keeps checks out "
                    + "(\(cycle.entry.reason))",
                gap: cycle.estimate, word: cycle.word)
        }
    }
}

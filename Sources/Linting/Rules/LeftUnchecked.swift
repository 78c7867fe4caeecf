// `left-unchecked`: cycles that rewriting does not help.

import Planning

public struct LeftUnchecked: Rule {
    public let name = "left-unchecked"
    public let summary = "a cycle without a bound that Cede cannot give a check either"
    public let severity = Finding.Severity.warning
    public let explanation = """
        This cycle has no proven bound, and nothing can be inserted into it: it was not understood, or its function is one \
        that must be left alone. Also a build through `cede cc` runs it without a check. As with `unbounded-loop` it is a \
        warning when it is likely to take longer than the budget, and else a note.

        Write the loop in a way that is understood (the reason says what is not), or call `cede_check()` in it by hand.
        """
    public let examples = [
        Example(
            """
            __attribute__((no_instrument_function))
            int f(volatile int *p) { int n = 0; ↓while (*p) n++; return n; }
            """),
        Example("void f(float *x, int n) { for (int i = 0; i < n; i++) x[i] *= 2; }"),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        unit.cycles.compactMap { cycle in
            let reason = cycle.entry.reason
            guard reason.leavesCycleUnchecked, !reason.isOnPurpose,
                !cycle.isBounded(within: unit.options.budget), !unit.skeleton.functions[cycle.function].isSignalHandler
            else { return nil }
            return Finding(
                rule: name, severity: cycle.isLikely(beyond: unit.options.budget) && cycle.entry.subject != .entry ? severity : .note,
                place: cycle.entry.place, function: cycle.entry.function,
                message: "this cycle has no bound, and would stay without a check: \(reason)", gap: cycle.estimate,
                word: cycle.word)
        }
    }
}

extension Cycle {
    /// A loop that the planner did not judge, as it may not be touched, but which is short.
    func isBounded(within budget: Cost) -> Bool {
        if case .atMost? = loop?.trips { return estimate.picoseconds <= budget.picoseconds }
        return false
    }
}

extension Function {
    /// It has a rule of its own.
    fileprivate var isSignalHandler: Bool { if case .signalHandler? = role { true } else { false } }
}

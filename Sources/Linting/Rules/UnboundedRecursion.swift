// `unbounded-recursion`: cycles of calls, at the functions that the rewriter would give a check at their entry.

import Planning

public struct UnboundedRecursion: Rule {
    public let name = "unbounded-recursion"
    public let summary = "a cycle of calls with no check and no bound"
    public let severity = Finding.Severity.warning
    public let explanation = """
        This function can call itself, directly or through others, and nothing on that cycle asks whether another task \
        wants the worker. How deep and how often it goes is for the data to say. `cede cc` would put a check at its entry.

        It is a warning when that is likely to take longer than the budget: a function that goes down a tree, calling itself \
        with a part of what it was given, or that calls itself in one place only, is expected to do so a few times, and one \
        that calls itself several times on one way, very often. Else it is a note. A function that may only come back to itself through code outside the file (it calls something that was not seen, \
        and others can call it) is a note.
        """
    public let examples = [
        Example("int ↓fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }"),
        Example(
            """
            static int odd(int n);
            static int ↓even(int n) { return n == 0 ? 1 : odd(n - 1); }
            static int odd(int n) { return n == 0 ? 0 : even(n - 1); }
            int f(int n) { return even(n); }
            """),
        Example("extern void visit(int);\nvoid ↓walk(int n) { visit(n); }"),
        Example("static int twice(int n) { return 2 * n; }\nint f(int n) { return twice(twice(n)); }"),
        Example(
            "extern void cede_check(void);\nint f(int n) { cede_check(); return n < 2 ? n : f(n - 1) + f(n - 2); }"),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        unit.cycles.enumerated().compactMap { i, cycle in
            guard cycle.entry.subject == .entry, cycle.needsCheck else { return nil }
            let isCertain = cycle.entry.reason == .onCallCycle
            return Finding(
                rule: name, severity: unit.causes.others[i] == nil ? .note : .warning, place: cycle.entry.place,
                function: cycle.entry.function,
                message: "'\(cycle.entry.function)' has no check and no bound: \(cycle.entry.reason)"
                    + Finding.standingFor(unit.causes.others[i]),
                gap: isCertain ? cycle.estimate : nil, word: cycle.word)
        }
    }
}

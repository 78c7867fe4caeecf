// `unbounded-loop`: what the rewriter would give a check, and why.

import Planning

public struct UnboundedLoop: Rule {
    public let name = "unbounded-loop"
    public let summary = "a cycle with no check and no proven bound within the budget"
    public let severity = Finding.Severity.warning
    public let explanation = """
        Nothing in the source keeps this loop, or this jump back, from running longer than the budget, and it asks \
        nobody whether another task wants the worker. `cede cc` would put a check here, or cut the loop into strips with a \
        check between two; what is reported is exactly what gets one.

        It is a warning when all its turns are known or likely to take longer than the budget, and a note when they may. \
        Where the number of turns is not known it is guessed by what the loop goes over: many for data (a walk to an end, a \
        size), few for lists, structures, text, runs of equals, tables and what a structure counts; what goes over such things \
        alone is never a warning. The time so guessed must be a hundred times the budget, and one that is known eight times, \
        as costs are latencies. A function's worst cycle stands for all others in it, and for those in functions that only it calls: those \
        are notes, and so are jumps back, which mostly try again, and places where a `longjmp` comes back. What a called function is told of is not counted again.

        Build the file through `cede cc`, call `cede_check()` in the loop, or bound it: a loop of a constant number of \
        turns that fit the budget is left alone.
        """
    public let examples = [
        Example(
            """
            void product(double *a, double *b, double *c, int n) {
                ↓for (int i = 0; i < n; i++)
                    ↓for (int j = 0; j < n; j++)
                        ↓for (int k = 0; k < n; k++) c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
            """),
        Example("unsigned f(unsigned n) { ↓while (n != 1) n = n & 1 ? 3 * n + 1 : n / 2; return n; }"),
        Example("int f(volatile int *p) {\n  int n = 0;\nagain:\n  n++;\n  if (*p) ↓goto again;\n  return n;\n}"),
        Example("int f(int *p) { int s = 0; for (int i = 0; i < 16; i++) s += p[i]; return s; }"),
        Example(
            """
            extern void cede_check(void);
            void f(volatile int *p) { while (*p) { *p /= 2; cede_check(); } }
            """),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        // The labels of one dispatch are one cycle.
        let landings = Dictionary(grouping: unit.cycles.filter { $0.needsCheck && $0.entry.reason == .landing }, by: \.function)
        return unit.cycles.enumerated().compactMap { i, cycle in
            guard cycle.entry.subject != .entry, cycle.needsCheck else { return nil }
            guard cycle.entry.reason == .landing, let all = landings[cycle.function] else {
                return finding(cycle, unit.options.budget, standsFor: unit.causes.others[i])
            }
            guard cycle.entry.place == all[0].entry.place else { return nil }
            let others = unit.causes.others[i].map { $0 - (all.count - 1) }
            var finding = finding(cycle, unit.options.budget, standsFor: others)
            if all.count > 1 { finding.message += ", and at \(all.count - 1) more labels" }
            return finding
        }
    }

    /// `others`: so many cycles it is a warning for; nil: it is a note.
    private func finding(_ cycle: Cycle, _ budget: Cost, standsFor others: Int?) -> Finding {
        let what =
            switch cycle.entry.subject {
            case .loop(let keyword): "this '\(keyword)' loop"
            case .jump(let spelling): "the cycle that '\(spelling)' closes"
            case .entry: ""
            }
        let isLikely = cycle.isLikely(beyond: budget)
        let why = [cycle.entry.reason.inFindings, cycle.loop == nil ? nil : cycle.turn.asTurn].compactMap { $0 }
        return Finding(
            rule: name, severity: others == nil ? .note : .warning, place: cycle.entry.place, function: cycle.entry.function,
            message: ([what + (isLikely ? " may run longer than \(budget)" : " has no bound within \(budget)")]
                + (why.isEmpty ? [] : [why.joined(separator: ", ")])).joined(separator: ": ") + Finding.standingFor(others),
            gap: cycle.estimate, word: cycle.word)
    }
}

extension Finding {
    /// What a warning says of the cycles that it stands for.
    static func standingFor(_ others: Int?) -> String {
        guard let others, others > 0 else { return "" }
        return "; \(others) more \(others == 1 ? "cycle" : "cycles") here or in what this calls"
    }
}

extension Cost {
    /// A guess of a guess is no figure.
    fileprivate var asTurn: String {
        let most = Cost.microseconds(1_000)
        return picoseconds > most.picoseconds ? "more than \(most) a turn" : "about \(self) a turn"
    }
}

extension Reason {
    /// Without what only the one who rewrites wants to know.
    fileprivate var inFindings: String? {
        switch self {
        case .backwardJump: nil
        case .countedLoop: "the number of turns is not known"
        case .holdsLoop: "it holds another loop without a bound"
        case .tooManyTrips(let n): "it may turn \(n) times"
        case .unknownTrips: "the number of turns is not known"
        default: description
        }
    }
}

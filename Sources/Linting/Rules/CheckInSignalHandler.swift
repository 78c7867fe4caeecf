// `check-in-signal-handler`: handlers that run into checks, which do nothing there, or into loops without a bound.

import Planning

public struct CheckInSignalHandler: Rule {
    public let name = "check-in-signal-handler"
    public let summary = "a signal handler that reaches a check, which does not yield there"
    public let severity = Finding.Severity.warning
    public let explanation = """
        A handler interrupts a task anywhere, also where it must not yield, so a check in it does nothing: whatever loops \
        in the handler, or in what it calls, holds the worker to its end.

        Let the handler set a flag (or write a byte into a pipe), and do the work in a task.
        """
    public let examples = [
        Example(
            """
            #include <signal.h>
            static volatile int n;
            static void drain(void) { while (n) n--; }
            static void ↓handler(int s) { drain(); (void)s; }
            void f(void) { signal(SIGINT, handler); }
            """),
        Example(
            """
            #include <signal.h>
            static volatile int n;
            static void ↓handler(int s) { while (n != s) n--; }
            void f(void) { signal(SIGINT, handler); }
            """),
        Example(
            """
            #include <signal.h>
            static volatile int n;
            static void handler(int s) { n = s; }
            void f(void) { signal(SIGINT, handler); }
            """),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        unit.skeleton.functions.indices.compactMap { i in
            let function = unit.skeleton.functions[i]
            guard case .signalHandler(let use)? = function.role else { return nil }
            let own = unit.cycles.first { cycle in
                cycle.function == i && cycle.entry.subject != .entry && cycle.entry.reason.leavesCycleUnchecked
                    && !cycle.isBounded(within: unit.options.budget)
            }
            guard own != nil || unit.reachesCycles[i] else { return nil }
            let why =
                own == nil
                ? "reaches checks, which do not yield there: what loops in it holds the worker"
                : "has a loop without a bound, in which a check would not yield"
            return Finding(
                rule: name, severity: severity, place: function.place, function: function.name,
                message: "the signal handler '\(function.name)' \(why)", gap: own?.estimate,
                related: [Finding.Related(place: use, message: "it becomes a handler here")], word: function.name.shortName)
        }
    }
}


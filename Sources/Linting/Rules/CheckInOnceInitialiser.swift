// `check-in-once-initialiser`: what runs once, and may give the worker away meanwhile.

import Planning

public struct CheckInOnceInitialiser: Rule {
    public let name = "check-in-once-initialiser"
    public let summary = "an initialiser that runs once reaches a check, while all who need it wait"
    public let severity = Finding.Severity.warning
    public let explanation = """
        While this function runs, everyone who needs what it initialises waits. Yielding in it makes them wait for other \
        tasks too; where the library's own wait blocks the thread (`dispatch_once`), they may wait for a task of their own \
        worker, which never runs. The runtime takes over `pthread_once` and `call_once`, so there it is a note.

        Keep initialisers short, mark them `cede_no_yield`, or initialise before tasks are started.
        """
    public let examples = [
        Example(
            """
            #include <pthread.h>
            extern volatile int n;
            static pthread_once_t once = PTHREAD_ONCE_INIT;
            static void ↓fill(void) { while (n) n--; }
            void f(void) { pthread_once(&once, fill); }
            """),
        Example(
            """
            #include <pthread.h>
            static int n;
            static pthread_once_t once = PTHREAD_ONCE_INIT;
            static void fill(void) { n = 3; }
            void f(void) { pthread_once(&once, fill); }
            """),
    ]

    public init() {}

    private static let takenOver = ["pthread_once", "call_once"]

    public func findings(in unit: LintUnit) -> [Finding] {
        unit.skeleton.functions.indices.compactMap { i in
            let function = unit.skeleton.functions[i]
            guard case .onceInitialiser(let once, let use)? = function.role, unit.meetsChecks[i] else { return nil }
            return Finding(
                rule: name, severity: Self.takenOver.contains(once) ? .note : severity, place: function.place,
                function: function.name,
                message: "'\(function.name)' runs under '\(once)' and reaches a check, while all who need it wait",
                related: [Finding.Related(place: use, message: "it is run once by this call")], word: function.name.shortName)
        }
    }
}

// `starving-task`: long synchronous work on Swift's own tasks, which share a few threads.

import Planning

public struct StarvingTask: Rule {
    public let name = "starving-task"
    public let summary = "long synchronous work on a Swift task, with no suspension point"
    public let severity = Finding.Severity.warning
    public let explanation = """
        Swift's tasks share as many threads as there are cores, and give them back only where they suspend. This cycle runs \
        on such a task (it stands in an async function, an actor's method or a task's closure, or is called from one in \
        this file), may take longer than the budget, and holds no `await`: while it turns, other tasks wait.

        Build through Cede and run it on Cede's tasks, put an `await Task.yield()` in the outer loop, or move the work to a \
        thread of its own.
        """
    public let examples = [
        Example(
            """
            func sums(_ tables: [[[Int]]]) async -> Int {
                var sum = 0
                ↓for rows in tables { for row in rows { for x in row { sum &+= x } } }
                return sum
            }
            """, .swift),
        Example(
            """
            func work(_ tables: [[[Int]]]) -> Int {
                var sum = 0
                ↓for rows in tables { for row in rows { for x in row { sum &+= x } } }
                return sum
            }
            func start(_ tables: [[[Int]]]) { Task { print(work(tables)) } }
            """, .swift),
        Example(
            """
            func sums(_ tables: [[[Int]]]) async -> Int {
                var sum = 0
                for rows in tables {
                    for row in rows { for x in row { sum &+= x } }
                    await Task.yield()
                }
                return sum
            }
            """, .swift),
        Example(
            """
            func sums(_ tables: [[[Int]]]) -> Int {
                var sum = 0
                for rows in tables { for row in rows { for x in row { sum &+= x } } }
                return sum
            }
            """, .swift),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        guard let concurrency = unit.concurrency else { return [] }
        let reached = Self.reached(unit, concurrency)
        return unit.cycles.compactMap { cycle in
            guard let why = reached[cycle.function], cycle.needsCheck,
                cycle.isLikely(beyond: unit.options.budget),
                !concurrency.suspendingLoops.contains(cycle.entry.place)
            else { return nil }
            let what: String
            switch cycle.entry.subject {
            case .loop(let keyword): what = "this '\(keyword)' loop"
            case .entry where cycle.entry.reason == .onCallCycle: what = "'\(cycle.entry.function)', which calls itself,"
            case .entry, .jump: return nil
            }
            return Finding(
                rule: name, severity: severity, place: cycle.entry.place, function: cycle.entry.function,
                message: "\(what) may run longer than \(unit.options.budget) in \(why) and holds no suspension point: "
                    + "other tasks wait for its thread",
                gap: cycle.estimate, word: cycle.word)
        }
    }

    /// The functions that run on tasks, and how that is known.
    private static func reached(_ unit: LintUnit, _ concurrency: Concurrency) -> [Int: String] {
        let functions = unit.skeleton.functions
        let byText = Dictionary(concurrency.bodies.map { ($0.text, $0.why) }, uniquingKeysWith: { a, _ in a })
        var reached: [Int: String] = [:]
        for i in functions.indices { reached[i] = byText[functions[i].text] }
        var open = reached.keys.sorted()
        while let next = open.popLast() {
            for callee in unit.links.callees[next] where reached[callee] == nil {
                reached[callee] = reached[next].map { $0.hasPrefix("what ") ? $0 : "what \($0) calls" }
                open.append(callee)
            }
        }
        return reached
    }
}

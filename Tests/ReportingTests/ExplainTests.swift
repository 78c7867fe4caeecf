// The layout of `cede explain`.

import Planning
import Reporting
import Testing

@Suite struct ExplainTests {
    private func entry(
        _ subject: Plan.Subject, _ line: Int, _ function: String, _ decision: Plan.Decision, _ reason: Reason,
        file: String = "x.c"
    ) -> Plan.Entry {
        Plan.Entry(
            subject: subject, place: Place(file: file, line: line, column: 5), function: function,
            decision: decision, reason: reason)
    }

    private var explain: Explain {
        let site = Site(offset: 0, form: .statement)
        return Explain(
            Plan(entries: [
                entry(.entry, 3, "run", .check(site), .onCallCycle),
                entry(.loop("for"), 4, "run", .none, .bounded(trips: 4, total: .nanoseconds(8))),
                entry(.entry, 9, "f", .none, .noCallCycle),
                entry(.jump("goto again"), 12, "f", .none, .notUnderstood("asm goto")),
                entry(.entry, 1, "inline", .none, .noCallCycle, file: "x.h"),
            ]), file: "x.c")
    }

    @Test func alignsOneLineAnEntryAndEndsWithCounts() {
        let lines = explain.text().split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(
            lines[0]
                == "x.c:3:5:   function run         check           it can call itself, directly or through others"
        )
        #expect(lines[1].hasPrefix("x.c:4:5:     loop 'for'         no check        at most 4 turns"))
        #expect(lines[3] == "x.c:12:5:    jump 'goto again'  LEFT UNCHECKED  not understood: asm goto")
        #expect(
            lines[4]
                == "2 functions, 1 loop, 1 jump: 1 check, 0 loops in strips, 1 left unchecked (1 more in included files)"
        )
    }

    @Test func aLineShowsItsEntriesOrTheFunctionAround() {
        #expect(explain.text(line: 4).hasPrefix("x.c:4:5:"))
        #expect(explain.text(line: 4).contains("0 functions, 1 loop"))
        #expect(explain.text(line: 11).hasPrefix("x.c:9:5:"))
        #expect(explain.text(line: 11).contains("x.c:12:5:"))
        #expect(explain.text(line: 2).hasPrefix("0 functions"))
    }
}

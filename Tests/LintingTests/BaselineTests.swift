// A baseline knows a finding again when the code around it moves, and not when the code itself is another.

import Linting
import Planning
import Testing

@Suite struct BaselineTests {
    private func keys(_ source: String, _ findings: (line: Int, rule: String, function: String)...) -> [Baseline.Key] {
        let all = findings.map {
            Finding(
                rule: $0.rule, severity: .warning, place: Place(file: "f.c", line: $0.line, column: 1),
                function: $0.function, message: "\($0.line)")
        }
        return Baseline.keys(of: all, path: "f.c", SourceLines(Array(source.utf8)))
    }

    @Test func movedCodeIsTheSame() {
        let before = keys("while (x) {}\n", (1, "a", "f"))
        #expect(keys("\n\n   while (x) {}  \r\n", (3, "a", "f")) == before)
        #expect(keys("while (y) {}\n", (1, "a", "f")) != before)
        #expect(keys("while (x) {}\n", (1, "b", "f")) != before)
        #expect(keys("while (x) {}\n", (1, "a", "g")) != before)
    }

    @Test func equalsAreCountedInTheOrderOfTheSource() {
        let twice = keys("L\nL\n", (2, "a", "f"), (1, "a", "f"))
        #expect(twice.map(\.ordinal) == [1, 0])
        #expect(twice[0].line == twice[1].line)
        // A line that is not there (a file that changed meanwhile) is no crash.
        #expect(keys("", (7, "a", "f")).count == 1)
    }
}

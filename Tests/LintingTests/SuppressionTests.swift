// What comments silence, and what is said about comments that do not.

import Linting
import Planning
import Testing

@Suite struct SuppressionTests {
    private func finding(_ line: Int, _ rule: String = "unbounded-loop") -> Finding {
        Finding(rule: rule, severity: .warning, place: Place(file: "f", line: line, column: 1), message: "")
    }

    /// The lines of findings that are left, and what is said about the comments.
    private func left(
        _ source: String, _ findings: Finding..., language: Language = .c, options: LintOptions = LintOptions()
    ) -> (lines: [Int], said: [String]) {
        let all = Suppressions(in: Array(source.utf8), file: "f", language: language).apply(to: findings, options).left
        let own = ["superfluous-suppression", "missing-reason"]
        return (
            all.filter { !own.contains($0.rule) }.map(\.place.line),
            all.filter { own.contains($0.rule) }.map { "\($0.place.line) \($0.rule)" }
        )
    }

    @Test func nextThisRegionAndFile() {
        let next = left("// cede:disable:next unbounded-loop -- why\na\nb\n", finding(2), finding(3))
        #expect(next.lines == [3] && next.said.isEmpty)
        let this = left("a\nb /* cede:disable:this unbounded-loop -- why */\n", finding(1), finding(2))
        #expect(this.lines == [1] && this.said.isEmpty)
        let region = left(
            "a\n// cede:disable unbounded-loop -- why\nb\n// cede:enable unbounded-loop\nc\n", finding(1), finding(3),
            finding(5))
        #expect(region.lines == [1, 5] && region.said.isEmpty)
        let file = left("a\nb\n// cede:disable-file unbounded-loop -- why\n", finding(1), finding(2))
        #expect(file.lines.isEmpty && file.said.isEmpty)
    }

    @Test func onlyTheRulesThatAreNamed() {
        let two = left(
            "// cede:disable:next unbounded-loop, opaque-call -- why\n", finding(2), finding(2, "opaque-call"),
            finding(2, "blocking-call"))
        #expect(two.lines == [2] && two.said.isEmpty)
        #expect(left("// cede:disable:next all -- why\n", finding(2), finding(2, "opaque-call")).lines.isEmpty)
    }

    @Test func clangTidysWordsInC() {
        let source = "a // NOLINT(cede-unbounded-loop): why\n// NOLINTNEXTLINE(bugprone-x, cede-opaque-call) why\nb\n"
        let c = left(source, finding(1), finding(3, "opaque-call"))
        #expect(c.lines.isEmpty && c.said.isEmpty)
        #expect(left(source, finding(1), language: .swift).lines == [1])
        // Those of others are none of ours.
        #expect(left("a // NOLINT(bugprone-x)\nb // NOLINT\n", finding(1), finding(2)).lines == [1, 2])
    }

    @Test func whatMeansNothingIsTold() {
        #expect(left("// cede:disable:next unbounded-loop -- why\na\n").said == ["1 superfluous-suppression"])
        #expect(left("// cede:disable:next unbounded-lop -- why\na\n").said == ["1 superfluous-suppression"])
        #expect(left("// cede:enable unbounded-loop\n").said == ["1 superfluous-suppression"])
        #expect(left("// cede:disable:nxt unbounded-loop -- why\n").said == ["1 superfluous-suppression"])
        #expect(left("// cede:disable unbounded-loop -- why\na\n", finding(2)).said == ["1 superfluous-suppression"])
        #expect(left("// cede:disable:next\na\n").said == ["1 superfluous-suppression"])
        #expect(left("a // cede:disable:this unbounded-loop\n", finding(1)).said == ["1 missing-reason"])
        // A rule that is off finds nothing, which is no fault of the comment.
        let off = LintOptions(levels: ["unbounded-loop": .off])
        #expect(left("// cede:disable:next unbounded-loop -- why\na\n", options: off).said.isEmpty)
    }

    @Test func onlyCommentsCount() {
        let text = "char *s = \"// cede:disable:this unbounded-loop -- why\"; while (*s) s++;\n"
        #expect(left(text, finding(1)).lines == [1])
        let macro = "#define LOOP \\\n while (x) {} /* cede:disable:next unbounded-loop -- why */\nLOOP\n"
        #expect(left(macro, finding(3)).lines == [3])
        let swift = "let s = \"\"\"\n// cede:disable:next unbounded-loop -- why\n\"\"\"\n"
        #expect(left(swift, finding(3), language: .swift).lines == [3])
        #expect(left("int a = 'x'; // cede:disable:this unbounded-loop -- why\n", finding(1)).lines.isEmpty)
    }
}

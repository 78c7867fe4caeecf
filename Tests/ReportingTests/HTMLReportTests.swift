// The HTML report's contents. How it looks, and how a browser and a screen reader take it, is asked in Tests/report.

import Linting
import Planning
import Rewriting
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
    private static let source = """

        int f(int n) {
            for (int i = 0; i < 4; i++) g("<b>&");
            while (n) n = h(n);
            goto end;
        end:
            return 0;
        }

        int quiet(void) { return 1; }

        """

    private func entry(
        _ subject: Plan.Subject, _ line: Int, _ column: Int, _ decision: Plan.Decision, _ reason: Reason,
        file: String = "a/x.c", function: String = "f"
    ) -> Plan.Entry {
        Plan.Entry(
            subject: subject, place: Place(file: file, line: line, column: column), function: function,
            decision: decision, reason: reason)
    }

    private func document(_ source: String = source, _ more: [Plan.Entry] = [], findings: [Finding] = []) -> LintDocument {
        let check = Plan.Decision.check(Site(offset: 0, form: .statement))
        let entries =
            [
                entry(.entry, 2, 5, .none, .noCallCycle),
                entry(.loop("for"), 3, 5, .none, .bounded(trips: 4, total: .nanoseconds(8))),
                // The preprocessor moved it.
                entry(.loop("while"), 4, 30, check, .opaqueTurn("h")),
                entry(.jump("goto end"), 5, 5, .none, .notUnderstood("<why>")),
            ] + more + [entry(.entry, 10, 5, .none, .noCallCycle, function: "quiet")]
        return LintDocument(
            LintReport(
                findings, files: 1, sources: [LintedSource(path: "a/x.c", entries: entries, bounds: [])]),
            failures: ["b.c: error: <no>"], version: "1.2.3", folder: "/tree", texts: ["a/x.c": Array(source.utf8)])
    }

    @Test func everyLoopIsMarkedWithItsReason() {
        let html = LintFormat.html.text(of: document())
        #expect(html.contains("<title>Cede: Built through Cede, 1 of 3 loops can still hold a worker</title>"))
        #expect(html.contains("<mark class=\"bounded\">for</mark> (int i = 0; i &lt; 4; i++) g(&quot;&lt;b&gt;&amp;&quot;);"))
        #expect(html.contains("<mark class=\"checked\">while</mark> (n)"))
        #expect(html.contains("<mark class=\"unbounded\">goto</mark> end;"))
        #expect(html.contains("loop <code>for</code>: at most 4 turns, about 8 ns in all, are within the budget"))
        #expect(html.contains("not understood: &lt;why&gt;") && html.contains("b.c: error: &lt;no&gt;"))
        #expect(html.contains("3 loops: 1 checked, 1 proven bounded, 1 unbounded"))
        #expect(html.contains("1 function without loops.") && !html.contains("quiet"))
    }

    @Test func whatIsReadTwiceIsToldOnce() {
        var document = document()
        let source = document.report.sources[0]
        document.report.sources.append(LintedSource(path: "y.c", entries: source.entries, bounds: []))
        let again = LintFormat.html.text(of: document)
        #expect(again.components(of: "<mark class=\"checked\">") == 1)
    }

    @Test func findingsLeadToTheirLines() {
        let finding = Findings.finding(.warning, "a/x.c", line: 4, gap: 30)
        let html = LintFormat.html.text(of: document(findings: [finding]))
        #expect(html.contains("<a href=\"#f0-4\"><span class=\"place\">a/x.c:4</span></a> in <code>run</code>"))
        #expect(html.components(of: "id=\"f0-4\"") == 1)
        #expect(html.contains("<span class=\"gap\">30 us</span>"))
        let endless = LintFormat.html.text(of: document(findings: [Findings.finding(.warning, "a/x.c", line: 4, gap: 1e9)]))
        #expect(endless.contains("<span class=\"gap\">more than 1 s</span>"))
        #expect(html.contains("<p class=\"note warning\"><b>warning</b> this 'for' loop has no check"))
    }

    @Test func longFunctionsAreShownAroundTheirLoops() {
        let far = 60
        let source = "\nint f(int n) {\n" + String(repeating: "\n", count: far) + "    while (n) n = h(n);\n}\n"
        let check = Plan.Decision.check(Site(offset: 0, form: .statement))
        let entries = [
            entry(.entry, 2, 5, .none, .noCallCycle), entry(.loop("while"), far + 3, 5, check, .opaqueTurn("h")),
        ]
        let html = LintFormat.html.text(
            of: LintDocument(
                LintReport([], files: 1, sources: [LintedSource(path: "a/x.c", entries: entries, bounds: [])]),
                version: "1", folder: "/tree", texts: ["a/x.c": Array(source.utf8)]))
        #expect(html.contains("<p class=\"gapline\">53 lines without a loop</p>"))
        #expect(html.contains("\n\(far + 4)</pre>"))
    }

    @Test(arguments: [
        (Reason.noYield("x"), LoopState.skipped), (.functionExcluded("x"), .unbounded), (.fromMacro("X"), .unbounded),
        (.calleeChecks, .checked), (.bounded(trips: 1, total: .zero), .bounded),
    ])
    func statesOfLoopsWithoutACheck(reason: Reason, state: LoopState) {
        #expect(LoopState(entry(.loop("for"), 1, 1, .none, reason)) == state)
        #expect(LoopState(entry(.entry, 1, 1, .none, reason)) == nil)
    }

    @Test func foldersThatHoldOneFolderAreJoined() {
        func file(_ path: String) -> ReportedFile {
            ReportedFile(file: path, path: path, functions: [], findings: [], lines: SourceLines([]))
        }
        let html = FolderTree([file("a/b/x.c"), file("a/b/c/y.c"), file("z.c")]).html()
        #expect(html.contains("<span class=\"name\">a/b/</span>") && html.contains("<span class=\"name\">c/</span>"))
        #expect(!html.contains(">a/<") && html.contains("<span class=\"name\">z.c</span>"))
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}

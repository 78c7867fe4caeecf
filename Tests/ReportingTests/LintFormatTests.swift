// What each format makes of findings, above all of those that are hard to write in it. The official schemas are asked in
// Tests/report.

import Foundation
import Linting
import Planning
import Testing

@testable import Reporting

@Suite struct LintFormatTests {
    private let odd = Findings.finding(
        .error, Findings.odd, line: 1, column: 14, gap: 40, message: "50% of 'x',\r\n\"<&>\" | `y`",
        related: [Finding.Related(place: Place(file: "/elsewhere/y.h", line: 4, column: 2), message: "and here")])

    // MARK: What all share

    @Test func fingerprintsOutliveEditsElsewhere() {
        let two = [Findings.finding(), Findings.finding(rule: "opaque-call")]
        let before = Findings.document(two).fingerprints
        #expect(Set(before).count == 2 && before.allSatisfy { $0.count == 16 })
        var moved = Findings.texts
        moved["src/x.c"] = Array("#\n\n\n\n f(); for (;;);  \n".utf8)
        let after = LintDocument(
            LintReport(
                two.map { finding in
                    var finding = finding
                    finding.place.line = 5
                    return finding
                }, files: 2), version: "1.2.3", folder: "/tree", root: "/tree/", texts: moved)
        // Another root is another path.
        #expect(after.fingerprints != before)
        #expect(
            LintDocument(after.report, version: "9", folder: "/tree/sub", root: "/tree", texts: moved).fingerprints == before)
        // Two in one line are told apart.
        #expect(Set(Findings.document([Findings.finding(), Findings.finding(gap: 3)]).fingerprints).count == 2)
    }

    @Test func pathsBeginAtTheRoot() {
        func path(_ file: String) -> String { FilePath(file, in: "/tree/sub", root: "/tree").text }
        #expect(path("x.c") == "sub/x.c" && path("./x.c") == "sub/x.c" && path("../x.c") == "x.c")
        #expect(path("/tree/y/x.c") == "y/x.c" && path("../../x.c") == "/x.c" && path("/treetop/x.c") == "/treetop/x.c")
        #expect(FilePath("x.c", in: "/", root: "/").text == "x.c")
    }

    // MARK: JSON

    @Test func jsonHoldsAllOfAFinding() throws {
        let all = try #require(
            Findings.json(LintFormat.json.text(of: Findings.document([odd], failures: ["a.c: error: no"]))) as? [String: Any])
        #expect(all["version"] as? Int == 1 && all["notAnalysed"] as? [String] == ["a.c: error: no"])
        let finding = try #require((all["findings"] as? [[String: Any]])?.first)
        #expect(finding["path"] as? String == "sub/" + Findings.odd && finding["line"] as? Int == 1)
        #expect(finding["message"] as? String == odd.message && finding["gapNs"] as? Double == 40_000)
        #expect((finding["related"] as? [[String: Any]])?.first?["path"] as? String == "/elsewhere/y.h")
        #expect((finding["fingerprint"] as? String)?.count == 16)
    }

    // MARK: SARIF

    @Test func sarifNamesPlacesByURIsAndCountsInUTF16() throws {
        let all = try Findings.json(LintFormat.sarif.text(of: Findings.document([Findings.finding(), odd], hasBaseline: true)))
        let run = try #require(((all as? [String: Any])?["runs"] as? [[String: Any]])?.first)
        let bases = run["originalUriBaseIds"] as? [String: [String: String]]
        #expect(bases?["ROOT"]?["uri"] == "file:///tree/")
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["level"] as? String } == ["error", "warning"])
        #expect(results.allSatisfy { $0["baselineState"] as? String == "new" })
        let physical = try #require(
            (results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: [String: Any]])
        #expect(physical["artifactLocation"]?["uri"] as? String == "sub/src/a%20b%2Cc%3A%25%22%3C%C3%BC%3E.c")
        #expect(physical["artifactLocation"]?["uriBaseId"] as? String == "ROOT")
        #expect(physical["region"]?["startColumn"] as? Int == 10)
        let related = (results[0]["relatedLocations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: [String: Any]]
        #expect(related?["artifactLocation"]?["uri"] as? String == "file:///elsewhere/y.h")
        let rules = ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]]
        let index = try #require(results[0]["ruleIndex"] as? Int)
        #expect(rules?[index]["id"] as? String == "unbounded-loop" && rules?.count == Rules.all.count)
    }

    @Test func sarifTellsWhatIsSilencedAndByWhat() throws {
        let comment = Place(file: "src/x.c", line: 2, column: 5)
        let silenced = [
            Silenced(Findings.finding(line: 2), by: .comment(at: comment, reason: "it ends")),
            Silenced(Findings.finding(line: 3), by: .comment(at: comment, reason: nil)),
            Silenced(Findings.finding(line: 4), by: .baseline),
        ]
        let document = Findings.document([Findings.finding()], silenced: silenced, hasBaseline: true)
        let all = try Findings.json(LintFormat.sarif.text(of: document))
        let run = try #require(((all as? [String: Any])?["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let suppressions = try results.map { try #require($0["suppressions"] as? [[String: Any]]) }
        #expect(suppressions.map { $0.map { $0["kind"] as? String } } == [[], ["inSource"], ["inSource"], ["external"]])
        #expect(suppressions[1][0]["justification"] as? String == "it ends" && suppressions[2][0]["justification"] == nil)
        #expect(suppressions[1][0]["location"] != nil && suppressions[3][0]["justification"] != nil)
        #expect(results.map { $0["baselineState"] as? String } == ["new", "new", "new", "unchanged"])
        #expect(!LintFormat.json.text(of: document).contains("it ends"))
    }

    @Test func sarifSaysWhatWasNotAnalysed() throws {
        let all = try Findings.json(LintFormat.sarif.text(of: Findings.document([], failures: ["a.c: error: no"])))
        let run = try #require(((all as? [String: Any])?["runs"] as? [[String: Any]])?.first)
        let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 1)
        #expect((run["results"] as? [Any])?.isEmpty == true)
    }

    // MARK: GitHub

    @Test func gitHubIsToldTheWorstFirstAndNoMoreThanItShows() {
        let many = (1...12).map { Findings.finding(.warning, gap: Double($0)) } + [Findings.finding(.note), odd]
        let lines = LintFormat.github.text(of: Findings.document(many)).split(separator: "\n").map(String.init)
        #expect(
            lines[0]
                == "::error file=sub/src/a b%2Cc%3A%25\"<ü>.c,line=1,col=10,title=unbounded-loop::50%25 of 'x',%0D%0A\"<&>\" | `y`"
        )
        #expect(lines.count { $0.hasPrefix("::warning ") } == 10 && lines.count { $0.hasPrefix("::notice ") } == 1)
        #expect(lines[12] == "- 2 more than GitHub shows as annotations:" && lines.count == 15)
        #expect(lines[13] == "- sub/src/x.c:3: warning: this 'for' loop has no check [unbounded-loop]")
    }

    @Test func noFileNameOrMessageIsACommand() {
        let findings = (1...11).map { _ in
            Findings.finding(.warning, "::error::x\n##[error]y.c", message: "a\n::warning::b")
        }
        let lines = LintFormat.github.text(of: Findings.document(findings)).split(separator: "\n")
        #expect(lines.count == 12 && lines.count { $0.hasPrefix("::") } == 10)
        #expect(!lines[11].contains("##["))
    }

    @Test func theSummaryIsMarkdownInWhichNothingElseHasAMeaning() {
        let summary = GitHubAnnotations(Findings.document([odd], failures: ["a_b.c: error: <b>"])).summary
        #expect(summary.hasPrefix("### cede lint: 1 finding in 1 file"))
        #expect(summary.contains("50% of 'x',  \"&lt;&amp;&gt;\" \\| \\`y\\` |\n"))
        #expect(summary.contains("- a\\_b.c: error: &lt;b&gt;\n"))
    }

    // MARK: GitLab, Checkstyle, JUnit

    @Test func gitLabGetsOneArray() throws {
        let rows = try #require(
            Findings.json(LintFormat.gitlab.text(of: Findings.document([odd, Findings.finding(.note)]))) as? [[String: Any]])
        #expect(rows.map { $0["severity"] as? String } == ["critical", "info"])
        #expect((rows[0]["location"] as? [String: Any])?["path"] as? String == "sub/" + Findings.odd)
        #expect(Set(rows.compactMap { $0["fingerprint"] as? String }).count == 2)
        #expect(LintFormat.gitlab.text(of: Findings.document([])) == "[]\n")
    }

    @Test func checkstyleIsEscaped() {
        let text = LintFormat.checkstyle.text(of: Findings.document([odd, Findings.finding(.note, message: "a\u{1}")]))
        #expect(text.contains("<file name=\"sub/src/a b,c:%&quot;&lt;ü&gt;.c\">"))
        #expect(text.contains("message=\"50% of 'x',&#13;&#10;&quot;&lt;&amp;&gt;&quot; | `y`\" source=\"cede.unbounded-loop\""))
        #expect(text.contains("severity=\"info\" message=\"a\u{fffd}\""))
    }

    @Test func junitFailsForWhatFails() {
        let text = LintFormat.junit.text(
            of: Findings.document([odd, Findings.finding(.note)], failures: ["a.c: error: no"]))
        #expect(text.contains("<testsuites name=\"cede lint\" tests=\"3\" failures=\"1\" errors=\"1\">"))
        #expect(text.contains("<testsuite name=\"sub/src/x.c\" tests=\"1\" failures=\"0\" errors=\"0\">"))
        let clean = LintFormat.junit.text(of: Findings.document([]))
        #expect(clean.contains("tests=\"1\" failures=\"0\"") && clean.contains("2 files without findings"))
    }
}

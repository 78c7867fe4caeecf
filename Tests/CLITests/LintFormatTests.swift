// `cede lint --format`: several at once, files that appear whole, and what CI services find in their environment.

import Foundation
import Testing

@Suite struct LintFormatTests {
    /// One warning and one note.
    private let slow = """
        void mix(unsigned *table, unsigned *keys, int n, int rounds) {
            for (int r = 0; r < rounds; r++)
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) table[i] ^= keys[j] * 7 + table[j] / 3;
        }
        int scan(const char *p) { int n = 0; while (p[n]) n++; return n; }

        """

    private func bench() throws -> Workbench {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("sub/slow.c", slow)
        return bench
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func severalAtOnce() throws {
        let bench = try bench()
        let run = try bench.cede(
            "lint", "sub", "--format", "sarif=out.sarif", "--format", "junit=out=1.xml", "--format", "json")
        #expect(run.code == 0)
        #expect(try json(run.text)["version"] as? Int == 1)
        #expect(try json(try bench.text("out.sarif"))["version"] as? String == "2.1.0")
        #expect(try bench.text("out=1.xml").contains("<failure type=\"unbounded-loop\""))
        // A report in a file does not take the text's place.
        let logged = try bench.cede("lint", "sub", "--format", "sarif=out.sarif")
        #expect(logged.text.hasPrefix("sub/slow.c:2:5: warning: ") && logged.errors.contains("cede: "))
    }

    @Test func pathsBeginAtTheTopOfTheWorkTree() throws {
        let bench = try bench()
        try bench.write(".git/HEAD", "")
        let run = try bench.run(["sh", "-c", "cd sub && exec \"$0\" lint slow.c --format json", Workbench.tool])
        let finding = try #require((try json(run.text)["findings"] as? [[String: Any]])?.first)
        #expect(finding["path"] as? String == "sub/slow.c")
    }

    @Test func gitHubGetsAnnotationsAndASummary() throws {
        let bench = try bench()
        bench.environment["GITHUB_STEP_SUMMARY"] = bench.file("summary.md").path
        try bench.write("summary.md", "before\n")
        let run = try bench.cede("lint", "--all", "sub", "--format", "github")
        #expect(run.text.hasPrefix("::warning file=sub/slow.c,line=2,col=5,endColumn=8,title=unbounded-loop::"), "\(run.text)")
        #expect(run.text.contains("\n::notice file=sub/slow.c,"))
        let summary = try bench.text("summary.md")
        #expect(summary.hasPrefix("before\n### cede lint: ") && summary.contains("<code>sub/slow.c:2</code>"))
    }

    @Test func nothingIsHalfWritten() throws {
        let bench = try bench()
        try bench.write("old.sarif", "old")
        let run = try bench.cede(
            "lint", "sub", "--format", "sarif=old.sarif", "--format", "json=nowhere/out.json")
        #expect(run.code == 2 && run.errors.contains("nowhere/out.json: error: cannot write it"), "\(run.errors)")
        #expect(run.out.isEmpty && !bench.exists("nowhere"))
        #expect(bench.leftovers.isEmpty)
    }

    @Test func whatIsNotAnalysedIsInEveryReport() throws {
        let bench = try bench()
        try bench.write("sub/bad.c", "#include \"nowhere.h\"\n")
        let run = try bench.cede("lint", "sub", "--format", "sarif", "--format", "gitlab=q.json", "--format", "github=g")
        #expect(run.code == 2)
        #expect(run.text.contains("\"executionSuccessful\": false") && run.text.contains("sub/bad.c: error: not analysed"))
        #expect(try bench.text("g").contains("::error title=not analysed::sub/bad.c: error:"))
    }

    @Test(arguments: [
        (["--format", "sarf"], "did you mean 'sarif'?"), (["--format", "sarif="], "needs a file"),
        (["--format", "json", "--format", "sarif"], "--format sarif=FILE"),
        (["--format", "json=x", "--format", "sarif=x"], "cannot share the file x"),
    ])
    func wrongWishesAreToldBeforeAnyWork(words: [String], message: String) throws {
        let bench = try bench()
        let run = try bench.run([Workbench.tool, "lint", "sub"] + words)
        #expect(run.code == 64 && run.errors.contains(message) && run.out.isEmpty, "\(run.errors)")
    }
}

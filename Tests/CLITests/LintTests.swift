// `cede lint`: findings, exit codes, and what is taken out of them.

import Foundation
import Testing

@Suite struct LintTests {
    private static let source = """
        #include <unistd.h>
        #define EACH(i, n) for (int i = 0; i < n; i++)
        int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
        void f(int *a, int *b, int n) {
            for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += b[j] * b[k];
            EACH(k, n) a[k] = 0;
            sleep(1);
        }
        """

    private func bench(_ source: String = source) throws -> Workbench {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("x.c", source)
        return bench
    }

    @Test func findingsAreRankedAndPlaced() throws {
        let lint = try bench().cede("lint", "x.c")
        #expect(lint.code == 0)
        let lines = lint.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 3, "\(lint.text)")
        #expect(lines.first?.hasPrefix("x.c:5:5: warning: this 'for' loop may run longer than 20 us: it holds another") ?? false, "\(lint.text)")
        #expect(lines.first?.hasSuffix("[unbounded-loop]") ?? false)
        #expect(lint.text.contains("x.c:3:5: warning: 'fib'") && lint.text.contains("x.c:7:5: warning: 'sleep'"))
        #expect(lint.errors.contains("3 findings in 1 file") && lint.errors.contains("not shown (--all)"))
        let all = try bench().cede("lint", "--all", "--quiet", "x.c")
        // Places in macros are those of their use; on a line with several words, that of the word.
        #expect(all.text.contains("x.c:6:5: note: this 'for' loop") && all.text.contains("x.c:5:33: note:"), "\(all.text)")
        #expect(all.errors.isEmpty)
    }

    @Test func exitCodes() throws {
        let bench = try bench()
        #expect(try bench.cede("lint", "--strict", "x.c").code == 1)
        try bench.write("clean.c", "int f(int x) { return x; }\n")
        #expect(try bench.cede("lint", "--strict", "clean.c").code == 0)
        try bench.write("broken.c", "#include \"nowhere.h\"\n")
        let broken = try bench.cede("lint", "broken.c", "x.c")
        #expect(broken.code == 2 && broken.errors.contains("broken.c: error: not analysed") && broken.text.contains("x.c:3:5"))
        #expect(try bench.cede("lint").code == 64)
        #expect(try bench.cede("lint", "--only", "unbounded-lop", "x.c").errors.contains("did you mean 'unbounded-loop'?"))
        #expect(try bench.cede("lint", "--only", "unbounded-lop", "x.c").code == 64)
        #expect(try bench.cede("lint", "nowhere.c").code == 2)
        try bench.write("notes.txt", "")
        #expect(try bench.cede("lint", "notes.txt").code == 2)
    }

    @Test func rulesAreChosen() throws {
        let bench = try bench()
        let only = try bench.cede("lint", "--only", "blocking-call", "x.c").text
        #expect(only.contains("[blocking-call]") && !only.contains("[unbounded-loop]"))
        #expect(try !bench.cede("lint", "--disable", "blocking-call", "x.c").text.contains("[blocking-call]"))
        #expect(try bench.cede("lint", "--list-rules").text.contains("\nunbounded-recursion "))
        #expect(try bench.cede("lint", "--explain", "blocking-call").text.contains("Not found:"))
        #expect(try bench.cede("lint", "--explain", "bloking-call").code == 64)
    }

    @Test func suppressions() throws {
        let bench = try bench(
            """
            void f(volatile int *p, int n) {
                // cede:disable:next unbounded-loop -- a test
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) (*p)++;
                // cede:disable:next unbounded-loop
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) (*p)++;
                // cede:disable:next opaque-call -- nothing here
            }
            """)
        let lint = try bench.cede("lint", "x.c")
        #expect(!lint.text.contains("[unbounded-loop]") && lint.errors.contains("suppressed"), "\(lint.text)")
        #expect(lint.text.contains("x.c:4:5: warning:") && lint.text.contains("[missing-reason]"))
        #expect(lint.text.contains("x.c:6:5: warning:") && lint.text.contains("[superfluous-suppression]"))
    }

    @Test func baselines() throws {
        let bench = try bench()
        #expect(try bench.cede("lint", "--write-baseline", "known.json", "x.c").code == 0)
        let written = try bench.text("known.json")
        #expect(written.contains("\"version\" : 1") && written.contains("\"function\" : \"fib\""))
        // Everything moves.
        try bench.write("x.c", "\n\n// moved\n" + Self.source.replacingOccurrences(of: "    sleep", with: "  sleep"))
        let quiet = try bench.cede("lint", "--strict", "--baseline", "known.json", "x.c")
        #expect(quiet.code == 0 && quiet.text.isEmpty && quiet.errors.contains("3 in the baseline"), "\(quiet.text)")
        // From another folder too.
        try FileManager.default.createDirectory(at: bench.file("sub"), withIntermediateDirectories: true)
        let elsewhere = try bench.run([
            "env", "-C", "sub", Workbench.tool, "lint", "--strict", "--baseline", "../known.json", "../x.c",
        ])
        #expect(elsewhere.code == 0 && elsewhere.text.isEmpty, "\(elsewhere.text)")
        try bench.write("x.c", Self.source + "void g(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }\n")
        let more = try bench.cede("lint", "--strict", "--baseline", "known.json", "x.c")
        #expect(more.code == 1 && more.text.contains("x.c:8:") && !more.text.contains("'fib'"), "\(more.text)")
        try bench.write("x.c", "int f(void) { return 0; }\n")
        #expect(try bench.cede("lint", "--baseline", "known.json", "x.c").code == 0)
        let stale = try bench.cede("lint", "--baseline", "known.json", "--strict-baseline", "x.c")
        #expect(stale.code == 1 && stale.errors.contains("x.c: blocking-call in 'f' is in the baseline"))
        for text in ["{", "{\"version\": 7, \"findings\": []}", "[]"] {
            try bench.write("bad.json", text)
            let bad = try bench.cede("lint", "--baseline", "bad.json", "x.c")
            #expect(bad.code == 2 && bad.errors.contains("bad.json: error:"), "\(bad.errors)")
        }
    }

    @Test func changedLinesAlone() throws {
        let bench = try bench()
        bench.environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
        for words in [["init", "-q"], ["add", "x.c"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]] {
            #expect(try bench.run(["git"] + words).code == 0)
        }
        #expect(try bench.cede("lint", "--changed-since", "HEAD", "x.c").text.isEmpty)
        try bench.write("x.c", Self.source.replacingOccurrences(of: "sleep(1)", with: "sleep(2)"))
        try bench.write("new ä.c", "void g(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }\n")
        let lint = try bench.cede("lint", "--changed-since", "HEAD", ".").text
        #expect(lint.contains("x.c:7:5") && !lint.contains("x.c:3:5") && lint.contains("new ä.c:1:25"), "\(lint)")
        let unknown = try bench.cede("lint", "--changed-since", "nonsense", "x.c")
        #expect(unknown.code == 2 && unknown.errors.contains("nonsense"))
        #expect(try bench.cede("lint", "--changed-since=--output=oops", "x.c").code == 2 && !bench.exists("oops"))
    }

    @Test func headersAreToldOnce() throws {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("src/h.h", "static inline void h(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }\n")
        for name in ["a", "b"] {
            try bench.write("src/\(name).c", "#include \"h.h\"\nvoid \(name)(int *x) { h(x, 3); }\n")
        }
        let lint = try bench.cede("lint", "src")
        #expect(lint.text.split(separator: "\n").count { $0.hasPrefix("src/h.h:1:39: warning:") } == 1, "\(lint.text)")
        // What another of the sources holds is not opaque.
        try bench.write("src/c.c", "void a(int *);\nvoid c(int *x) { a(x); }\n")
        #expect(try !bench.cede("lint", "--all", "--only", "opaque-call", "src").text.contains("'a'"))
        #expect(try bench.cede("lint", "--all", "--only", "opaque-call", "src/c.c").text.contains("'a'"))
    }

    @Test func standardInput() throws {
        let bench = try bench()
        try bench.write("sub/n.h", "#define N 9\n")
        try bench.write("in", "#include \"n.h\"\nint a[N];\nvoid f(int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[0] += i * j * k; }\n")
        let script = "'\(Workbench.tool)' lint - --assume-filename sub/x.c < in"
        let lint = try bench.run(["sh", "-c", script])
        #expect(lint.code == 0 && lint.text.hasPrefix("sub/x.c:3:17: warning:"), "\(lint.text)\(lint.errors)")
        #expect(try bench.cede("lint", "-").code == 64)
    }
}

extension LintTests {
    @Test func swiftAndPackages() throws {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("Package.swift", "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"p\")\n")
        try bench.write("Sources/C/include/c.h", "#define N 100000\nint c(int *);\n")
        try bench.write(
            "Sources/C/c.c",
            "#include \"c.h\"\nint c(int *a) { int s = 0; for (int i = 0; i < N; i++) s += a[i]; return s; }\n")
        try bench.write(
            "Sources/S/s.swift",
            """
            import Foundation
            // cede:disable:next blocking-call -- a test
            func wait() async { Thread.sleep(forTimeInterval: 1) }
            func sums(_ tables: [[[Int]]]) async -> Int {
                var sum = 0
                for rows in tables { for row in rows { for x in row { sum &+= x } } }
                return sum
            }
            """)
        let lint = try bench.cede("lint", ".")
        #expect(lint.code == 0, "\(lint.errors)")
        #expect(lint.text.contains("Sources/C/c.c:2:28: warning:") && lint.text.contains("[unbounded-loop]"), "\(lint.text)")
        #expect(lint.text.contains("Sources/S/s.swift:6:5: warning:") && lint.text.contains("[starving-task]"), "\(lint.text)")
        #expect(!lint.text.contains("[blocking-call]") && lint.errors.contains("1 suppressed"))
        try bench.write("Sources/S/broken.swift", "func f( {\n")
        let broken = try bench.cede("lint", ".")
        #expect(broken.code == 2 && broken.errors.contains("Sources/S/broken.swift:1:"), "\(broken.errors)")
    }

    @Test func theCacheTellsTheSame() throws {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("h.h", "#define N 100000\n")
        try bench.write(
            "x.c", "#include \"h.h\"\nvoid f(int *a) { for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) a[i] += j; }\n")
        let cold = try bench.cede("lint", "--all", "x.c")
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.file("cache/cede/lint").path).count == 1)
        let warm = try bench.cede("lint", "--all", "x.c")
        #expect(warm.text == cold.text && warm.errors == cold.errors && !cold.text.isEmpty)
        // A header, an option, a configuration: each is another question.
        try bench.write("h.h", "#define N 3\n")
        #expect(try bench.cede("lint", "--all", "x.c").text.isEmpty)
        try bench.write(".cede.yml", "budget: 100ns\n")
        try bench.write("h.h", "#define N 300\n")
        #expect(try bench.cede("lint", "--all", "x.c").text.contains("longer than 100 ns"))
        try FileManager.default.removeItem(at: bench.file(".cede.yml"))
        #expect(try !bench.cede("lint", "--all", "x.c").text.contains("longer than 100 ns"))
        // What is damaged is written anew.
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.file("cache/cede/lint").path) {
            try bench.write("cache/cede/lint/\(name)", "{")
        }
        #expect(try bench.cede("lint", "--all", "x.c").code == 0)
    }

    @Test func fixesWhatIsShown() throws {
        let bench = try bench()
        let before = try bench.text("x.c")
        let diff = try bench.cede("lint", "--fix", "--diff", "x.c")
        #expect(diff.code == 0 && diff.text.hasPrefix("--- a/x.c") && !diff.text.contains("[unbounded"), "\(diff.text)")
        #expect(try bench.text("x.c") == before)
        try bench.write("x.diff", diff.out)
        let fixed = try bench.cede("lint", "--fix", "x.c")
        #expect(fixed.code == 0 && fixed.errors.contains("fixed 2 of 3 findings"), "\(fixed.errors)")
        let after = try bench.text("x.c")
        #expect(try bench.run(["git", "apply", "--unsafe-paths", "-R", "x.diff"]).code == 0)
        #expect(try bench.text("x.c") == before)
        try bench.write("x.c", after)
        // The outer loop and the recursion: no strip, and not the inner loop, which is a note.
        #expect(after.components(separatedBy: "cede_check()").count == 3 && !after.contains("__cede"), "\(after)")
        #expect(after.contains("extern void cede_check(void); "))
        #expect(try bench.run(["cc", "-fsyntax-only", "-Wall", "-Werror", "x.c"]).code == 0)
        let again = try bench.cede("lint", "x.c")
        #expect(!again.text.contains("[unbounded-"), "\(again.text)")
        #expect(try bench.cede("lint", "--diff", "x.c").code == 64)
    }

    @Test func fixesSwift() throws {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        let body = """
            func sums(_ tables: [[[Int]]]) -> Int {
                var sum = 0
                for rows in tables { for row in rows { for x in row { sum &+= x } } }
                return sum
            }

            """
        try bench.write("x.swift", "import Foundation\n\n" + body)
        try bench.write("own.swift", "// It has Cede.\nimport Cede\n" + body)
        // Not sure to be read by no result builder: no `return` in it.
        let closure = body.replacing("-> Int {", with: "{\n    run {").replacing("return sum\n", with: "print(sum) }\n")
        try bench.write("builder.swift", closure)
        let diff = try bench.cede("lint", "--fix", "--diff", "x.swift")
        #expect(diff.code == 0 && diff.text.hasPrefix("--- a/x.swift") && diff.errors.contains("checks for 1 of 1 finding"), "\(diff)")
        let fixed = try bench.cede("lint", "--fix", "x.swift", "own.swift", "builder.swift")
        #expect(fixed.code == 0 && fixed.errors.contains("fixed 3 of 3 findings"), "\(fixed.errors)")
        // A check a turn of the loop that is told of, and nothing in the inner ones, which are notes.
        let loops = body.replacing("tables { for", with: "tables { Cede.check(); for")
        #expect(try bench.text("x.swift") == "import Cede; import Foundation\n\n" + loops)
        #expect(try bench.text("own.swift") == "// It has Cede.\nimport Cede\n" + loops)
        #expect(
            try bench.text("builder.swift")
                == "import Cede; " + closure.replacing("tables { for", with: "tables { let _ = Cede.check(); for"))
        let again = try bench.cede("lint", "--strict", "x.swift", "own.swift")
        #expect(again.code == 0, "\(again.text)")
    }
}

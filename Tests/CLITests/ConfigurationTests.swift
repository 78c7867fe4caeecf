// `.cede.yml`: found, read, obeyed by every command, and refused with the place where it is wrong.

import Foundation
import Testing

@Suite struct ConfigurationTests {
    private func bench(_ configuration: String? = nil) throws -> Workbench {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write(
            "src/x.c",
            """
            extern int work(int);
            int f(int *a, int n) { int s = 0; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) s += work(a[i] ^ a[j] ^ a[k]); return s; }
            void locked(volatile int *p) { while (*p) (*p)--; }
            """)
        if let configuration { try bench.write(".cede.yml", configuration) }
        return bench
    }

    @Test(arguments: [
        ("budgte: 3us", "1:1", "unknown key 'budgte'; did you mean 'budget'?"),
        ("budget: soon", "1:9", "'soon' is no time"),
        ("budget: 1ns", "1:9", "at least"),
        ("rules:\n  unbounded-lop: off", "2:3", "did you mean 'unbounded-loop'?"),
        ("rules:\n  unbounded-loop: warn", "2:19", "'warn' is none of off, note, warning, error; did you mean 'warning'?"),
        ("rules: [a]", "1:8", "'rules' is written as names with values"),
        ("exclude: third_party", "1:10", "a list is wanted"),
        ("calls:\n  f: {bsae: 1ns}", "2:7", "unknown key 'bsae'; did you mean 'base'?"),
        ("calls:\n  f: {per-byte: 1ns, lengths: [x]}", "2:32", "the position of an argument"),
        ("budget: 1us\nbudget: 2us", "1:1", "'budget' stands here twice"),
        ("a: [", "2:1", "no YAML"),
        ("- a", "1:1", "the file is written as names"),
    ])
    func mistakesAreToldWithTheirPlace(text: String, place: String, reason: String) throws {
        let bench = try bench(text + "\n")
        for arguments in [["lint", "src"], ["lint", "--verify-config", "src"], ["explain", "src/x.c"]] {
            let outcome = try bench.run([Workbench.tool] + arguments)
            #expect(outcome.code == 2, "\(arguments) \(outcome.errors)")
            #expect(outcome.errors.contains(".cede.yml:\(place): error: "), "\(outcome.errors)")
            #expect(outcome.errors.contains(reason), "\(outcome.errors)")
        }
    }

    @Test func rulesAndCalls() throws {
        let plain = try bench().cede("lint", "--all", "src").text
        #expect(plain.contains("[opaque-call]") && plain.contains("x.c:3:32: note:"))
        let given = try bench(
            """
            budget: 10us   # as our frames are short
            rules:
              unbounded-loop: error
            calls:
              work: 3us
            blocking-calls: [work]
            """)
        let lint = try given.cede("lint", "--all", "src")
        #expect(lint.code == 1 && lint.text.contains("src/x.c:2:35: error:") && lint.text.contains("longer than 10 us"), "\(lint.text)")
        // What is only possible stays a note.
        #expect(lint.text.contains("x.c:3:32: note:") && lint.text.contains("[blocking-call]"))
        #expect(!lint.text.contains("[opaque-call]"))
        #expect(try given.cede("lint", "--dump-config", "src").text.contains("work: 3us"))
        #expect(try given.cede("lint", "--verify-config", "src").code == 0)
    }

    @Test func theNearestHolds() throws {
        let bench = try bench("rules:\n  unbounded-loop: off\n")
        #expect(try !bench.cede("lint", "--all", "src").text.contains("[unbounded-loop]"))
        try bench.write("src/.cede.yml", "budget: 20us\n")
        #expect(try bench.cede("lint", "--all", "src").text.contains("[unbounded-loop]"))
        // Wherever the command runs.
        let elsewhere = try bench.run(["env", "-C", "src", Workbench.tool, "lint", "--all", "x.c"])
        #expect(elsewhere.text.contains("[unbounded-loop]"))
        #expect(try !bench.cede("lint", "--all", "--config", ".cede.yml", "src").text.contains("[unbounded-loop]"))
        let missing = try bench.cede("lint", "--config", "no.yml", "src")
        #expect(missing.code == 2 && missing.errors.contains("no.yml: error: cannot read it"))
    }

    @Test func excludedPaths() throws {
        let bench = try bench("exclude: [src, \"*_generated.c\"]\n")
        try bench.write("y.c", "void f(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }\n")
        try bench.write("y_generated.c", "void g(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }\n")
        let lint = try bench.cede("lint", ".")
        #expect(lint.text.split(separator: "\n").allSatisfy { $0.hasPrefix("y.c:") } && !lint.text.isEmpty, "\(lint.text)")
        // Plugins name every file.
        let named = try bench.cede("lint", "src/x.c")
        #expect(named.code == 0 && named.text.isEmpty && named.errors.contains("excluded by"), "\(named.errors)")
    }

    @Test func theRewriterPlansByItToo() throws {
        let bench = try bench("no-yield: [locked]\ncalls: { work: 3us }\n")
        let explained = try bench.cede("explain", "src/x.c").text
        #expect(explained.contains("on purpose: ") && explained.contains(".cede.yml names it"), "\(explained)")
        #expect(!explained.contains("whose cost is not known (work)"))
        let diff = try bench.cede("rewrite", "--diff", "src/x.c").text
        #expect(!diff.contains("(*p)--; cede_check()"))
        #expect(try bench.cede("bound", "src/x.c").text.contains("3 us"))
        // Through the compiler, and it is built anew when the file changes.
        let built = try bench.cede("cc", "--record", "record", "clang", "-MMD", "-c", "src/x.c", "-o", "x.o")
        #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        #expect(try bench.text("record").contains("on purpose"))
        #expect(try bench.text("x.d").contains(".cede.yml"))
        try bench.write(".cede.yml", "nonsense: 1\n")
        let broken = try bench.cede("cc", "clang", "-c", "src/x.c", "-o", "x.o")
        #expect(broken.code == 0 && broken.errors.contains("compiled without checks: ") && broken.errors.contains("nonsense"))
        #expect(try bench.cede("cc", "--fail-closed", "clang", "-c", "src/x.c", "-o", "x.o").code == 2)
    }

    @Test func swiftIsPlannedByItToo() throws {
        let bench = try bench("no-yield: [spin]\n")
        try bench.write("src/s.swift", "func spin(_ go: () -> Bool) { while go() {} }\nfunc turn(_ go: () -> Bool) { while go() {} }\n")
        #expect(try bench.cede("explain", "src/s.swift").text.contains("on purpose: "))
        #expect(try bench.cede("rewrite", "-o", "out", "src/s.swift").code == 0)
        let rewritten = try bench.text("out/src/s.swift")
        #expect(rewritten.contains("func spin(_ go: () -> Bool) { while go() {} }\n"), "\(rewritten)")
        #expect(rewritten.contains("while go() { let _ = cede_check(); }"), "\(rewritten)")
        try bench.write(".cede.yml", "budget: 20us\n")
        #expect(try bench.cede("rewrite", "-o", "out", "src/s.swift").code == 0)
        #expect(try !bench.text("out/src/s.swift").contains("while go() {} }"))
        try bench.write(".cede.yml", "nonsense: 1\n")
        let broken = try bench.cede("rewrite", "--stdout", "src/s.swift")
        #expect(broken.code == 2 && broken.errors.contains("nonsense") && broken.text.contains("func turn"), "\(broken)")
    }

    @Test func aChangedConfigurationRewritesAnew() throws {
        let bench = try bench()
        #expect(try bench.cede("rewrite", "-o", "out", "src").code == 0)
        let before = try bench.text("out/src/x.c")
        try bench.write(".cede.yml", "no-yield: [locked, f]\n")
        #expect(try bench.cede("rewrite", "-o", "out", "src").code == 0)
        #expect(try bench.text("out/src/x.c") != before)
    }
}

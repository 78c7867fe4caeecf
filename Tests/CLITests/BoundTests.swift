// `cede bound`, `cede summarize`, and the longest runs that `cede explain` shows.

import Foundation
import Testing

@Suite struct BoundTests {
    private let main = """
        #include <string.h>
        #include <regex.h>
        extern int far(int);
        static char a[4000], b[4000];
        int near(int n) { int s = 0; for (int i = 0; i < n; i++) s += i; return s; }
        int mixed(regex_t *r, int n) { return regexec(r, a, 0, 0, 0) + far(n); }
        void copy(void) { memcpy(a, b, sizeof a); }
        """

    private func row(_ name: String, _ table: String) -> String {
        table.split(separator: "\n").map(String.init).first { $0.contains(" \(name) ") } ?? "no \(name)"
    }

    @Test func theTableNamesWhatIsNotKnown() throws {
        let bench = try Workbench()
        try bench.write("main.c", main)
        let table = try bench.cede("bound", "main.c")
        #expect(table.code == 0 && table.errors.isEmpty, "\(table.errors)")
        #expect(row("mixed", table.text).contains("plus `regexec` at main.c:6:"))
        #expect(row("mixed", table.text).contains("`far` at main.c:6:"))
        // 4000 bytes at a tenth of a nanosecond, and what the call takes.
        #expect(row("copy", table.text).contains("411 ns") && !row("copy", table.text).contains("plus"))
        #expect(table.text.contains("3 functions: 3 bounded (2 of them by figures alone"))
        let explained = try bench.cede("explain", "main.c:6").text
        #expect(explained.contains("longest run") && explained.contains("plus `regexec`"))
    }

    @Test func filesAreTakenTogether() throws {
        let bench = try Workbench()
        try bench.write("main.c", main)
        try bench.write("tree/far.c", "int far(int n) { return n / 3; }\n")
        let both = try bench.cede("bound", "main.c", "tree")
        #expect(!row("mixed", both.text).contains("far"))
        // The same from a summary, as text.
        let summary = try bench.cede("summarize", "tree/far.c")
        #expect(summary.code == 0 && summary.text.hasPrefix("cede-bounds 1\n"))
        try bench.write("far.bounds", summary.text)
        #expect(try bench.cede("bound", "main.c", "far.bounds").text == both.text)
    }

    @Test func compileDatabases() throws {
        let bench = try Workbench()
        try bench.write(
            "sub/x.c",
            "#ifndef N\n#error N\n#endif\nint f(void) { int s = 0, i; for (i = 0; i < N; i++) s += i; return s; }\n"
        )
        try bench.write(
            "compile_commands.json",
            #"[{"directory": "\#(bench.folder.path)/sub", "command": "cede cc cc -DN=7 -c x.c", "file": "x.c"}]"#
        )
        let table = try bench.cede("bound", "-p", ".", "--json")
        #expect(table.code == 0, "\(table.errors)")
        let json = try JSONSerialization.jsonObject(with: table.out) as? [String: Any]
        let function = try #require((json?["functions"] as? [[String: Any]])?.first)
        #expect(function["function"] as? String == "f" && function["at"] as? String == "sub/x.c:4:5")
        #expect(function["bounded"] as? Bool == true && (function["longestRunNs"] as? Double ?? 0) > 1)
    }

    @Test func troubleIsToldAndTheRestIsShown() throws {
        let bench = try Workbench()
        try bench.write("good.c", "int f(void) { return 1; }\n")
        try bench.write("bad.c", "#include \"nowhere.h\"\n")
        try bench.write("what.o", "no object")
        for path in ["bad.c", "what.o", "missing.c"] {
            let table = try bench.cede("bound", "good.c", path)
            #expect(
                table.code == 2 && table.errors.contains(path) && table.text.contains(" f "),
                "\(table.errors)")
        }
        try bench.write("compile_commands.json", "[{")
        let broken = try bench.cede("bound", "-p", ".")
        #expect(broken.code == 2 && broken.errors.contains("compile_commands.json: error: no JSON"))
        #expect(try bench.cede("bound").code == 64)
    }
}

extension BoundTests {
    @Test(arguments: Workbench.compilers)
    func objectsCarrySummaries(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("main.c", main)
        try bench.write("far.c", "int far(int n) { return \"?\\\"\\\\\\t\"[n & 3]; }\n")
        for name in ["main", "far"] {
            let built = try bench.cede(
                "cc", "--summary", compiler, "-O2", "-Wall", "-Werror", "-c", "\(name).c")
            #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        }
        let sources = try bench.cede("bound", "main.c", "far.c").text
        #expect(try bench.cede("bound", "main.o", "far.o").text == sources)
        _ = try bench.run(["ar", "rc", "libboth.a", "main.o", "far.o"])
        #expect(try bench.cede("bound", "libboth.a").text == sources)
        // Without the option there is none, and no program has one.
        #expect(try bench.cede("cc", compiler, "-c", "far.c", "-o", "bare.o").code == 0)
        let bare = try bench.cede("bound", "bare.o")
        #expect(bare.code == 2 && bare.errors.contains("--summary"))
        try bench.write("main2.c", "int far(int n); int main(void) { return far(0) != 63; }\n")
        #expect(try bench.cede("cc", "--summary", compiler, "main2.c", "far.o", "-o", "program").code == 0)
        #expect(try bench.run(["./program"]).code == 0)
        #expect(try bench.run(["readelf", "-SW", "program"]).text.contains(".text"))
        #expect(try !bench.run(["readelf", "-SW", "program"]).text.contains("cede.bounds"))
    }
}

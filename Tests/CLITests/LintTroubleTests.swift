// `cede lint` on bad input: a message with the place and what to do, the right exit code, and the rest is linted.

import Foundation
import Testing

@Suite struct LintTroubleTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        try bench.write("good.c", "void f(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] -= a[j] * a[k]; }\n")
        return bench
    }

    @Test func unreadableFiles() throws {
        let bench = try bench()
        try bench.write("sub/secret.c", "int x;\n")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: bench.file("sub/secret.c").path)
        // Who may read everything is not kept out: the message is tested where there is one.
        if getuid() != 0 {
            let lint = try bench.cede("lint", ".")
            #expect(lint.code == 2 && lint.errors.contains("secret.c: error: cannot read it"), "\(lint.errors)")
            #expect(lint.text.contains("good.c:1:25"))
        }
        // This one is there, and cannot be read by anybody.
        try FileManager.default.removeItem(at: bench.file("sub/secret.c"))
        try FileManager.default.createSymbolicLink(atPath: bench.file("sub/mem.c").path, withDestinationPath: "/proc/self/mem")
        let found = try bench.cede("lint", ".")
        #expect(found.code == 2 && found.errors.contains("mem.c: error: cannot read it"), "\(found.errors)")
        #expect(found.text.contains("good.c:1:25"))
        try FileManager.default.createSymbolicLink(
            atPath: bench.file("sub/dangling.c").path, withDestinationPath: "nowhere.c")
        let named = try bench.cede("lint", "sub/dangling.c", "good.c")
        #expect(named.code == 2 && named.errors.contains("dangling.c: error: cannot read it"))
        #expect(named.text.contains("good.c:1:25"))
    }

    @Test func linksThatLeadRound() throws {
        let bench = try bench()
        try bench.write("sub/x.c", "int x;\n")
        try FileManager.default.createSymbolicLink(atPath: bench.file("sub/up").path, withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(atPath: bench.file("loop.c").path, withDestinationPath: "loop.c")
        let lint = try bench.cede("lint", ".")
        #expect(lint.code == 0 && lint.text.split(separator: "\n").count == 1, "\(lint.text)\(lint.errors)")
    }

    @Test func binaryFiles() throws {
        let bench = try bench()
        try bench.write("bin.c", Data([0x69, 0x0a, 0x00, 0x01]))
        let lint = try bench.cede("lint", "bin.c", "good.c")
        #expect(lint.code == 2 && lint.errors.contains("bin.c:2:1: error: not analysed: a binary file"), "\(lint.errors)")
        #expect(lint.text.contains("good.c:1:25"))
    }

    @Test func hugeSources() throws {
        let bench = try bench()
        try bench.write("huge.c", "int x;\n")
        #expect(truncate(bench.file("huge.c").path, 100_000_000) == 0)
        let lint = try bench.cede("lint", "huge.c", "good.c")
        #expect(lint.code == 2 && lint.errors.contains("huge.c: error: not analysed: it is 100 MB long"), "\(lint.errors)")
        #expect(lint.text.contains("good.c:1:25"))
    }

    @Test func databasesWithWrongPaths() throws {
        let bench = try bench()
        let root = bench.folder.path
        try bench.write(
            "compile_commands.json",
            """
            [{"directory": "\(root)", "file": "good.c", "arguments": ["cc", "-c", "good.c"]},
             {"directory": "\(root)", "file": "gone.c", "arguments": ["cc", "-c", "gone.c"]},
             {"directory": "\(root)/nowhere", "file": "\(root)/good2.c", "arguments": ["cc", "-c", "good2.c"]}]
            """)
        try bench.write("good2.c", "int x;\n")
        let lint = try bench.cede("lint", "-p", ".")
        #expect(lint.code == 2 && lint.text.contains("good.c:1:25"), "\(lint.errors)")
        #expect(lint.errors.contains("gone.c: error: cannot read it"))
        #expect(lint.errors.contains("good2.c: error: not analysed: its folder in the compile database"))
        #expect(try bench.cede("lint", "-p", ".", "good.c").code == 0)
        let other = try bench.cede("lint", "-p", ".", "tmp")
        #expect(other.code == 2 && other.errors.contains("tmp: error: not analysed: the compile database"))
        try bench.write("compile_commands.json", "[{\"file\": 3}")
        let broken = try bench.cede("lint", "-p", ".")
        #expect(broken.code == 2 && broken.errors.contains("compile_commands.json: error: no JSON from line 1 on"))
        #expect(try bench.cede("lint", "-p", "nowhere").code == 2)
    }

    @Test func databasesSayHowASourceIsCompiled() throws {
        let bench = try bench()
        try bench.write(
            "src/d.c",
            "#include \"n.h\"\nvoid f(int *a) { for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) a[i] += j; }\n")
        try bench.write("include/n.h", "#define N M\n")
        func database(_ m: String) throws {
            try bench.write(
                "b/compile_commands.json",
                """
                [{"directory": "\(bench.folder.path)/src", "file": "d.c",
                  "command": "ccache cc -I../include -DM=\(m) -c d.c -o d.o"}]
                """)
        }
        try database("100000")
        let long = try bench.cede("lint", "-p", "b")
        #expect(long.code == 0 && long.text.hasPrefix("src/d.c:2:18: warning:"), "\(long.text)\(long.errors)")
        try database("3")
        #expect(try bench.cede("lint", "-p", "b").text.isEmpty)
    }
}

// Trees rewritten as a whole: by a compilation database, again after a change, in place and back, and as an overlay.

import Foundation
import Testing

@Suite struct TreeTests {
    private static let clang = Workbench.compilers.contains("clang")

    /// Two sources that share a header, and the database of their build.
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        try bench.write(
            "p/inc/part.h",
            "static inline int part(int n) { int k = 0; while (n) { k += n & 1; n >>= 1; } return k; }\n")
        try bench.write(
            "p/src/a b.c", "#include \"part.h\"\nint a(int n) { for (; n != X; n = part(n)) {} return n; }\n")
        try bench.write(
            "p/src/b.c", "#include <part.h>\nint a(int);\nint b(int n) { return a(n) + part(n); }\n")
        try bench.write("p/src/lone.c", Sources.loop)
        try bench.write("p/flags.rsp", "-DX=7 -I ../inc")
        let folder = bench.folder.path
        let database = """
            [
              {"directory": "\(folder)/p/src", "file": "a b.c", "command": "cc @../flags.rsp -O2 -c 'a b.c' -o a.o"},
              {"directory": "\(folder)/p/src", "file": "./a b.c", "arguments":
                ["cede", "cc", "cc", "-DX=8", "-I../inc", "-c", "a b.c"]},
              {"directory": "\(folder)/p", "file": "\(folder)/p/src/../src/b.c", "arguments":
                ["ccache", "cc", "-Iinc", "-c", "src/b.c", "-o", "b.o"]},
              {"directory": "\(folder)/p", "file": "src/b.c", "arguments":
                ["ccache", "cc", "-Iinc", "-c", "src/b.c", "-o", "b.o"]},
              {"directory": "\(folder)/p", "file": "src/lone.c", "command": "cc -c src/lone.c"},
              {"directory": "\(folder)/p", "file": "src/start.s", "command": "cc -c src/start.s"}
            ]
            """
        try bench.write("p/compile_commands.json", database)
        try bench.write("p/src/start.s", "")
        return bench
    }

    @Test func aDatabaseSaysHowToReadEachSource() throws {
        let bench = try bench()
        let outcome = try bench.cede("rewrite", "-v", "-p", "p", "-o", "out")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors == "cede: 4 sources analysed, 0 unchanged\n")
        for file in ["inc/part.h", "src/a b.c", "src/lone.c"] {
            #expect(try bench.text("out/p/" + file).contains("cede_check()"), "\(file)")
        }
        #expect(!bench.exists("out/p/src/start.s"))
        for command in [["-DX=7", "-c", "out/p/src/a b.c"], ["-c", "out/p/src/b.c"]] {
            let built = try bench.run(["cc", "-Wall", "-Werror", "-Iout/p/inc"] + command)
            #expect(built.code == 0, "\(built.errors)")
        }
        let chosen = try bench.cede("rewrite", "--diff", "-p", "p/compile_commands.json", "p/src/lone.c")
        #expect(chosen.text.contains("+++ b/p/src/lone.c") && !chosen.text.contains("part.h"))
    }

    /// `cede rewrite -o out src/*.[ch]`: what the header declares, its source does not declare again.
    @Test func aHeaderMayBeNamedBesideItsSources() throws {
        let bench = try bench()
        let outcome = try bench.cede("rewrite", "-o", "out", "p/src/b.c", "p/inc/part.h", "--", "-Ip/inc")
        #expect(outcome.code == 0, "\(outcome.errors)")
        for compiler in Workbench.compilers {
            let built = try bench.run([compiler, "-Wall", "-Werror", "-Iout/p/inc", "-c", "out/p/src/b.c"])
            #expect(built.code == 0, "\(built.errors)")
        }
        #expect(try bench.text("out/p/inc/part.h").contains("cede_check()"))
    }

    @Test func onlyWhatChangedIsAnalysedAgain() throws {
        let bench = try bench()
        func analysed(_ arguments: String...) throws -> String {
            let outcome = try bench.run(
                [Workbench.tool, "rewrite", "-v", "-p", "p", "-o", "out"] + arguments)
            #expect(outcome.code == 0, "\(outcome.errors)")
            return outcome.errors
        }
        _ = try analysed()
        let first = try bench.text("out/p/inc/part.h")
        #expect(try analysed() == "cede: 0 sources analysed, 4 unchanged\n")
        try bench.write(
            "p/src/lone.c", Sources.loop + Sources.loop.replacingOccurrences(of: "f(", with: "g("))
        #expect(try analysed() == "cede: 1 sources analysed, 3 unchanged\n")
        #expect(try bench.text("out/p/src/lone.c").components(separatedBy: "while").count == 3)
        try bench.write("p/inc/part.h", "static inline int part(int n) { return n / 2; }\n")
        #expect(try analysed() == "cede: 3 sources analysed, 1 unchanged\n")
        #expect(first.contains("cede_check()"))
        #expect((try? bench.text("out/p/inc/part.h").contains("cede_check()")) != true)
        #expect(try analysed("--budget", "50us") == "cede: 4 sources analysed, 0 unchanged\n")
        try FileManager.default.removeItem(at: bench.file("out/p/src/b.c"))
        #expect(try analysed("--budget", "50us") == "cede: 4 sources analysed, 0 unchanged\n")
        #expect(bench.exists("out/p/src/b.c"))
    }

    @Test func aBadDatabaseIsToldWithARemedy() throws {
        let bench = try bench()
        try FileManager.default.removeItem(at: bench.file("p/src/b.c"))
        let missing = try bench.cede("rewrite", "-p", "p", "-o", "out")
        #expect(missing.code == 2 && missing.errors.contains("p/src/b.c: error: cannot read it"))
        #expect(bench.exists("out/p/src/lone.c"))
        for (text, words) in [
            ("{", "no JSON from line 1 on"),
            ("[{\"directory\":\"/\",\"file\":\"x.c\"}]", "entry 1, x.c, has no command"),
        ] {
            try bench.write("q/compile_commands.json", text)
            let bad = try bench.cede("rewrite", "-p", "q", "-o", "out")
            #expect(bad.code == 2 && bad.errors.contains(words), "\(bad.errors)")
        }
        let none = try bench.cede("rewrite", "-p", "nowhere", "-o", "out")
        #expect(
            none.code == 2 && none.errors.contains("nowhere/compile_commands.json")
                || none.errors.contains("nowhere: error"))
        #expect(try bench.cede("rewrite", "-o", "out").code == 64)
    }

    @Test func stripGivesEveryFixtureBack() throws {
        let bench = try Workbench()
        let fixtures = Workbench.package.appendingPathComponent("Fixtures")
        var originals: [String: Data] = [:]
        for folder in ["c", "bugs"] {
            let all = try FileManager.default.contentsOfDirectory(
                at: fixtures.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            for file in all where ["c", "h"].contains(file.pathExtension) {
                originals["tree/\(folder)/\(file.lastPathComponent)"] = try Data(contentsOf: file)
            }
        }
        for (name, data) in originals { try bench.write(name, data) }
        _ = try bench.cede("rewrite", "--in-place", "tree", "--", "-Itree/c", "-Itree/bugs")
        let changed = try originals.filter { try bench.read($0.key) != $0.value }
        #expect(changed.count > originals.count / 2)
        for name in changed.keys {
            let text = String(decoding: try bench.read(name), as: UTF8.self)
            #expect(
                text.components(separatedBy: "\n").count
                    == String(decoding: originals[name]!, as: UTF8.self).components(separatedBy: "\n").count)
        }
        // In place once more, nothing is inserted twice.
        let once = try changed.mapValues { _ in Data() }.map { ($0.key, try bench.read($0.key)) }
        _ = try bench.cede("rewrite", "--in-place", "tree", "--", "-Itree/c", "-Itree/bugs")
        for (name, data) in once { #expect(try bench.read(name) == data, "\(name)") }
        let stripped = try bench.cede("rewrite", "--strip", "tree")
        #expect(stripped.code == 0, "\(stripped.errors)")
        for (name, data) in originals { #expect(try bench.read(name) == data, "\(name)") }
    }

    @Test func stripRefusesWhatWasEdited() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        #expect(try bench.cede("rewrite", "--in-place", "x.c").code == 0)
        let rewritten = try bench.text("x.c")
        try bench.write("x.c", rewritten.replacingOccurrences(of: "n &= n - 1", with: "n &= n - 2"))
        let edited = try bench.read("x.c")
        let outcome = try bench.cede("rewrite", "--strip", "x.c")
        #expect(outcome.code == 2 && outcome.errors.hasPrefix("x.c: error: not stripped: it was edited"))
        #expect(try bench.read("x.c") == edited)
        try bench.write("y.c", Sources.loop)
        #expect(try bench.cede("rewrite", "--strip", "y.c").code == 0)
        #expect(try bench.text("y.c") == Sources.loop)
    }

    @Test(.enabled(if: clang)) func anOverlayKeepsTheOriginalsNames() throws {
        let bench = try bench()
        func overlay(_ arguments: String...) throws -> String {
            let outcome = try bench.run(
                [Workbench.tool, "overlay", "-p", "p", "-o", "o/cede.yaml"] + arguments)
            #expect(outcome.code == 0, "\(outcome.errors)")
            return outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let name = try overlay()
        #expect(name.hasPrefix("o/cede-") && name.hasSuffix(".yaml"))
        #expect(try overlay() == name)
        #expect(try overlay("--budget", "200ns") == name, "no strips here, so the budget changes nothing")
        let built = try bench.run([
            "clang", "-ivfsoverlay", name, "-g", "-MMD", "-Wall", "-Werror", "-DX=7", "-Ip/inc", "-c",
            "p/src/a b.c", "-o", "a.o",
        ])
        #expect(built.code == 0, "\(built.errors)")
        #expect(try bench.run(["nm", "a.o"]).text.contains("cede_check_slow"))
        #expect(try bench.text("a.d").contains("p/src/a\\ b.c p/inc/part.h"))
        let info = try bench.run(["readelf", "--debug-dump=info", "a.o"]).text
        #expect(info.contains("p/src/a b.c") && !info.contains(".files/"))
        #expect(try bench.text("p/src/a b.c").contains("cede") == false)
        try bench.write(
            "p/src/lone.c", Sources.loop + "int more(int n) { while (n) n = -n / 2; return n; }\n")
        #expect(try overlay() != name)
    }
}

// `cede rewrite` and `cede explain`: where the result goes, byte for byte, and input that is no C.

import Foundation
import Testing

@Suite struct RewriteTests {
    @Test func exactlyOneDestination() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        for arguments in [["x.c"], ["--stdout", "--diff", "x.c"], ["-o", "out", "--in-place", "x.c"]] {
            let outcome = try bench.run([Workbench.tool, "rewrite"] + arguments)
            #expect(outcome.code == 64 && outcome.errors.contains("exactly one of"))
        }
    }

    /// As deep as the parser is told to go; the tool's own stack is no limit.
    @Test func deepNestingIsRead() throws {
        let bench = try Workbench()
        let deep = String(repeating: "-(", count: 2000) + "n" + String(repeating: ")", count: 2000)
        try bench.write("deep.c", "int f(int n) { while (n) n = \(deep) - 1; return n; }\n")
        let outcome = try bench.cede("explain", "deep.c", "--", "-fbracket-depth=5000")
        #expect(outcome.code == 0 && outcome.text.contains("1 loop"), "\(outcome.errors)")
    }

    @Test func mirrorsFoldersAndKeepsModes() throws {
        let bench = try Workbench()
        try bench.write("src/a/x.c", Sources.loop)
        try bench.write("src/y.c", "int y;\n")
        try bench.write("src/notes.txt", "no C")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o750], ofItemAtPath: bench.file("src/a/x.c").path)
        let outcome = try bench.cede("rewrite", "-o", "out", "src")
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(try bench.text("out/src/a/x.c").contains("cede_check()"))
        #expect(try bench.text("out/src/y.c") == "int y;\n")
        #expect(!bench.exists("out/src/notes.txt"))
        let attributes = try FileManager.default.attributesOfItem(atPath: bench.file("out/src/a/x.c").path)
        #expect(attributes[.posixPermissions] as? Int == 0o750)
        #expect(try bench.text("src/a/x.c") == Sources.loop)
    }

    @Test func theDiffPatches() throws {
        let bench = try Workbench()
        try bench.writeProgram()
        try bench.write("crlf.c", "int f(int n)\r\n{\r\n  while (n) n &= n - 1;\r\n  return n;\r\n}")
        let names = ["main.c", "fact.c", "crlf.c"]
        let diff = try bench.run([Workbench.tool, "rewrite", "--diff"] + names)
        #expect(diff.code == 0)
        try bench.write("all.patch", diff.out)
        #expect(try bench.run([Workbench.tool, "rewrite", "-o", "out"] + names).code == 0)
        let patched = try bench.run(["patch", "--binary", "-p1", "-i", "all.patch"])
        #expect(patched.code == 0, "\(patched.text)")
        for name in names { #expect(try bench.read(name) == bench.read("out/" + name), "\(name)") }
    }

    @Test func inPlaceKeepsTheLinkAndReplacesTheFile() throws {
        let bench = try Workbench()
        try bench.write("real.c", Sources.loop)
        try FileManager.default.createSymbolicLink(
            atPath: bench.file("x.c").path, withDestinationPath: "real.c")
        #expect(try bench.cede("rewrite", "--in-place", "x.c").code == 0)
        #expect(try bench.text("real.c").contains("cede_check()"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: bench.file("x.c").path) == "real.c")
        let once = try bench.text("real.c")
        #expect(try bench.cede("rewrite", "--in-place", "x.c").code == 0)
        #expect(try bench.text("real.c") == once)
    }

    /// Removing what was inserted gives back every byte, whatever they are.
    @Test(arguments: [
        Data("int f(int n)\r\n{\r\n  while (n) n &= n - 1;\r\n  return n;\r\n}\r\n".utf8),
        Data([0xef, 0xbb, 0xbf]) + Data(Sources.loop.utf8),
        Data(Sources.loop.utf8.dropLast()),
        Data("/* ".utf8) + Data([0xff, 0xfe, 0x80]) + Data(" */\n".utf8) + Data(Sources.loop.utf8),
    ])
    func bytesAreKept(source: Data) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        let outcome = try bench.cede("rewrite", "--stdout", "x.c")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.out.range(of: Data("cede_check()".utf8)) != nil)
        // Every byte of the source is there, in order.
        var rest = outcome.out[...]
        for byte in source {
            guard let at = rest.firstIndex(of: byte) else {
                Issue.record("a byte is missing")
                return
            }
            rest = rest[(at + 1)...]
        }
        #expect(outcome.out.filter { $0 == 10 }.count == source.filter { $0 == 10 }.count)
        #expect(outcome.out.last == source.last)
        try bench.write("out.c", outcome.out)
        #expect(try bench.run(["cc", "-fsyntax-only", "out.c"]).code == 0)
        // A file that was rewritten stays as it is.
        #expect(try bench.cede("rewrite", "--stdout", "out.c").out == outcome.out)
    }

    @Test func anEmptyFileIsAFile() throws {
        let bench = try Workbench()
        try bench.write("x.c", "")
        #expect(try bench.cede("rewrite", "-o", "out", "x.c").code == 0)
        #expect(try bench.read("out/x.c").isEmpty)
        #expect(try bench.cede("explain", "x.c").text.hasPrefix("0 functions"))
    }

    @Test(arguments: [
        ("int f(void) { return 1 }\n", "x.c:1:23"), ("#include \"missing.h\"\nint x;\n", "x.c:1:10"),
        ("\u{7f}ELF\0\0\nint", "x.c:1:1"), ("not C at all", "x.c:1:1"),
    ])
    func whatIsNotUnderstoodPassesThroughWhole(source: String, place: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        try bench.write("good.c", Sources.loop)
        let outcome = try bench.cede("rewrite", "-o", "out", "x.c", "good.c")
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix(place + ": error: not analysed"), "\(outcome.errors)")
        #expect(try bench.text("out/x.c") == source)
        #expect(try bench.text("out/good.c").contains("cede_check()"))
        let place = try bench.cede("rewrite", "--in-place", "x.c")
        #expect(try place.code == 2 && bench.text("x.c") == source)
        let explained = try bench.cede("explain", "x.c")
        #expect(explained.code == 2 && explained.errors.contains("error"))
    }

    /// What is inserted must be declared once, in front of all readings: there is no such place. In preprocessed text there is.
    @Test(arguments: Workbench.compilers)
    func aSourceThatIncludesItself(compiler: String) throws {
        let bench = try Workbench()
        let source = """
            #ifndef T
            #define T int
            #include __FILE__
            int main(void) { return NAME(int)(3); }
            #else
            #define NAME(t) count_##t
            static T count_int(T n) { T s = 0; while (n & 7) s += n++; return s; }
            #endif

            """
        try bench.write("x.c", source)
        let outcome = try bench.cede("rewrite", "-o", "out", "x.c")
        #expect(outcome.code == 2 && outcome.errors.contains("the check can be declared nowhere"), "\(outcome.errors)")
        #expect(try bench.text("out/x.c") == source)
        let built = try bench.cede("cc", "--fail-closed", compiler, "x.c", "-o", "x")
        #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        #expect(try bench.run(["./x"]).code == 25)
        #expect(try bench.run(["nm", "x"]).text.contains("cede_check"))
    }

    @Test func flagsAfterTheDashesReachTheParser() throws {
        let bench = try Workbench()
        try bench.write("inc/n.h", "#define N 5\n")
        try bench.write("x.c", "#include \"n.h\"\n#ifdef LOOP\n" + Sources.loop + "#endif\n")
        #expect(try bench.cede("rewrite", "--stdout", "x.c").code == 2)
        let plain = try bench.cede("rewrite", "--stdout", "x.c", "--", "-Iinc")
        #expect(plain.code == 0 && !plain.text.contains("cede_check()"))
        #expect(
            try bench.cede("rewrite", "--stdout", "x.c", "--", "-I", "inc", "-DLOOP").text.contains(
                "cede_check()"))
        #expect(try bench.cede("explain", "x.c", "--", "-I", "inc", "-DLOOP").text.contains("loop 'while'"))
    }

    @Test(arguments: [["rewrite", "--stdout"], ["explain"]])
    func whatIsNotThere(command: [String]) throws {
        let bench = try Workbench()
        let outcome = try bench.run([Workbench.tool] + command + ["missing.c"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("missing.c: error: cannot read it: No such file"))
        try bench.write("dir/x.c", Sources.loop)
        let folder = try bench.cede("explain", "dir")
        #expect(folder.code == 2 && folder.errors.contains("dir: error: cannot read it: Is a directory"))
    }
}

@Suite struct UnwritableTests {
    @Test func aFullDiskLeavesNothingHalfWritten() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop + String(repeating: "/* a long file */\n", count: 20_000))
        let full = try bench.run(["sh", "-c", "'\(Workbench.tool)' rewrite --stdout x.c > /dev/full"])
        #expect(full.code == 2 && full.errors.contains("No space left on device"))
        try bench.write("disk/.keep", "")
        let mounted = try bench.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "disk"])
        guard mounted.code == 0 else {
            print("skipped: a full disk needs the right to mount one (\(mounted.errors))")
            return
        }
        defer { _ = try? bench.run(["umount", "disk"]) }
        let outcome = try bench.cede("rewrite", "-o", "disk/out", "x.c")
        #expect(outcome.code == 2)
        #expect(
            outcome.errors.hasPrefix("disk/out/x.c: error: cannot write it: No space left"),
            "\(outcome.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.file("disk/out").path).isEmpty)
    }

    @Test func anOutputThatCannotBeWritten() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        try bench.write("file", "")
        let outcome = try bench.cede("rewrite", "-o", "file/out", "x.c")
        #expect(
            outcome.code == 2 && outcome.errors.contains("error: cannot make this folder: Not a directory"))
        let proc = try bench.cede("rewrite", "-o", "/proc/nowhere", "x.c")
        #expect(proc.code == 2 && proc.errors.contains("/proc/nowhere"), "\(proc.errors)")
        let compiler = try #require(Workbench.compilers.first)
        let plain = try bench.run([compiler, "-c", "x.c", "-o", "no/such/x.o"])
        let ours = try bench.cede("cc", compiler, "-c", "x.c", "-o", "no/such/x.o")
        #expect(ours.code == plain.code && ours.code != 0)
    }
}

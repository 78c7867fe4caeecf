// `cede cc` when something is wrong: with its own command line, the runtime, the analysis, or a signal comes.

import Foundation
import Testing

@Suite struct LauncherTroubleTests {
    private let compiler = Workbench.compilers.first ?? "cc"

    @Test func misuseIsToldWithARemedy() throws {
        let bench = try Workbench()
        for (arguments, words) in [
            (["cc"], "no compiler given"), (["cc", "--bogus", compiler], "unknown option '--bogus'"),
            (["cc", "--budget", "fast", compiler, "-c", "x.c"], "budget"),
            (["cc", "--budget", "0us", compiler], "budget"),
            (["nonsense"], "nonsense"), (["rewrite", "--stdout", "--bogus", "x.c"], "--bogus"),
            (["explain"], "file"),
        ] {
            let outcome = try bench.run([Workbench.tool] + arguments)
            #expect(outcome.code == 64, "\(arguments)")
            #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
        }
        bench.environment["CEDE_CC_OPTIONS"] = "--bogus"
        let outcome = try bench.cede("cc", compiler, "-c", "x.c")
        #expect(outcome.code == 64 && outcome.errors.contains("in CEDE_CC_OPTIONS"))
    }

    @Test func helpIsForTheAsking() throws {
        let bench = try Workbench()
        #expect(try bench.cede().text.contains("USAGE: cede <subcommand>"))
        #expect(try bench.cede("--help").code == 0)
        #expect(try bench.cede("cc", "--help").text.contains("USAGE: cede cc [options] <compiler>"))
        #expect(try bench.cede("--version").text.hasPrefix("cede "))
        #expect(try bench.cede("cc", compiler, "--help").text == (try bench.run([compiler, "--help"]).text))
    }

    @Test func aCompilerThatDoesNotExist() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        for arguments in [["-c", "x.c"], ["--version"]] {
            let outcome = try bench.run([Workbench.tool, "cc", "no-such-clang"] + arguments)
            #expect(outcome.code == 127)
            #expect(
                outcome.errors
                    == "cede: error: cannot run 'no-such-clang': no such program (check the name, or your PATH)\n"
            )
        }
        #expect(bench.leftovers.isEmpty)
    }

    @Test func aMissingRuntimeSaysHowToMakeIt() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        bench.environment["CEDE_RUNTIME"] = "/nonexistent"
        let outcome = try bench.cede("cc", compiler, "-c", "x.c")
        #expect(outcome.code == 2 && outcome.errors.contains("make runtime"))
        #expect(!bench.exists("x.o"))
        #expect(try bench.cede("cc", compiler, "--version").code == 0)
    }

    @Test func withoutAnalysisTheOriginalIsCompiled() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        bench.environment["LIBCLANG_PATH"] = "/nonexistent/libclang.so"
        let open = try bench.cede("cc", compiler, "-c", "x.c")
        #expect(open.code == 0 && bench.exists("x.o"))
        #expect(open.errors.hasPrefix("x.c: warning: compiled without checks: libclang was not found"))
        #expect(open.errors.contains("install libclang-dev") && open.errors.split(separator: "\n").count == 1)
        try FileManager.default.removeItem(at: bench.file("x.o"))
        let closed = try bench.cede("cc", "--fail-closed", compiler, "-c", "x.c")
        #expect(closed.code == 2 && closed.errors.contains("error: not analysed") && !bench.exists("x.o"))
        #expect(bench.leftovers.isEmpty)
    }

    @Test(arguments: [
        ("raise(SIGSEGV)", "crashed (signal 11)"), ("abort()", "crashed (signal 6)"),
        ("raise(SIGKILL)", "crashed (signal 9)"), ("_exit(3)", "failed"),
    ])
    func acrashOfTheAnalysisIsNoneOfTheBuild(fault: String, words: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        let header = Workbench.package.appendingPathComponent("Sources/CLibClang/include/libclang.h")
        // A libclang whose every function ends the process.
        try bench.write(
            "broken.c",
            """
            #include "\(header.path)"
            #include <signal.h>
            #include <stdlib.h>
            #include <unistd.h>
            #define BREAK(result, name, parameters, arguments) result name parameters { \(fault); for (;;) {} }
            CEDE_LIBCLANG_API(BREAK)
            """)
        let made = try bench.run(["cc", "-w", "-shared", "-fPIC", "broken.c", "-o", "broken.so"])
        #expect(made.code == 0, "\(made.errors)")
        bench.environment["LIBCLANG_PATH"] = bench.file("broken.so").path
        let open = try bench.cede("cc", compiler, "-c", "x.c")
        #expect(open.code == 0 && bench.exists("x.o"))
        #expect(
            open.errors
                == "x.c: warning: compiled without checks: cede's analysis \(words); please report it, with the "
                + "source [cede]\n")
        try FileManager.default.removeItem(at: bench.file("x.o"))
        let closed = try bench.cede("cc", "--fail-closed", compiler, "-c", "x.c")
        #expect(closed.code == 2 && closed.errors.contains("error: not analysed: cede's analysis \(words)"))
        #expect(!bench.exists("x.o") && bench.leftovers.isEmpty)
    }

    @Test func aFullDiskIsNoneOfTheBuild() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        // A limit on the size of files stands in for the disk: the text is too long for it, the object is not.
        let declarations = (0..<3_000).map { "extern int a_declaration_that_fills_the_text_\($0)(int);\n" }
        try bench.write("long.c", Sources.loop + declarations.joined())
        let full = try bench.run([
            "sh", "-c", "trap '' XFSZ; ulimit -f 100; exec \(Workbench.tool) cc \(compiler) -c long.c",
        ])
        #expect(full.code == 0 && bench.exists("long.o") && bench.leftovers.isEmpty)
        #expect(full.errors.hasPrefix("long.c: warning: compiled without checks: "), "\(full.errors)")
        bench.environment["TMPDIR"] = "/nonexistent"
        let open = try bench.cede("cc", compiler, "-c", "x.c")
        #expect(open.code == 0 && bench.exists("x.o"))
        #expect(open.errors.contains("warning: compiled without checks: /nonexistent: error: cannot make"))
        #expect(try bench.cede("cc", "--fail-closed", compiler, "-c", "x.c", "-o", "y.o").code == 2)
        #expect(!bench.exists("y.o"))
    }

    @Test(.enabled(if: Workbench.compilers.contains("gcc")))
    func aFunctionThatOnlyTheCompilerUnderstandsIsNamed() throws {
        let bench = try Workbench()
        try bench.write(
            "x.c",
            """
            int g(int n) {
                int inner(int k) { return k + n; }
                while (n) n = inner(-n - 1) + n;
                return n;
            }
            \(Sources.loop)
            """)
        let outcome = try bench.cede("cc", "gcc", "-c", "x.c")
        #expect(outcome.code == 0)
        #expect(outcome.errors.hasPrefix("x.c:1:5: warning: left without a check: "), "\(outcome.errors)")
        #expect(try bench.run(["nm", "x.o"]).text.contains(Workbench.check(of: "gcc")))
        #expect(try bench.cede("cc", "--fail-closed", "gcc", "-c", "x.c", "-o", "y.o").code == 2)
        #expect(!bench.exists("y.o"))
    }

    @Test(.enabled(if: Workbench.compilers.contains("gcc")))
    func aRegisterVariableIsTold() throws {
        let bench = try Workbench()
        try bench.write("x.c", "register unsigned long kept __asm__(\"r15\");\n" + Sources.loop)
        let outcome = try bench.cede("cc", "gcc", "-c", "x.c")
        #expect(outcome.code == 0 && bench.exists("x.o"))
        #expect(outcome.errors.hasPrefix("x.c:1:37: warning: compiled without checks: register 'r15'"), "\(outcome.errors)")
        #expect(try bench.cede("cc", "--fail-closed", "gcc", "-c", "x.c", "-o", "y.o").code == 2)
    }

    /// It goes on to the compiler as it is, beside the objects of the sources.
    @Test func textOfThePreprocessorIsTold() throws {
        let bench = try Workbench()
        try bench.write("x.c", "int f(int n);\nint main(void) { int n = 255; while (n & 8) n++; return f(n); }\n")
        try bench.write("f.i", Sources.loop)
        let words = "f.i: warning: compiled without checks: preprocessed sources are not rewritten"
        for sources in [["x.c", "f.i"], ["f.i", "x.c"]] {
            let outcome = try bench.run([Workbench.tool, "cc", compiler] + sources + ["-o", "x"])
            #expect(outcome.code == 0 && outcome.errors.hasPrefix(words), "\(outcome.errors)")
            #expect(try bench.run(["./x"]).code == 1)
            #expect(try bench.run(["nm", "x"]).text.contains("cede_check"))
            let closed = try bench.run([Workbench.tool, "cc", "--fail-closed", compiler] + sources + ["-o", "y"])
            #expect(closed.code == 2 && closed.errors.contains("f.i: error: not analysed") && !bench.exists("y"))
        }
    }

    @Test func verboseShowsTheCommands() throws {
        let bench = try Workbench()
        try bench.write("a b.c", Sources.loop)
        let outcome = try bench.cede("cc", "--verbose", compiler, "-c", "a b.c")
        #expect(outcome.code == 0)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("cede: + \(compiler) ") })
        #expect(lines[0].contains(" 'a b.c' "))
        bench.environment["CEDE_VERBOSE"] = "1"
        #expect(try bench.cede("cc", compiler, "-c", "conftest.c").errors.contains("configuration probe"))
    }

    @Test func theCompilersSignalIsOurs() throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        try bench.write("dying-gcc", "#!/bin/sh\nkill -SEGV $$\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: bench.file("dying-gcc").path)
        let outcome = try bench.cede("cc", "./dying-gcc", "-c", "x.c")
        #expect(outcome.signal == SIGSEGV)
        #expect(bench.leftovers.isEmpty)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func anInterruptEndsTheCompilerAndLeavesNothing(signal: Int32) throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop)
        // Tells its process and sleeps, as a compiler at work on a long source.
        try bench.write("slow-gcc", "#!/bin/sh\necho $$ > pid\nexec sleep 100\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: bench.file("slow-gcc").path)
        let running = try bench.start([Workbench.tool, "cc", "./slow-gcc", "-c", "x.c"])
        var child: pid_t = 0
        for _ in 0..<2_000 where child == 0 {
            usleep(5_000)
            child =
                (try? bench.text("pid")).flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
                ?? 0
        }
        #expect(child > 0)
        kill(running.process.processIdentifier, signal)
        let outcome = try running.end()
        #expect(outcome.signal == signal)
        #expect(kill(child, 0) != 0)
        #expect(bench.leftovers.isEmpty)
        #expect(!bench.exists("x.o"))
    }
}

// What the compiler says and writes beside the object is what it says and writes without cede.

import Foundation
import Testing

@Suite struct FaithfulnessTests {
    @Test(
        arguments: Workbench.compilers,
        ["", "-Werror", "-Wall -Wextra", "-w", "-fsyntax-only", "-Wall -lm -Wl,-s"])
    func warnsAlike(compiler: String, flags: String) throws {
        try compare(compiler, flags.split(separator: " ").map(String.init) + ["-c", "x.c"], Sources.warnings)
    }

    @Test(
        arguments: Workbench.compilers,
        [
            "int f(void) {\n    return x;\n}\n", "#include \"missing.h\"\nint x;\n", "#error no\n",
            "int f(void) { while (1) }\n",
            "int", "\u{feff}int f(int n) { while (n) n--; return y; }", "",
        ])
    func failsAlike(compiler: String, source: String) throws {
        try compare(compiler, ["-O2", "-c", "x.c"], source)
    }

    @Test(
        arguments: Workbench.compilers,
        [
            "--version", "-v", "-###  -c x.c", "-E x.c", "-M x.c", "-print-search-dirs", "-c missing.c", "-c",
            "-bogus -c x.c",
            "-c x.c y.c -o z.o", "-dumpmachine", "",
        ])
    func answersAlike(compiler: String, arguments: String) throws {
        try compare(compiler, arguments.split(separator: " ").map(String.init), Sources.loop)
    }

    @Test(
        arguments: Workbench.compilers,
        [
            "-MD -c x.c", "-MMD -c x.c -o o/y.o", "-MMD -MP -MF z.dep -c x.c", "-MD -MT a -MQ b -c x.c",
            "-MMD x.c -o prog",
            "-MMD x.c", "-MMD x.c y.c", "-MMD x.c y.c -o prog", "-MMD -S x.c", "-Wp,-MMD,w.d -c x.c -o y.o",
            "-Wp,-MD,w.d -c x.c", "-MD -c x.c y.c",
        ])
    func writesTheSameDependencyFiles(compiler: String, arguments: String) throws {
        var found: [[String: String]] = []
        for command in [[compiler], [Workbench.tool, "cc", compiler]] {
            let bench = try Workbench()
            try bench.write("o/.keep", "")
            try bench.write("x.h", "int f(int);\n")
            try bench.write(
                "x.c",
                "#include \"x.h\"\n#include <stddef.h>\nint main(void) { return f(3); }\n" + Sources.loop)
            try bench.write("y.c", "#include \"x.h\"\nint g(int n) { while (n > 9) n = f(n); return n; }\n")
            let built = try bench.run(command + arguments.split(separator: " ").map(String.init))
            #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
            var files: [String: String] = [:]
            for name in try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
            where name.hasSuffix(".d") || name.hasSuffix(".dep") {
                files[name] = Self.rules(try bench.text(name))
            }
            #expect(!files.isEmpty)
            found.append(files)
        }
        #expect(found[0] == found[1])
    }

    @Test(arguments: Workbench.compilers)
    func anOutputThatIsNoFileStays(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.warnings)
        // A null device of our own: a mistake here would take the machine's.
        guard try bench.run(["mknod", "null", "c", "1", "3"]).code == 0 else {
            print("skipped: making a device needs the right to")
            return
        }
        for flags in [["-w"], ["-Wall", "-Werror"]] {
            _ = try bench.run([Workbench.tool, "cc", compiler] + flags + ["-c", "x.c", "-o", "null"])
            let null = try FileManager.default.attributesOfItem(atPath: bench.file("null").path)
            #expect(null[.type] as? FileAttributeType == .typeCharacterSpecial)
        }
    }

    /// Words of a dependency file; the check's header may stand among those of -MD, and cede itself does.
    private static func rules(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0 == "\\" })
            .filter { !$0.contains("cede_check.h") && !$0.hasPrefix(Workbench.tool) }
            .joined(separator: " ")
    }

    private func compare(_ compiler: String, _ arguments: [String], _ source: String) throws {
        var outcomes: [(outcome: Outcome, files: [String])] = []
        for command in [[compiler], [Workbench.tool, "cc", compiler]] {
            let bench = try Workbench()
            try bench.write("x.c", source)
            try bench.write("y.c", Sources.loop)
            let outcome = try bench.run(command + arguments)
            let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
            outcomes.append((outcome, files.filter { !$0.hasPrefix(".") }.sorted()))
            #expect(bench.leftovers.isEmpty)
        }
        let (plain, ours) = (outcomes[0], outcomes[1])
        #expect(plain.outcome.code == ours.outcome.code)
        #expect(plain.outcome.out == ours.outcome.out)
        #expect(plain.files == ours.files)
        #expect(Self.masked(plain.outcome.errors) == Self.masked(ours.outcome.errors))
    }

    /// Names of temporaries and the test's own folder differ from run to run.
    private static func masked(_ text: String) -> String {
        text.replacing(#/\/[^ ]*cede-test-[^ "]*/#, with: "DIR").replacing(#/\/tmp\/[^ "]*/#, with: "TMP")
    }
}

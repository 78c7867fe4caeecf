// What is done with a command line: a table of command lines as build systems write them.

import Launching
import Testing

private func words(_ line: String) -> [String] { ResponseFile.words(Array(line.utf8)) }

@Suite struct VerdictTests {
    @Test(arguments: [
        "-c x.c", "-O2 -o x x.c", "x.c y.c", "-S x.c", "-xc x.txt", "-x c x.txt", "-c ../dir/x.c -o x.o",
        "-c x.c y.cpp", "-c x.cpp", "-c x.cc", "-x c++ -c x.c", "-c x.C", "-c x.m", "-c x.mm", "x.cxx -o x",
        "-DX=\"a b\" -c x.c", "-D X -c x.c", "-MMD -MF .deps/x.d -c x.c", "-shared -fPIC x.c -o libx.so",
        "-nostdlib -shared x.c -o libx.so", "-c -x c x.h -x none", "-save-temps -c x.c",
        "-ffreestanding -c x.c", "-c -x c -", "-xc -c -o x.o -",
    ])
    func rewrites(line: String) {
        #expect(Invocation(reading: words(line)).verdict(directory: "/home/me") == .rewrite)
    }

    @Test(arguments: [
        "x.o -o x", "x.o y.a -lm", "-shared x.o -o libx.so", "x.o -Wl,--as-needed -lz", "-x none x.o",
    ])
    func links(line: String) {
        #expect(Invocation(reading: words(line)).verdict(directory: "/home/me") == .linkOnly)
    }

    @Test(arguments: [
        "", "-v", "--version", "-###  -c x.c", "-print-search-dirs", "--print-multiarch", "-dumpmachine",
        "-E x.c",
        "-E -c x.c", "-c -E x.c", "-M x.c", "-MM -MF x.d x.c", "-c x.s", "-c x.S",
        "-x assembler-with-cpp -c x.c",
        "-x assembler -c x.c", "-c x.cppm", "-x c++-module -c x.cpp", "-c x.hpp", "-",
        "-c conftest.cpp", "-c conftest.cc", "-c /b/CMakeFiles/3.25.1/CompilerIdCXX/CMakeCXXCompilerId.cpp",
        "-E -", "-E -x c -",
        "-c conftest.c", "-o conftest conftest.c", "conftest.o -o conftest",
        "-c x.h",
        "-fsyntax-only x.c", "-c x.c y.c -o z.o", "-nostdlib x.c -o x", "-r x.c -o x.o",
        "-c /b/CMakeFiles/CMakeScratch/TryCompile-a/t.c", "-o o -c meson-private/tmp/testfile.c",
    ])
    func passesThrough(line: String) {
        guard case .passThrough(let why) = Invocation(reading: words(line)).verdict(directory: "/home/me")
        else {
            Issue.record("\(line) is not passed through")
            return
        }
        #expect(!why.isEmpty)
    }

    @Test(arguments: ["-c x.i", "-x cpp-output -c x.c", "-c x.ii", "x.i -o x", "-x c++-cpp-output -c x.txt"])
    func refusesPreprocessedText(line: String) {
        guard case .refuse = Invocation(reading: words(line)).verdict(directory: "/home/me") else {
            Issue.record("\(line) is not refused")
            return
        }
    }

    @Test func probesAreKnownByTheWorkingFolder() {
        let invocation = Invocation(reading: ["-c", "src.c"])
        let folder = "/b/CMakeFiles/CMakeScratch/TryCompile-x"
        #expect(invocation.verdict(directory: folder) != .rewrite)
        #expect(Invocation(reading: ["-c", "conftest.cede.c"]).verdict(directory: "/b") == .rewrite)
    }

    @Test(arguments: [
        ("/bin/sh ./configure --prefix=/usr", true), ("bash -e ../zlib/configure", true),
        ("sh configure", true),
        ("/bin/sh -c make", false), ("make configure", false), ("/bin/sh ./build.sh configure", false),
        ("", false),
    ])
    func probesAreKnownByWhoAsks(caller: String, isProbe: Bool) {
        let verdict = Invocation(reading: ["-c", "ztest4711.c"])
            .verdict(directory: "/home/me", caller: words(caller))
        #expect((verdict != .rewrite) == isProbe)
    }

    @Test(arguments: [
        ("-include-pch a.pch -c x.c", true), ("-fmodules -c x.c", true),
        ("-fmodules-ts -c x.cpp", true), ("-fmodule-file=m.pcm -c x.cpp", true), ("-c x.cpp", false),
        ("--coverage x.c -o x", true),
        ("--coverage -c x.c", false), ("-fprofile-instr-generate -fcoverage-mapping -c x.c", true),
        ("-fprofile-instr-generate -c x.c", false), ("-gsplit-dwarf x.c", true),
        ("-gsplit-dwarf -c x.c", false),
    ])
    func refusesAloud(line: String, refused: Bool) {
        #expect((Invocation(reading: words(line)).refusal != nil) == refused)
    }
}

@Suite struct Dialects {
    @Test(arguments: [
        ("-c x.c", false, Dialect.c), ("-c x.c", true, .cxx), ("-c x.cc", false, .cxx),
        ("-x c -c x.cc", true, .c),
        ("-x c++ -c x.c", false, .cxx), ("-c x.m", true, .objectiveC), ("-c x.M", false, .objectiveCxx),
        ("-x c++ y.c -x none -c x.c", false, .c),
    ])
    func isWhatTheCompilerTakesItFor(line: String, isCxxDriver: Bool, dialect: Dialect) {
        #expect(Invocation(reading: words(line), isCxxDriver: isCxxDriver).sources.last?.dialect == dialect)
    }
}

@Suite struct ResponseFileTests {
    @Test(arguments: [
        ("a b\n\tc", ["a", "b", "c"]), ("'a b' \"c d\"", ["a b", "c d"]), (#"a\ b c\\d"#, ["a b", #"c\d"#]),
        (#"-DX=\"y\" '' """#, [#"-DX="y""#, "", ""]), (#""a\"b" 'c\'d'"#, [#"a"b"#, "c'd"]), ("", []),
        ("é", ["é"]),
    ])
    func splits(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test func expandsNestedAndKeepsTheUnreadable() {
        let files = ["a": "-c @b", "b": "x.c"]
        let expanded = ResponseFile.expand(["-O2", "@a", "@missing"]) { files[$0].map { Array($0.utf8) } }
        #expect(expanded == ["-O2", "-c", "x.c", "@missing"])
    }

    @Test func endsWhenAFileNamesItself() {
        let expanded = ResponseFile.expand(["@a"]) { _ in Array("@a".utf8) }
        #expect(expanded == ["@a"])
    }
}

// The derived command lines.

import Launching
import Testing

private func steps(_ line: String, _ family: Family = .clang) -> Steps {
    Steps(Invocation(reading: ResponseFile.words(Array(line.utf8))), family: family)
}

private func compile(_ steps: Steps) -> [String] {
    steps.compile(steps.invocation.sources[0], "t.i", to: "t.o")
}

private func join(_ words: [String]) -> String { words.joined(separator: " ") }

@Suite struct DependencyRuleTests {
    @Test(arguments: [
        ("x.o: x.c\n", "x.o: x.c \\\n  /b/cede\n/b/cede:\n"),
        ("x.o: x.c \\\n x.h\n\nx.h:\n", "x.o: x.c \\\n x.h \\\n  /b/cede\n\nx.h:\n/b/cede:\n"),
        ("", ""), ("no rule\n", "no rule\n"),
    ])
    func cedeIsAPrerequisite(file: String, expected: String) {
        let result = DependencyRule.adding("/b/cede", to: Array(file.utf8))
        #expect(String(decoding: result, as: UTF8.self) == expected)
    }

    @Test func namesAreEscapedForMake() {
        let result = DependencyRule.adding("/a b/$c#", to: Array("x: y\n".utf8))
        #expect(String(decoding: result, as: UTF8.self) == "x: y \\\n  /a\\ b/$$c\\#\n/a\\ b/$$c\\#:\n")
    }

    @Test func aHeaderThatIsThereTooReplacesItsPrecompiledForm() {
        let words = [
            "-Xclang", "-include-pch", "-Xclang", "d/x.h.pch", "-Xclang", "-include", "-Xclang", "d/x.h",
            "-c", "x.c",
        ]
        #expect(Invocation(reading: words).refusal == nil)
        #expect(Invocation(reading: Array(words.prefix(4)) + ["-c", "x.c"]).refusal != nil)
    }
}

@Suite struct StepsTests {
    static let line =
        "-std=c99 -DA -I inc -isystem sys -include pre.h -O2 -g -Wall -fPIC -Wp,-DB -c d/x.c -o o/x.o"

    @Test func preprocessesWithAllButDebugInformation() {
        let steps = steps(Self.line, .gcc)
        let words = join(steps.preprocess(steps.invocation.sources[0], includes: "/p/include", to: "t.i"))
        #expect(
            words
                == "-idirafter /p/include -include cede_check.h -std=c99 -DA -I inc -isystem sys -include pre.h "
                + "-O2 -Wall -fPIC -Wp,-DB -E -x c d/x.c -o t.i")
    }

    @Test func compilesWithoutWhatIsSpent() {
        let words = join(compile(steps(Self.line)))
        #expect(words == "-std=c99 -O2 -g -Wall -fPIC -c -x cpp-output t.i -o t.o")
    }

    @Test(arguments: [
        ("ccache", "clang", "-c x.c", "-c t.i"), ("/usr/bin/icecc", "gcc", "-c x.c", "-c t.i"),
        ("distcc", "g++", "-x c -c x.c", "-c -x cpp-output t.i"),
        ("sccache", "gcc", "-c x.cc", "-c -x c++ -fpreprocessed t.i"),
        ("sccache", "clang", "-c x.c", "-c -x c -undef -Wno-gnu-line-marker t.i"),
    ])
    func namesTheTextAsLaunchersKnowIt(launcher: String, compiler: String, line: String, expected: String) {
        let invocation = Invocation(reading: ResponseFile.words(Array(line.utf8)))
        let steps = Steps(invocation, family: compiler == "clang" ? .clang : .gcc, compiler: [launcher, compiler])
        #expect(join(compile(steps)) == expected + " -o t.o")
    }

    @Test func keepsLinkerOptionsForTheCompilerToComplainAbout() {
        #expect(join(compile(steps("-lm -c x.c"))) == "-lm -c -x cpp-output t.i -o t.o")
        let linking = join(compile(steps("-lm -Wl,-s x.c", .gcc)))
        #expect(linking == "-c -x cpp-output t.i -o t.o")
    }

    @Test(arguments: [
        ("-MD -c d/x.c", Family.gcc, "-MD -MF x.d -MQ x.o"),
        ("-MMD -c d/x.c -o o/y.o", .clang, "-MMD -MF o/y.d -MQ o/y.o"),
        ("-MMD -MP -MF z.dep -c x.c", .clang, "-MMD -MF z.dep -MQ x.o -MP"),
        ("-MD -MT t1 -MQ t2 -MFz.d -c x.c", .gcc, "-MD -MF z.d -MT t1 -MQ t2"),
        ("-MMD x.c -o prog", .gcc, "-MMD -MF prog.d -MQ prog"),
        ("-MMD x.c", .gcc, "-MMD -MF a-x.d -MQ x.o"),
        ("-MMD a.c", .gcc, "-MMD -MF a.d -MQ a.o"),
        ("-MMD x.c y.c", .gcc, "-MMD -MF a-x.d -MQ x.o"),
        ("-MMD x.c y.c", .clang, "-MMD -MF x.d -MQ x.o"),
        ("-MMD -S x.c", .clang, "-MMD -MF x.d -MQ x.o"),
        ("-c x.c", .clang, ""),
        ("-Wp,-MD,w.d -c x.c -o y.o", .gcc, "-MT x.o"),
        ("-Wp,-MMD,w.d -c x.c -o y.o", .clang, "-MT y.o"),
    ])
    func writesTheSameDependencyFile(line: String, family: Family, expected: String) {
        let steps = steps(line, family)
        let words = steps.preprocess(steps.invocation.sources[0], includes: nil, to: "t.i")
        let options = zip(words, words.dropFirst() + [""]).flatMap { word, next -> [String] in
            switch word {
            case "-MD", "-MMD", "-MP": [word]
            case "-MF", "-MT", "-MQ": [word, next]
            default: []
            }
        }
        #expect(join(options) == expected)
    }

    @Test func linksObjectsInTheSourcesPlaces() {
        let steps = steps("-O2 a.c -x ada b.txt -x none -MMD c.o d.c -o prog -lm", .gcc)
        let words = join(steps.link(objects: ["1.o", "2.o"], adding: ["rt.a"]))
        #expect(words == "-O2 1.o -x ada b.txt -x none -MMD c.o 2.o -o prog -lm rt.a")
        #expect(
            join(Steps(Invocation(reading: ["-MD", "a.c"]), family: .gcc).link(objects: ["1.o"], adding: []))
                == "1.o")
    }

    @Test func namesProducts() {
        for (line, product) in [
            ("-c d/x.c", "x.o"), ("-S d/x.c", "x.s"), ("-c x.c -o y", "y"), ("-c x.y.c", "x.y.o"),
            ("-xc -c d/x", "x.o"),
        ] {
            let steps = steps(line)
            #expect(steps.product(of: steps.invocation.sources[0]) == product)
        }
    }

    @Test func parsesGccTextWithItsOwnWordsAndClangTextAsItIs() {
        let clang = steps("-std=gnu23 -march=znver9 -fno-such -fsigned-char -m32 -DX -c x.c").parsingText(.c)
        #expect(join(clang) == "-x cpp-output -std=gnu2x -fsigned-char -m32")
        let gcc = steps("-std=c99 -fno-such -c x.c", .gcc).parsingText(.c)
        #expect(
            gcc.starts(with: ["-x", "c", "-undef"]) && gcc.contains("-D_Float128=__float128")
                && gcc.contains("-std=c99"))
        #expect(!gcc.contains("-fno-such"))
    }
}

@Suite struct RuntimeLinkTests {
    private func additions(
        _ line: String, mainOnTask: Bool = false, blockingOnTask: Bool = false
    ) -> String {
        join(
            Invocation(reading: ResponseFile.words(Array(line.utf8)))
                .linkAdditions(
                    libraries: "/p/lib", mainOnTask: mainOnTask, blockingOnTask: blockingOnTask))
    }

    @Test func executablesGetTheRuntime() {
        let words = additions("x.o -o x")
        #expect(words.hasPrefix("-Wl,--wrap=main /p/lib/libcede.a -pthread "))
        #expect(!words.contains("cede_main_on_task"))
        #expect(additions("x.o", mainOnTask: true).hasSuffix("-Wl,--defsym=cede_main_on_task=1"))
        #expect(!words.contains("cede_blocking_on_task"))
        #expect(
            additions("-static x.o", blockingOnTask: true)
                .hasPrefix("-Wl,--wrap=main /p/lib/libcede_static.a "))
        #expect(
            additions("x.o", blockingOnTask: true).hasPrefix("-Wl,--undefined=cede_blocking_on_task "))
    }

    @Test(arguments: [
        "-shared x.o", "-Wl,-shared x.o", "-r x.o -o y.o", "-Wl,-r x.o", "-Wl,--relocatable x.o",
        "-nostdlib x.o",
        "-Xlinker -r x.o",
    ])
    func partialAndSharedLinksGetNothing(line: String) {
        #expect(additions(line).isEmpty)
    }

    @Test(arguments: [
        "-shared -Wl,-z,defs x.o", "-shared -z defs x.o", "-shared -Wl,--no-undefined x.o",
        "-shared -Wl,-zdefs x.o",
        "-shared -Xlinker -z -Xlinker defs x.o",
    ])
    func sharedLibrariesThatMustBeCompleteNameTheRuntime(line: String) {
        #expect(additions(line) == "/p/lib/libcede.so.0 -Wl,-rpath,/p/lib")
    }
}

@Suite struct RepeatedText {
    @Test(arguments: [
        ("-O2 -c x.c", true), ("-O3 -c x.c", true), ("-Os -c x.c", false), ("-Og -c x.c", false), ("-c x.c", false),
        ("-O2 -O0 -c x.c", false), ("-O2 --coverage -c x.c", false), ("-O2 -fprofile-instr-generate -c x.c", false),
        ("-O2 -fprofile-use=x -c x.c", false),
    ])
    func whereCodeIsToBeFastAndNobodyCounts(command: String, expected: Bool) {
        for family in [Family.clang, .gcc] { #expect(steps(command, family).mayRepeat == expected) }
    }
}

// `cede swift` on whole packages, unmodified: the fixtures of Fixtures/packages, copied to a folder of their own.

import Foundation
import Testing

/// One after another: each builds a package on all cores.
@Suite(.serialized) struct PackageTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        try FileManager.default.copyItem(
            at: Workbench.package.appendingPathComponent("Fixtures/packages"), to: bench.file("packages"))
        return bench
    }

    private func swift(_ bench: Workbench, _ words: String...) throws -> Outcome {
        let options = words.prefix { $0.hasPrefix("-") }
        let verb = words[options.count]
        return try bench.run(
            [Workbench.tool, "swift"] + options + [verb, "--package-path", "packages/mixed"]
                + words.dropFirst(options.count + 1), within: 900)
    }

    /// What the compiler read in place of a source.
    private func rewritten(_ bench: Workbench, _ path: String) throws -> String {
        let store = bench.file("packages/mixed/.build/cede/rewritten")
        let configurations = try FileManager.default.contentsOfDirectory(atPath: store.path)
        #expect(configurations.count == 1)
        return store.path + "/\(configurations[0])/sources" + bench.file("packages").path + "/" + path
    }

    private func times(_ bench: Workbench) throws -> [String: Date] {
        let build = bench.file("packages/mixed/.build/cede/debug").resolvingSymlinksInPath()
        var times: [String: Date] = [:]
        for case let file as URL in FileManager.default.enumerator(at: build, includingPropertiesForKeys: nil)!
        where file.pathExtension == "o" && !file.lastPathComponent.hasSuffix(".swiftmodule.o") {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            times[file.lastPathComponent] = attributes[.modificationDate] as? Date
        }
        return times
    }

    @Test func buildsRunsAndRewritesWhatChanged() throws {
        let bench = try bench()
        let sums = "mixed/Sources/CSums/csums.c"
        let first = try swift(bench, "-v", "run", "mixed")
        #expect(first.code == 0 && first.text == "999167 1501500 hello true\n", "\(first)")
        #expect(first.errors.contains("8 sources analysed, 0 unchanged"), "\(first.errors)")
        // The package's own and the dependency's, a header among them.
        for path in [sums, "shelf/Sources/CShelf/cshelf.c", "mixed/Sources/CSums/inner/halves.h", "mixed/Sources/Sums/Other.swift"] {
            let text = try String(contentsOfFile: try rewritten(bench, path), encoding: .utf8)
            #expect(text.contains("cede_check"), "\(path)")
        }

        let before = try times(bench)
        #expect(before.keys.contains("csums.c.o") && before.keys.contains("Sums.swift.o"))
        let second = try swift(bench, "-v", "run", "mixed")
        #expect(second.text == first.text && second.errors.contains("0 sources analysed, 8 unchanged"))
        #expect(try times(bench) == before)

        try bench.write("packages/" + sums, try bench.text("packages/" + sums).replacing("sum = 0", with: "sum = 1"))
        let third = try swift(bench, "-v", "run", "mixed")
        #expect(third.text == "999168 1501501 hello true\n" && third.errors.contains("1 sources analysed"), "\(third)")
        #expect(try times(bench).filter { before[$0.key] != $0.value }.map(\.key) == ["csums.c.o"])

        // What a source becomes is another although it was not touched: it is compiled again.
        let kept = try rewritten(bench, "shelf/Sources/CShelf/cshelf.c")
        try FileManager.default.removeItem(atPath: kept)
        try FileManager.default.removeItem(
            at: URL(fileURLWithPath: kept.components(separatedBy: "/sources/")[0] + "/state.json"))
        let then = try times(bench)
        #expect(try swift(bench, "run", "mixed").code == 0)
        #expect(try times(bench).filter { then[$0.key] != $0.value }.map(\.key).contains("cshelf.c.o"))
    }

    /// The runtime is in the program twice: as a dependency's sources, and as what `cede swift` links. Its headers too.
    @Test func programsOfTasks() throws {
        let bench = try bench()
        bench.environment["CEDE_PACKAGE"] = Workbench.package.path
        let outcome = try bench.run([Workbench.tool, "swift", "-v", "run", "--package-path", "packages/tasks"], within: 900)
        #expect(outcome.code == 0 && outcome.text.hasSuffix("true\n"), "\(outcome)")
        #expect(outcome.errors.contains("/sched.c: it is Cede's runtime") && !outcome.errors.contains("/sched.c:1"), "\(outcome)")
    }

    @Test func releaseAndSwiftBuild() throws {
        let bench = try bench()
        let outcome = try swift(bench, "run", "-c", "release", "--build-system", "swiftbuild", "mixed")
        #expect(outcome.code == 0 && outcome.text.hasSuffix("999167 1501500 hello true\n"), "\(outcome)")
    }

    @Test func testsOfBothKinds() throws {
        let bench = try bench()
        let outcome = try swift(bench, "test")
        #expect(outcome.code == 0, "\(outcome)")
        let said = outcome.text + outcome.errors
        #expect(said.contains("Executed 2 tests, with 0 failures") && said.contains("Test run with 2 tests"))
    }

    @Test func aScratchPathIsSeenFromWhereTheCommandRuns() throws {
        let bench = try bench()
        let named = try swift(bench, "build", "--scratch-path", "built", "--show-bin-path")
        #expect(named.code == 0 && named.text.hasPrefix(bench.file("built").path + "/cede/"), "\(named)")
        let usual = try swift(bench, "build", "--show-bin-path")
        #expect(usual.text.hasPrefix(bench.file("packages/mixed/.build").path + "/cede/"), "\(usual)")
    }

    @Test func troubleIsToldWithItsPlace() throws {
        let bench = try bench()
        try bench.write("file", "")
        let inFile = try swift(bench, "build", "--scratch-path", bench.file("file").path + "/x")
        #expect(inFile.code == 2 && inFile.errors.contains("cannot make this folder"), "\(inFile)")

        let nowhere = try bench.cede("swift", "build", "--package-path", "nowhere")
        #expect(nowhere.code == 2 && nowhere.errors.contains("cannot plan this package"), "\(nowhere)")

        let broken = "packages/shelf/Sources/CShelf/cshelf.c"
        try bench.write(broken, "int f(void) { return 1;\n")
        let closed = try swift(bench, "--fail-closed", "build")
        #expect(closed.code == 2 && closed.errors.contains("cshelf.c:1:"), "\(closed)")
        #expect(closed.errors.contains("--fail-closed"))
        // Without the option, the compiler has the last word.
        let open = try swift(bench, "build")
        #expect(open.code == 1 && open.errors.contains("left as it is"), "\(open)")

        try bench.write("packages/shelf/Package.swift", "// swift-tools-version: 5.9\nlet package = \n")
        let unplanned = try swift(bench, "build")
        #expect(unplanned.code == 2 && unplanned.errors.contains("Package.swift:2:"), "\(unplanned)")

        bench.environment["CEDE_RUNTIME"] = bench.file("none").path
        let noRuntime = try swift(bench, "build")
        #expect(noRuntime.code == 2 && noRuntime.errors.contains("make runtime"), "\(noRuntime)")

        bench.environment["PATH"] = "/nowhere"
        bench.environment["CEDE_RUNTIME"] = try Runtime.folder.get().path
        let noSwift = try bench.run(["/usr/bin/env", Workbench.tool, "swift", "build", "--package-path", "packages/mixed"])
        #expect(noSwift.code == 127 && noSwift.errors.contains("cannot run 'swift'"), "\(noSwift)")
    }

    @Test(arguments: [[], ["lint"], ["--nonsense"]]) func usage(words: [String]) throws {
        let outcome = try Workbench().run([Workbench.tool, "swift"] + words)
        #expect(outcome.code == 64 && outcome.errors.contains("swift build"), "\(outcome)")
    }
}

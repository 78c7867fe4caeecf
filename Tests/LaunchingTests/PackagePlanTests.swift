// The plan that SwiftPM writes for llbuild, and what its arguments say about the build.

import Launching
import Testing

@Suite struct PackagePlanTests {
    private static let plan = """
        client:
          name: basic
        targets:
          "Lib-x-debug.module": ["<Lib-x-debug.module>"]
          "main": ["<Lib-x-debug.module>"]
          "test": ["<PTests>"]
        nodes:
          "/p/Sources/Lib/":
            is-directory-structure: true
          "<phony>":
            is-mutated: true
        commands:
          "/p/.build/cede/x/debug/C.build/c.c.o":
            tool: clang
            inputs: ["/p/Sources/C/c.c"]
            outputs: ["/p/.build/cede/x/debug/C.build/c.c.o"]
            args: ["clang","-DA=\\"1\\"","-c","/p/Sources/C/c.c"]

          "C.Lib-x-debug.module":
            tool: shell
            inputs: ["/p/a b.swift","/p/c.swift","/p/.build/cede/x/debug/C.build/c.c.o"]
            outputs: ["/o/Lib.build/a b.swift.o","/o/Lib.build/c.swift.o","/o/Modules/Lib.swiftmodule"]
            description: "Compiling Swift Module 'Lib' (2 sources)"
            args: ["swiftc","-module-name","Lib","-c","@/o/Lib.build/sources"]

          "<Lib-x-debug.module>":
            tool: phony
            inputs: ["/o/Lib.build/a b.swift.o"]
            outputs: ["<Lib-x-debug.module>"]

          "<PTests>":
            tool: phony
            inputs: ["/o/PTests.xctest"]
            outputs: ["<PTests>"]

          "C.Unused-x-debug.module":
            tool: shell
            inputs: ["/dep/u.swift"]
            outputs: ["/o/Unused.build/u.swift.o"]
            args: ["swiftc","-module-name","Unused","-c"]

          "C.Lib-x-debug-tool.module":
            tool: shell
            inputs: ["/p/a b.swift","/p/c.swift"]
            outputs: ["/o/Lib-tool.build/a b.swift.o","/o/Lib-tool.build/c.swift.o"]
            args: ["swiftc","-module-name","Lib","-c"]

          "C.Macros-x-debug-tool.module":
            tool: shell
            inputs: ["/p/m.swift"]
            outputs: ["/o/Macros-tool.build/m.swift.o"]
            args: ["swiftc","-module-name","Macros","-c"]

          "C.MacroTests-x-debug-tool.module":
            tool: shell
            inputs: ["/p/t.swift"]
            outputs: ["/o/MacroTests-tool.build/t.swift.o"]
            args: ["swiftc","-module-name","MacroTests","-c"]

          "C.Macros-x-debug-tool.exe-tool":
            tool: shell
            inputs: ["/o/Macros-tool.build/m.swift.o"]
            outputs: ["/o/Macros-tool"]
            args: ["swiftc","-emit-executable"]

          "C.PTests-x-debug-tool.test-tool":
            tool: shell
            inputs: ["/o/Macros-tool.build/m.swift.o","/o/MacroTests-tool.build/t.swift.o","/o/Lib-tool.build/c.swift.o"]
            outputs: ["/o/PTests.xctest"]
            args: ["swiftc","-emit-executable"]

        """

    private func read(_ text: String) throws(PackagePlan.Fault) -> PackagePlan {
        try PackagePlan(parsing: Array(text.utf8))
    }

    @Test func unitsAndFolders() throws {
        let plan = try read(Self.plan)
        #expect(plan.folders == ["/p/Sources/Lib"])
        #expect(plan.units.map(\.target) == ["C", "Lib", "Lib", "Macros", "MacroTests"])
        #expect(plan.units[0].words == ["clang", "-DA=\"1\"", "-c", "/p/Sources/C/c.c"])
        #expect(plan.units[1].sources == ["/p/a b.swift", "/p/c.swift"] && plan.units[1].isSwift)
        #expect(plan.units[1].objects(of: "/p/c.swift") == ["/o/Lib.build/c.swift.o"])
    }

    /// A dependency may have much that nobody here builds.
    @Test func everythingIsMore() throws {
        let plan = try PackagePlan(parsing: Array(Self.plan.utf8), everything: true)
        #expect(plan.units.map(\.target) == ["C", "Lib", "Unused", "Lib", "Macros", "MacroTests"])
    }

    /// What is tested is no mere tool, what has a program that runs during the build is, also when it is tested.
    @Test func whatRunsDuringTheBuild() throws {
        let plan = try read(Self.plan)
        #expect(plan.units.map(\.isForHost) == [false, false, true, true, true])
        #expect(plan.units.filter(\.isHostOnly).map(\.target) == ["Macros"])
    }

    @Test(arguments: ["commands:\n  name\n", "commands:\n  \"x\":\n    inputs: [\n"])
    func brokenOnesAreRefused(text: String) {
        #expect(throws: PackagePlan.Fault.self) { try read(text) }
    }
}

@Suite struct PackageArgumentsTests {
    @Test func whereAndHow() {
        let words = ["--package-path", "p", "--scratch-path=s", "-c", "release", "--build-system", "swiftbuild", "--filter", "A"]
        let arguments = PackageArguments(.test, words)
        #expect(arguments.packagePath == "p" && arguments.scratchPath == "s" && arguments.isRelease)
        #expect(arguments.kept == words.filter { $0 != "--scratch-path=s" })
        #expect(arguments.planning == ["--package-path", "p", "-c", "release"])
    }

    @Test func theProgramsOwnWordsAreItsOwn() {
        let arguments = PackageArguments(.run, ["-Xswiftc", "-DX", "tool", "--scratch-path", "mine", "--help"])
        #expect(arguments.scratchPath == nil && !arguments.isQuery)
        #expect(arguments.kept == ["-Xswiftc", "-DX", "tool", "--scratch-path", "mine", "--help"])
    }

    @Test(arguments: ["--help", "--show-bin-path", "--version"])
    func questions(word: String) { #expect(PackageArguments(.build, [word]).isQuery) }
}

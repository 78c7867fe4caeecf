// The SwiftPM plugins, in a package that depends on this one by path. Without the trait SwiftSyntax, so that the tool is
// built in a minute and not in five; what it does to C shows what the plugins do.

import Foundation
import Testing

/// One after another: they share a build of the tool.
@Suite(.serialized) struct PluginTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        try FileManager.default.copyItem(
            at: Workbench.package.appendingPathComponent("Fixtures/packages"), to: bench.file("packages"))
        return bench
    }

    private var line: String { ".package(name: \"cede\", path: \"\(Workbench.package.path)\", traits: [])" }

    private func package(_ bench: Workbench, _ words: String...) throws -> Outcome {
        try bench.run(["swift", "package", "--package-path", "packages/mixed", "cede"] + words, within: 1500)
    }

    /// One line in the manifest; then build and run, and what is wrong is told.
    @Test func command() throws {
        let bench = try bench()
        let manifest = try bench.text("packages/mixed/Package.swift")
        try bench.write(
            "packages/mixed/Package.swift",
            manifest.replacing("swift-tools-version: 6.0", with: "swift-tools-version: 6.1")
                .replacing("path: \"../shelf\")", with: "path: \"../shelf\"), " + line))
        let run = try package(bench, "run", "mixed")
        #expect(run.code == 0 && run.text.hasSuffix("999167 1501500 hello true\n"), "\(run)")
        // Without the trait nothing of swift-syntax is fetched or built, and Swift is left as it is, aloud.
        #expect(!bench.exists("packages/mixed/.build/checkouts/swift-syntax"))
        #expect(run.text.contains("Sums.swift: error: not analysed") && run.text.contains("SwiftSyntax"), "\(run.text)")
        let store = bench.file("packages/mixed/.build/cede/rewritten")
        let found = FileManager.default.enumerator(atPath: store.path)?.allObjects as? [String] ?? []
        #expect(found.contains { $0.hasSuffix("CSums/csums.c") } && found.contains { $0.hasSuffix("CShelf/cshelf.c") })

        let explained = try package(bench, "explain", "--target", "CSums")
        #expect(explained.code == 0 && explained.text.contains("csums_sum"), "\(explained)")
        let linted = try package(bench, "lint", "--target", "CSums")
        #expect(linted.code == 0 && linted.text.contains("csums.c:6:"), "\(linted)")

        let unknown = try package(bench, "dance")
        #expect(unknown.code == 1 && unknown.errors.contains("cede does not know 'dance'"), "\(unknown)")
        try bench.write("packages/mixed/Sources/CSums/csums.c", "int f(void) {\n")
        let broken = try package(bench, "build")
        #expect(broken.code == 1 && broken.text.contains("csums.c:1:14: error: expected '}'"), "\(broken.text)")
    }

    /// The target's sources are rewritten and linted in an ordinary build; without CEDE it is an ordinary package.
    @Test func buildTools() throws {
        let bench = try bench()
        bench.environment["CEDE_PACKAGE"] = Workbench.package.path
        bench.environment["CEDE"] = "1"
        let words = ["swift", "run", "--package-path", "packages/optin"]
        let through = try bench.run(words, within: 1500)
        #expect(through.code == 0 && through.text.hasSuffix("111 9228\n"), "\(through)")
        let outputs = "packages/optin/.build/plugins/outputs/optin/COptin/destination/CedeBuildTool/"
        for name in ["steps.c", "inner__steps.c"] {
            let text = try bench.text(outputs + name)
            #expect(text.hasPrefix("#line 1 \"") && text.contains("cede_check"), "\(name)")
        }
        #expect((through.text + through.errors).contains("inner/steps.c:6:5: warning"), "\(through.text + through.errors)")

        bench.environment["CEDE"] = nil
        let plain = try bench.run(words, within: 600)
        #expect(plain.code == 0 && plain.text.hasSuffix("111 9228\n") && !plain.errors.contains("Rewriting"), "\(plain)")
    }
}

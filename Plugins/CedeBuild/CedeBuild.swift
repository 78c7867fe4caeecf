// `swift package cede build|run|test|lint|explain`: the package of which this is asked, built through cede.
//
// It only computes a command line; `cede swift` does the work. SwiftPM says 1 for whatever a plugin reports, so who
// needs cede's own exit codes calls `cede swift` itself.

import Foundation
import PackagePlugin

@main
struct CedeBuild: CommandPlugin {
    private static let usage = """
        usage: swift package cede <build|run|test> [options of swift build, run or test]
               swift package cede <lint|explain> [--target <target>] [options of cede lint or explain]
        """

    func performCommand(context: PluginContext, arguments: [String]) throws {
        let tool = try context.tool(named: "CedeTool").url
        switch arguments.first {
        case "build", "run", "test":
            var words = ["swift"]
            if let cede = Self.cede(context) { words += ["--runtime-from", cede.path] }
            words += [arguments[0], "--package-path", context.package.directoryURL.path]
            try Self.run(tool, words + arguments.dropFirst())
        case "lint", "explain":
            var extractor = ArgumentExtractor(Array(arguments.dropFirst()))
            let names = extractor.extractOption(named: "target")
            let targets = try names.isEmpty ? context.package.targets : context.package.targets(named: names)
            for target in targets.compactMap({ $0 as? any SourceModuleTarget }) {
                let files = target.sourceFiles.filter { $0.type == .source }.map(\.url.path).sorted()
                let words = extractor.remainingArguments
                // One table a file; findings of all files at once.
                for group in arguments[0] == "lint" ? [files] : files.map({ [$0] }) where !group.isEmpty {
                    try Self.run(tool, [arguments[0]] + words + group + Self.flags(of: target))
                }
            }
        case "--help", "-h", "help": print(Self.usage)
        default:
            Diagnostics.error(
                (arguments.first.map { "cede does not know '\($0)'" } ?? "say what is to be done") + "\n" + Self.usage)
        }
    }

    /// Cede's own package, in which the runtime's sources are.
    private static func cede(_ context: PluginContext) -> URL? {
        let packages = [context.package] + context.package.dependencies.map(\.package)
        return packages.first { $0.products.contains { $0.name == "CedeRuntime" } }?.directoryURL
    }

    /// How a C target is compiled, as far as SwiftPM tells plugins.
    private static func flags(of target: any SourceModuleTarget) -> [String] {
        guard let c = target as? ClangSourceModuleTarget else { return [] }
        return ["--"] + (c.publicHeadersDirectoryURL.map { ["-I", $0.path] } ?? [])
            + c.headerSearchPaths.flatMap { ["-I", c.directoryURL.appending(path: $0).path] }
            + c.preprocessorDefinitions.map { "-D" + $0 }
    }

    private static func run(_ tool: URL, _ words: [String]) throws {
        let process = Process()
        process.executableURL = tool
        process.arguments = words
        try process.run()
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal || process.terminationStatus != 0 {
            Diagnostics.error("cede \(words.first ?? "") ended with \(process.terminationStatus)")
        }
    }
}

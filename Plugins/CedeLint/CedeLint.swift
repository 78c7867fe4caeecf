// Lints the targets that name it, once before each build that finds one of their sources changed. Findings are warnings
// of the build; none ends it.

import Foundation
import PackagePlugin

@main
struct CedeLint: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let sources = module.sourceFiles.filter { $0.type == .source }.map(\.url).sorted { $0.path < $1.path }
        if sources.isEmpty { return [] }
        let report = context.pluginWorkDirectoryURL.appending(path: "findings.json")
        return [
            .buildCommand(
                displayName: "Linting \(target.name)", executable: try context.tool(named: "CedeTool").url,
                arguments: ["lint", "--quiet", "--format", "text", "--format", "json=" + report.path] + sources.map(\.path) + Self.flags(of: module),
                inputFiles: sources, outputFiles: [report])
        ]
    }

    /// How a C target is compiled, as far as SwiftPM tells plugins.
    private static func flags(of target: any SourceModuleTarget) -> [String] {
        guard let c = target as? ClangSourceModuleTarget else { return [] }
        return ["--"] + (c.publicHeadersDirectoryURL.map { ["-I", $0.path] } ?? [])
            + c.headerSearchPaths.flatMap { ["-I", c.directoryURL.appending(path: $0).path] }
            + c.preprocessorDefinitions.map { "-D" + $0 }
    }
}

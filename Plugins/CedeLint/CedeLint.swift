// Lints the targets that name it, once before each build that finds one of their sources changed. Findings are warnings
// of the build; none ends it.
//
// The report becomes a resource of the target, as SwiftPM runs only commands that make something it uses. Rejected: no
// product or a header (never run), an empty source (in C only with experimentalCGen).

import PackagePlugin

@main
struct CedeLint: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        // Of a target that CedeBuildTool rewrites, the sources themselves.
        let isReplaced = module.compiled.contains { $0.deletingPathExtension().lastPathComponent == "_cede" }
        let sources = isReplaced ? module.replaced : module.compiled.sorted { $0.path < $1.path }
        if sources.isEmpty { return [] }
        let report = context.pluginWorkDirectoryURL.appending(path: "findings.json")
        return [
            .buildCommand(
                displayName: "Linting \(target.name)", executable: try context.tool(named: "CedeTool").url,
                arguments: ["lint", "--quiet", "--format", "text", "--format", "json=" + report.path] + sources.map(\.path)
                    + module.flags,
                inputFiles: sources, outputFiles: [report])
        ]
    }
}

// Rewrites the sources of a target that asks for it, in any build of its package.
//
// SwiftPM adds what a plugin makes to a target's sources and takes none away. So the target names a placeholder as its
// only source, and this plugin finds the real ones in the target's folder:
//
//     .target(name: "Engine", dependencies: [.product(name: "CedeRuntime", package: "cede")],
//             sources: cede ? ["_cede.swift"] : nil,
//             plugins: cede ? [.plugin(name: "CedeBuildTool", package: "cede")] : [])
//
// with `let cede = Context.environment["CEDE"] == "1"` above. C targets need `// swift-tools-version: 6.3;(experimentalCGen)`,
// without which SwiftPM compiles no C that a plugin made, and `cSettings: [.headerSearchPath(".")]`, as what is
// rewritten stands elsewhere than the headers beside the original.

import Foundation
import PackagePlugin

@main
struct CedeBuildTool: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let tool = try context.tool(named: "CedeTool").url
        let root = target.directoryURL.standardizedFileURL
        let headers = module.files.filter { $0.pathExtension == "h" }
        return module.replaced.map { source in
            let isSwift = source.pathExtension == "swift"
            // By its path in the target: two folders may have a file of one name.
            let name = source.path.dropFirst(root.path.count + 1).split(separator: "/").joined(separator: "__")
            let output = context.pluginWorkDirectoryURL.appending(path: name)
            return .buildCommand(
                displayName: "Rewriting \(source.lastPathComponent)", executable: tool,
                arguments: ["rewrite", "--to", output.path, source.path] + (isSwift ? [] : module.flags),
                inputFiles: [source] + (isSwift ? [] : headers), outputFiles: [output])
        }
    }
}

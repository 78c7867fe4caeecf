// What a target's plugins need to know of it. CedeLint has this file by a link, as plugins cannot share a library.

import Foundation
import PackagePlugin

extension SourceModuleTarget {
    private static var endings: Set<String> { ["swift", "c", "cc", "cpp", "cxx", "m", "mm"] }

    /// The sources that SwiftPM compiles: the target's own, or a placeholder for them.
    var compiled: [URL] { sourceFiles.filter { $0.type == .source }.map(\.url.standardizedFileURL) }

    /// Every file in the target's folder. Sorted: SwiftPM runs each command again whose words come in another order.
    var files: [URL] {
        let root = directoryURL.standardizedFileURL
        return (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []).sorted()
            .map { root.appending(path: $0) }
    }

    /// The sources for which a placeholder stands.
    var replaced: [URL] {
        let compiled = Set(compiled.map(\.path))
        return files.filter { Self.endings.contains($0.pathExtension) && !compiled.contains($0.path) }
    }

    /// How a C target is compiled, as far as SwiftPM tells plugins.
    var flags: [String] {
        guard let c = self as? ClangSourceModuleTarget else { return [] }
        return ["--"] + (c.publicHeadersDirectoryURL.map { ["-I", $0.path] } ?? [])
            + c.headerSearchPaths.flatMap { ["-I", c.directoryURL.appending(path: $0).path] }
            + c.preprocessorDefinitions.map { "-D" + $0 }
    }
}

// The rewritten sources of a package, kept between builds, and what makes SwiftPM compile them: an overlay that lays
// them over the originals, and a toolset that names the overlay and the runtime.
//
// Build systems look at command lines and at the originals' times, not into overlays. So what concerns every source
// (Cede itself, its options, the runtime) is a digest in the overlay's path, and another one is another command line
// for everything. What concerns one source alone is told by removing its object: that compiles the one source again.
// Rejected: a digest of all contents in the path, by which one changed line compiles the whole graph anew.

import FoundationEssentials
import Glibc
import Rewriting

public struct PackageStore: Sendable {
    public let folder: String
    public var overlay: String { folder + "/overlay.yaml" }
    public var toolset: String { folder + "/toolset.json" }
    private var sources: String { folder + "/sources" }
    private let runtime: RuntimeLocation

    /// Below `scratch`, one store for each `configuration` (debug, release) and whatever `digest` stands for; those of
    /// other digests are removed.
    public init(scratch: String, configuration: String, _ digest: Digest, _ runtime: RuntimeLocation) throws {
        let all = scratch + "/rewritten"
        var digest = digest
        self.runtime = runtime
        digest.add(FileStamp(runtime.libraries + "/libcede.a").text)
        digest.add(FileStamp(runtime.includes + "/cede_check.h").text)
        folder = "\(all)/\(configuration)-\(digest.text)"
        try Files.makeFolders(folder)
        for name in try Files.names(in: all) where name.hasPrefix(configuration + "-") && all + "/" + name != folder {
            Scratch.remove(all + "/" + name)
        }
        if Files.kind(overlay) == .missing { try Files.write(try OverlayFile().bytes(), to: overlay) }
        try declareCheck(in: runtime.includes)
    }

    /// The module of the check is that of `includes`. A program that has the runtime's own sources in it finds the module
    /// beside those, and the compiler refuses a second one.
    public func declareCheck(in includes: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let runtime = RuntimeLocation(includes: includes, libraries: runtime.libraries)
        try put(Array(try encoder.encode(Toolset(overlay: overlay, runtime))), to: toolset)
    }

    /// Where what is read in place of `path` stands.
    public func stored(_ path: String) -> String { sources + path }

    /// Keeps what a source became. `forget` is called before what the compiler reads changes.
    public func keep(_ file: RewrittenTree.File, forget: () -> Void) throws(FileError) {
        let place = stored(file.path)
        let new = file.rewritten.insertions.isEmpty ? nil : file.rewritten.bytes
        let old = Files.kind(place) == .file ? try Files.read(place) : nil
        if new == old { return }
        forget()
        if let new {
            try Files.makeFolders(Files.parent(place))
            try Files.write(new, to: place)
        } else {
            Files.removeFile(place)
        }
    }

    /// Lays what is kept over the originals; what is not among the `wanted` is kept no more.
    public func finish(wanted: Set<String>) throws {
        var overlay = OverlayFile()
        if Files.kind(sources) == .folder {
            for place in try Files.below(sources, where: { _ in true }) {
                let path = String(place.dropFirst(sources.count))
                if wanted.contains(path) { overlay.lay(place, over: path) } else { Files.removeFile(place) }
            }
        }
        try put(try overlay.bytes(), to: self.overlay)
    }

    private func put(_ bytes: [UInt8], to path: String) throws(FileError) {
        if (try? Files.read(path)) != bytes { try Files.write(bytes, to: path) }
    }

    private struct Toolset: Encodable {
        struct Tool: Encodable { var extraCLIOptions: [String] }

        var schemaVersion = "1.0"
        var cCompiler: Tool
        var cxxCompiler: Tool
        var swiftCompiler: Tool
        var linker: Tool

        init(overlay: String, _ runtime: RuntimeLocation) {
            cCompiler = Tool(extraCLIOptions: ["-ivfsoverlay", overlay])
            cxxCompiler = cCompiler
            swiftCompiler = Tool(extraCLIOptions: [
                "-vfsoverlay", overlay, "-Xcc", "-fmodule-map-file=" + runtime.includes + "/CedeCheck/module.modulemap",
            ])
            linker = Tool(extraCLIOptions: ["--wrap=main", runtime.libraries + "/libcede.a"])
        }
    }
}

/// What tells one version of a file from another without reading it.
public struct FileStamp: Hashable, Sendable {
    public var text: String

    public init(_ path: String) {
        var status = stat()
        text = stat(path, &status) == 0 ? "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)" : "-"
    }
}

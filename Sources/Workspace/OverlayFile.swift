// An overlay: which files are read in place of which, for `-ivfsoverlay` of clang and `-vfsoverlay` of swiftc.
//
// `use-external-names: false` keeps the originals' names in messages, debug lines and dependency files. Links in paths
// are not followed: a source is found by the path that the compiler is given.

import FoundationEssentials

public struct OverlayFile: Sendable {
    private var folders: [String: [Entry]] = [:]

    public init() {}

    /// What is read as `path` stands in the file `stored`. Both absolute.
    public mutating func lay(_ stored: String, over path: String) {
        folders[Files.parent(path), default: []].append(
            Entry(type: "file", name: Files.name(path), externalContents: stored))
    }

    /// JSON is the YAML that the compilers read.
    public func bytes() throws -> [UInt8] {
        let roots = folders.sorted { $0.key < $1.key }.map { folder, files in
            Entry(type: "directory", name: folder, contents: files.sorted { $0.name < $1.name })
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Root(roots: roots)))
    }

    private struct Root: Encodable {
        var version = 0
        var caseSensitive = "true"
        var useExternalNames = "false"
        var roots: [Entry]

        enum CodingKeys: String, CodingKey {
            case version, roots
            case caseSensitive = "case-sensitive"
            case useExternalNames = "use-external-names"
        }
    }

    private struct Entry: Encodable {
        var type: String
        var name: String
        var contents: [Entry]?
        var externalContents: String?

        enum CodingKeys: String, CodingKey {
            case type, name, contents
            case externalContents = "external-contents"
        }
    }
}

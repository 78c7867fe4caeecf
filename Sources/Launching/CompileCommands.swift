// compile_commands.json: how each source of a tree is compiled.

public struct CompileCommand: Hashable, Sendable {
    /// Where relative paths begin.
    public var folder: String
    public var file: String
    /// The compiler and its arguments. Cede in front of them is taken off: what is asked is how it reads the source.
    public var words: [String]

    public struct Fault: Error, CustomStringConvertible {
        public var description: String
    }

    /// The entries of a compile database, in their order.
    public static func all(in bytes: [UInt8]) throws(Fault) -> [CompileCommand] {
        let entries: JSONValue
        do {
            entries = try JSONValue(parsing: bytes)
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            throw Fault(description: "no JSON from line \(line) on; make the build system write it anew")
        }
        guard let list = entries.array else { throw Fault(description: "no list of commands") }
        var commands: [CompileCommand] = []
        for (i, entry) in list.enumerated() {
            guard let folder = entry["directory"]?.string, let file = entry["file"]?.string else {
                throw Fault(description: "entry \(i + 1) has no \"directory\" or no \"file\"")
            }
            var words = entry["arguments"]?.array?.compactMap(\.string) ?? []
            if words.isEmpty, let line = entry["command"]?.string {
                words = ResponseFile.words(Array(line.utf8))
            }
            words = CedeCommand.compilation(in: words)
            guard !words.isEmpty else { throw Fault(description: "entry \(i + 1), \(file), has no command") }
            commands.append(CompileCommand(folder: folder, file: file, words: words))
        }
        return commands
    }
}

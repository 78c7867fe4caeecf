// compile_commands.json: how each source of a build is compiled.
//
// `arguments` is a list of words, `command` one line as a shell would read it; CMake writes the latter. Paths in an
// entry are relative to its `directory`.

import FoundationEssentials
import Glibc
import Launching

public struct CompilationDatabase: Sendable {
    public struct Entry: Hashable, Sendable {
        public var directory: String
        /// Absolute, without `.` and `..` where that can be said without looking.
        public var file: String
        /// The compiler and its arguments, response files expanded.
        public var words: [String]
    }

    public struct Unreadable: Error, CustomStringConvertible {
        public var path: String
        public var reason: String
        public var description: String {
            "\(path): error: \(reason); let CMake write it (-DCMAKE_EXPORT_COMPILE_COMMANDS=ON), Meson and "
                + "`bear -- make` do by themselves"
        }
    }

    /// In the order of the file, each different compilation once.
    public var entries: [Entry]

    /// `path` is the file, or the folder that holds it.
    public init(_ path: String) throws(Unreadable) {
        let file = Files.kind(path) == .folder ? path + "/compile_commands.json" : path
        let bytes: [UInt8]
        do {
            bytes = try Files.read(file)
        } catch {
            throw Unreadable(path: file, reason: "cannot read it: \(String(cString: strerror(error.code)))")
        }
        let raw: [RawEntry]
        do {
            raw = try JSONDecoder().decode([RawEntry].self, from: Data(bytes))
        } catch {
            throw Unreadable(path: file, reason: "not a list of compilations in JSON")
        }
        var seen: Set<Entry> = []
        var entries: [Entry] = []
        for (index, one) in raw.enumerated() {
            guard let words = one.words, !words.isEmpty else {
                throw Unreadable(path: file, reason: "entry \(index + 1) has neither arguments nor a command")
            }
            let entry = Entry(
                directory: one.directory, file: Files.absolute(one.file, in: one.directory), words: words)
            if seen.insert(entry).inserted { entries.append(entry) }
        }
        self.entries = entries
    }

    private struct RawEntry: Decodable {
        var directory: String
        var file: String
        var arguments: [String]?
        var command: String?

        var words: [String]? {
            let words = arguments ?? command.map { ResponseFile.words(Array($0.utf8)) }
            return words.map { words in
                ResponseFile.expand(words) { try? Files.read(Files.absolute($0, in: directory)) }
            }
        }
    }
}

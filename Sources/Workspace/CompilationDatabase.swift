// A compilation database as it is on disk: the file found, response files read, paths from the root, and each different
// compilation once.

import Glibc
import Launching

public struct CompilationDatabase: Sendable {
    public struct Entry: Hashable, Sendable {
        public var directory: String
        /// Absolute, without `.` and `..` where that can be said without looking.
        public var file: String
        /// The compiler and its arguments, response files expanded, Cede in front taken off.
        public var words: [String]

        public init(directory: String, file: String, words: [String]) {
            self.directory = directory
            self.file = file
            self.words = words
        }
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
        let commands: [CompileCommand]
        do {
            commands = try CompileCommand.all(in: bytes)
        } catch {
            throw Unreadable(path: file, reason: error.description)
        }
        var seen: Set<Entry> = []
        entries = commands.map { command in
            let words = ResponseFile.expand(command.words) {
                try? Files.read(Files.absolute($0, in: command.folder))
            }
            return Entry(
                directory: command.folder, file: Files.absolute(command.file, in: command.folder),
                words: words)
        }
        entries = entries.filter { seen.insert($0).inserted }
    }
}

// What `rewrite` and `overlay` work on: sources, each with the way it is compiled.

import CFrontend
import Glibc
import Launching
import Workspace

/// The sources of one command, and what could not be had.
struct Units {
    var sources: [CSource] = []
    /// Swift sources, by path.
    var swift: [String] = []
    var complaints: [String] = []
    /// That of the compilers in a database.
    var libclang: String?

    /// Sources that are named, folders opened, all with the flags after `--`.
    init(_ paths: [String], _ options: SourceOptions, scratch: Scratch) throws {
        // Asking the compiler takes longer than many a source, and Swift's need no answer.
        lazy var arguments = options.sourceArguments(scratch: scratch)
        let project = paths.compactMap(Files.resolved)
        for path in paths {
            var found: [String] = []
            switch Files.kind(path) {
            case .file: found = [path]
            case .folder: found = try Files.below(path) { Dialect(ofFile: $0) != nil || isSwift($0) }
            case .missing: complaints.append(FileError(path, "read it", ENOENT).description)
            }
            swift += found.filter(isSwift)
            sources += found.filter { !isSwift($0) }.map { path in
                CSource(
                    path: path, bytes: [], arguments: arguments(Dialect(ofFile: path) ?? .c),
                    isPreprocessed: false, project: project)
            }
        }
    }

    /// The sources of a compilation database; with paths, those of them that stand there. The headers that are
    /// its own are those below the folder that holds all sources and all folders that compilers run in.
    init(_ database: CompilationDatabase, only paths: [String], scratch: Scratch) throws {
        let here = Files.currentFolder
        let chosen = paths.map { Files.absolute($0, in: here) }
        let entries = database.entries.filter { entry in
            chosen.isEmpty || chosen.contains { entry.file == $0 || entry.file.hasPrefix($0 + "/") }
        }
        // Builds run at the top of a tree or below it, so their folders tell where it begins.
        let files = entries.map(\.file)
        let project =
            (Files.commonFolder(files + entries.map { $0.directory + "/." })
            ?? Files.commonFolder(files)).flatMap(Files.resolved)
        self.init(entries, project: project.map { [$0] } ?? [], scratch: scratch)
    }

    /// Compilations, with the folders whose headers are the project's own.
    init(_ entries: [CompilationDatabase.Entry], project: [String], scratch: Scratch) {
        var folders: [String: String?] = [:]
        for entry in entries {
            guard Files.kind(entry.file) == .file else {
                complaints.append(FileError(entry.file, "read it", ENOENT).description)
                continue
            }
            let words = withoutLaunchers(entry.words)
            guard let compiler = words.first else { continue }
            let probe = CompilerProbe([compiler])
            let invocation = Invocation(reading: Array(words.dropFirst()), isCxxDriver: probe.isCxxDriver)
            // An assembler source, or none at all: nothing to rewrite.
            guard let input = invocation.sources.first else { continue }
            libclang = libclang ?? probe.libclang
            let isClang = probe.isClang(scratch: scratch)
            let steps = Steps(invocation, family: isClang ? .clang : .gcc)
            var arguments: [String] = []
            if isClang {
                if folders[compiler] == nil { folders[compiler] = probe.resourceFolder(scratch: scratch) }
                if let folder = folders[compiler] ?? nil { arguments += ["-resource-dir", folder] }
            }
            sources.append(
                CSource(
                    path: entry.file, bytes: [],
                    arguments: arguments
                        + Self.absolute(steps.parsingSource(input.dialect), in: entry.directory),
                    isPreprocessed: false, project: project))
        }
    }

    /// Include paths from the root: libclang's own -working-directory leaves names of headers relative to it.
    private static func absolute(_ words: [String], in folder: String) -> [String] {
        let options = ["-I", "-iquote", "-isystem", "-idirafter", "-include", "-imacros"]
        func absolute(_ path: String, _ option: String) -> String {
            let full = Files.absolute(path, in: folder)
            // `=` stands for the system's root; an included file may be one that is found by the include paths.
            if path.hasPrefix("=") || path == "-" { return path }
            return option.hasPrefix("-i") && Files.kind(full) == .missing ? path : full
        }
        return words.indices.map { i in
            if i > 0, options.contains(words[i - 1]) { return absolute(words[i], words[i - 1]) }
            guard let option = options.first(where: { words[i].hasPrefix($0) && words[i] != $0 }) else {
                return words[i]
            }
            return option + absolute(String(words[i].dropFirst(option.count)), option)
        }
    }
}

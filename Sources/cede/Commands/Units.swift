// What `rewrite` and `overlay` work on: sources, each with the way it is compiled.

import CFrontend
import Glibc
import Launching
import Workspace

/// The sources of one command, and what could not be had.
struct Units {
    var sources: [CSource] = []
    var complaints: [String] = []
    /// That of the compilers in a database.
    var libclang: String?

    /// Sources that are named, folders opened, all with the flags after `--`.
    init(_ paths: [String], _ options: SourceOptions, scratch: Scratch) throws {
        let arguments = options.sourceArguments(scratch: scratch)
        let folders = paths.filter { Files.kind($0) == .folder }.compactMap(Files.resolved)
        for path in paths {
            var found: [String] = []
            switch Files.kind(path) {
            case .file: found = [path]
            case .folder: found = try Files.below(path) { Dialect(ofFile: $0) != nil }
            case .missing: complaints.append(FileError(path, "read it", ENOENT).description)
            }
            sources += found.map { path in
                CSource(
                    path: path, bytes: [], arguments: arguments(Dialect(ofFile: path) ?? .c),
                    isPreprocessed: false, project: folders)
            }
        }
    }

    /// The sources of a compilation database; with paths, those of them that stand there. `project` is the folder whose
    /// headers are its own: the one that holds all sources.
    init(_ database: CompilationDatabase, only paths: [String], scratch: Scratch) throws {
        let here = Files.currentFolder
        let chosen = paths.map { Files.absolute($0, in: here) }
        var folders: [String: String?] = [:]
        let entries = database.entries.filter { entry in
            chosen.isEmpty || chosen.contains { entry.file == $0 || entry.file.hasPrefix($0 + "/") }
        }
        let project = Files.commonFolder(entries.map(\.file)).flatMap(Files.resolved)
        for entry in entries {
            guard Files.kind(entry.file) == .file else {
                complaints.append(FileError(entry.file, "read it", ENOENT).description)
                continue
            }
            guard let words = Launcher.compilerAndArguments(entry.words), let compiler = words.first else {
                continue
            }
            let probe = CompilerProbe([compiler])
            let invocation = Invocation(reading: Array(words.dropFirst()), isCxxDriver: probe.isCxxDriver)
            // An assembler source, or none at all: nothing to rewrite.
            guard let input = invocation.sources.first else { continue }
            libclang = libclang ?? probe.libclang
            let isClang = probe.isClang(scratch: scratch)
            let steps = Steps(invocation, family: isClang ? .clang : .gcc)
            var arguments = ["-working-directory=" + entry.directory]
            if isClang {
                if folders[compiler] == nil { folders[compiler] = probe.resourceFolder(scratch: scratch) }
                if let folder = folders[compiler] ?? nil { arguments += ["-resource-dir", folder] }
            }
            sources.append(
                CSource(
                    path: entry.file, bytes: [], arguments: arguments + steps.parsingSource(input.dialect),
                    isPreprocessed: false, project: project.map { [$0] } ?? []))
        }
    }
}

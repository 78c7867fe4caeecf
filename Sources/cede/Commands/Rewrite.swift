// `cede rewrite`: sources with checks inserted, as sources.

import ArgumentParser
import CFrontend
import Glibc
import Launching
import Reporting
import Workspace

struct Rewrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrite",
        abstract:
            "Insert checks into C and C++ sources and write them out: `cede rewrite -o out src/ -- -Iinclude`.",
        usage:
            "cede rewrite (-o <folder> | --stdout | --diff | --in-place) <file> ... [-- <flags> ...]",
        discussion: """
            Needs exactly one of -o, --stdout, --diff and --in-place. Folders are searched for *.c, \
            *.cc, *.cpp and the like. Lines keep their numbers, and what cannot be analysed is passed through whole and reported.
            """
    )

    @Option(name: .customShort("o"), help: ArgumentHelp("Write below this folder.", valueName: "folder"))
    var output: String?

    @Flag(help: "Write to standard output.")
    var stdout = false

    @Flag(help: "Write a diff that `patch -p1` and `git apply` take.")
    var diff = false

    @Flag(help: "Replace the sources themselves.")
    var inPlace = false

    @Argument(help: ArgumentHelp("Sources, and folders of them.", valueName: "file"))
    var paths: [String]

    @OptionGroup var options: SourceOptions

    func validate() throws {
        let chosen = [output != nil, stdout, diff, inPlace].count { $0 }
        if chosen != 1 {
            throw ValidationError("give exactly one of -o FOLDER, --stdout, --diff and --in-place")
        }
    }

    func run() throws {
        Cede.finish {
            let scratch = try Scratch()
            defer { scratch.remove() }
            let arguments = options.sourceArguments(scratch: scratch)
            let analyser = options.analyser
            var code: Int32 = 0
            let gathered = Gathered()
            // In place, nothing is written before all is read: a source may include another.
            var later: [() throws -> Void] = []
            for path in try sources(&code) {
                let dialect = Dialect(ofFile: path) ?? .c
                let source = CSource(
                    path: path, bytes: [], arguments: arguments(dialect), isPreprocessed: false,
                    project: folders)
                do {
                    let deliver = try rewrite(source, analyser, gathered)
                    if inPlace { later.append(deliver) } else { try deliver() }
                } catch let error as Trouble {
                    say(error.message)
                    code = error.code
                }
            }
            for deliver in later { try deliver() }
            for header in gathered.headers.all { try rewrite(header, gathered) }
            return code
        }
    }

    /// What is named, folders opened; what is missing is told, and the rest goes on.
    private func sources(_ code: inout Int32) throws -> [String] {
        try paths.flatMap { path -> [String] in
            switch Files.kind(path) {
            case .file: return [path]
            case .folder: return try Files.below(path) { Dialect(ofFile: $0) != nil }
            case .missing:
                say(FileError(path, "read it", ENOENT).description)
                code = Trouble.input
                return []
            }
        }
    }

    /// The folders that are named; headers below them are rewritten with the sources that read them.
    private var folders: [String] {
        paths.filter { Files.kind($0) == .folder }.compactMap(Files.resolved)
    }

    private func rewrite(_ header: SharedHeaders.Header, _ gathered: Gathered) throws {
        let agreed = header.agreed
        for entry in agreed.left {
            gathered.tell(
                "\(entry.place): warning: left without a check: it stands in \(header.path), "
                    + "and the sources that read that do not agree on it")
        }
        // A tree that is written elsewhere finds the headers that need nothing where they are.
        if !agreed.rewritten.insertions.isEmpty {
            try deliver(header.path, header.bytes, agreed.rewritten.bytes)
        }
    }

    /// Rewrites a source, and notes what its headers need. What it hands out delivers the source.
    private func rewrite(
        _ source: CSource, _ analyser: Analyser, _ gathered: Gathered
    ) throws -> () throws -> Void {
        let path = source.path
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            throw Trouble(message: error.description, code: Trouble.input)
        }
        do {
            _ = try readSource(path)
            var source = source
            source.bytes = bytes
            let result = try analyser.analyse(source)
            for diagnostic in result.diagnostics where diagnostic.severity == .warning {
                gathered.tell(diagnostic.description)
            }
            for entry in result.plan.entries
            where entry.reason.leavesCycleUnchecked && !entry.reason.isOnPurpose {
                gathered.tell("\(entry.place): warning: left without a check: \(entry.reason)")
            }
            gathered.headers.note(result, source.prelude)
            return { try deliver(path, bytes, result.rewritten.bytes) }
        } catch let error as CFrontendError {
            try deliver(path, bytes, bytes)
            let (place, reason) = error.summary(of: path)
            throw Trouble(
                message: "\(place): error: not analysed, left as it is: \(reason); \(error.remedy)",
                code: Trouble.input)
        } catch let error as Trouble {
            try deliver(path, bytes, bytes)
            throw error
        }
    }

    private func deliver(_ path: String, _ old: [UInt8], _ new: [UInt8]) throws {
        if let output {
            let target = output + "/" + Self.mirrored(path)
            try Files.makeFolders(Files.parent(target))
            try Files.write(new, to: target, like: path)
        } else if inPlace {
            if old != new { try Files.write(new, to: path, like: path) }
        } else {
            let text = diff ? UnifiedDiff.of(old, new, path: Self.mirrored(path)) : new
            let code = Files.writeAll(text, to: STDOUT_FILENO)
            if code != 0 { throw FileError("standard output", "write it", code) }
        }
    }

    /// The path below the working folder; one from elsewhere without its leading `/` and `..`.
    private static func mirrored(_ path: String) -> String {
        var parts: [Substring] = []
        let here = Files.currentFolder + "/"
        for part in (path.hasPrefix(here) ? path.dropFirst(here.count) : path[...]).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// What the sources of one run have in common: their headers, and what was told about those once.
private final class Gathered {
    var headers = SharedHeaders()
    private var told: Set<String> = []

    func tell(_ line: String) {
        if told.insert(line).inserted { say(line) }
    }
}

// `cede rewrite`: sources with checks inserted, as sources.

import ArgumentParser
import CFrontend
import Glibc
import Reporting
import Rewriting
import Workspace

struct Rewrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrite",
        abstract: "Insert checks into sources and write them out: `cede rewrite -o out src/ -- -Iinclude`.",
        usage:
            "cede rewrite (-o <folder> | --to <file> | --stdout | --diff | --in-place | --strip) <file> ... [-- <flags> ...]",
        discussion: """
            Needs exactly one of -o, --to, --stdout, --diff, --in-place and --strip. Folders are searched for C, C++ and \
            Objective-C sources; headers below them are rewritten with the sources that read them. With -p the \
            sources and their flags are those of a compile_commands.json; paths then choose among them. Lines keep \
            their numbers, and what cannot be analysed is passed through whole and reported.

            -o looks only at what has changed since the last time: a source, a header that it read, its flags, or \
            cede itself. --in-place notes at the end of each file what it inserted, and --strip takes it out again, \
            byte for byte.
            """
    )

    @Option(name: .customShort("o"), help: ArgumentHelp("Write below this folder.", valueName: "folder"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write one source to this file, behind a line that tells the compiler where it is from.", valueName: "file"))
    var to: String?

    @Flag(help: "Write to standard output.")
    var stdout = false

    @Flag(help: "Write a diff that `patch -p1` and `git apply` take.")
    var diff = false

    @Flag(help: "Replace the sources themselves.")
    var inPlace = false

    @Flag(help: "Take out again what --in-place inserted.")
    var strip = false

    @Flag(name: .shortAndLong, help: "Say how many sources were analysed.")
    var verbose = false

    @OptionGroup var tree: TreeOptions

    func validate() throws {
        if to != nil, tree.paths.count != 1 || tree.database != nil {
            throw ValidationError("--to takes one source")
        }
        let chosen = [output != nil, to != nil, stdout, diff, inPlace, strip].count { $0 }
        if chosen != 1 {
            throw ValidationError("give exactly one of -o FOLDER, --to FILE, --stdout, --diff, --in-place and --strip")
        }
    }

    func run() throws {
        Cede.finish {
            if strip { return try stripAll() }
            let known = output.flatMap { RewriteState.read(statePath($0)) }
            let result = try tree.rewritten(known: known) { path in
                output.map { Files.kind($0 + "/" + Self.mirrored(path)) == .file } ?? false
            }
            for warning in result.warnings { say(warning) }
            for error in result.errors { say(error) }
            for file in result.files { try deliver(file) }
            if let output {
                try Files.makeFolders(output)
                try result.state.write(to: statePath(output))
            }
            if verbose { say("cede: \(result.analysed) sources analysed, \(result.unchanged) unchanged") }
            return result.errors.isEmpty ? 0 : Trouble.input
        }
    }

    private func statePath(_ output: String) -> String { output + "/.cede-rewrite.json" }

    private func deliver(_ file: RewrittenTree.File) throws {
        let isUnchanged = file.rewritten.insertions.isEmpty
        if let output {
            let target = output + "/" + Self.mirrored(file.path)
            // A tree that is written elsewhere finds the headers that need nothing where they are.
            if file.isHeader, isUnchanged { return Files.removeFile(target) }
            try Files.makeFolders(Files.parent(target))
            try Files.write(file.rewritten.bytes, to: target, like: file.path)
        } else if let to {
            // Its headers are read where they are.
            if file.isHeader { return }
            try Files.makeFolders(Files.parent(to))
            try Files.write(Self.origin(file.path) + file.rewritten.bytes, to: to)
        } else if inPlace {
            if !isUnchanged { try Files.write(file.rewritten.removable, to: file.path, like: file.path) }
        } else {
            let text =
                diff
                ? UnifiedDiff.of(file.original, file.rewritten.bytes, path: Self.mirrored(file.path))
                : file.rewritten.bytes
            try show(text)
        }
    }

    /// So that messages and debug lines name the original.
    private static func origin(_ path: String) -> [UInt8] {
        let name = Files.absolute(path, in: Files.currentFolder)
            .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let isSwift = path.hasSuffix(".swift")
        return Array((isSwift ? "#sourceLocation(file: \"\(name)\", line: 1)\n" : "#line 1 \"\(name)\"\n").utf8)
    }

    private func stripAll() throws -> Int32 {
        var code: Int32 = 0
        for path in tree.paths {
            for file in Files.kind(path) == .folder ? try Files.below(path, where: { _ in true }) : [path] {
                do {
                    guard let original = try Trailer.original(of: try Files.read(file)) else { continue }
                    try Files.write(original, to: file, like: file)
                } catch let error as Trailer.Problem {
                    say("\(file): error: not stripped: \(error)")
                    code = Trouble.input
                } catch let error as FileError {
                    say(error.description)
                    code = Trouble.input
                }
            }
        }
        return code
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

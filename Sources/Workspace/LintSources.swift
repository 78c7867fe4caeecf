// The sources of a lint: files, folders, packages, or a compilation database, each with the way it is compiled.

import CFrontend
import Glibc
import Launching
import Linting

public struct LintSources: Sendable {
    public private(set) var all: [LintSource] = []
    /// Complete messages about what could not be had.
    public private(set) var failures: [String] = []
    /// Below these, headers are the project's own.
    public private(set) var roots: [String] = []

    public init() {}

    // MARK: Paths

    /// Files, and folders of them; C with this compiler and these flags.
    public init(_ paths: [String], compiler: [String], flags: [String], scratch: Scratch) {
        let here = Files.currentFolder
        let words = ResponseFile.expand(flags) { try? Files.read($0) }
        let isClang = CompilerProbe(compiler).isClang(scratch: scratch)
        var packages = Packages()
        var seen: Set<String> = []
        for path in paths {
            var found: [String] = []
            switch Files.kind(path) {
            case .missing: failures.append(FileError(path, "read it", ENOENT).description)
            case .file:
                roots.append(Files.parent(Files.absolute(path, in: here)))
                if LintSource.language(ofFile: path) == nil {
                    failures.append("\(path): error: not analysed: neither C nor Swift by its name; give sources")
                } else {
                    found = [path]
                }
            case .folder:
                roots.append(Files.absolute(path, in: here))
                do {
                    found = try Files.below(path) { LintSource.language(ofFile: $0) != nil }
                } catch {
                    failures.append(error.description)
                }
            }
            let isNamed = Files.kind(path) == .file
            for file in found where seen.insert(Files.absolute(file, in: here)).inserted {
                let shown = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
                let language = LintSource.language(ofFile: file) ?? .c
                // A package's manifest is no part of what it builds.
                if !isNamed, language == .swift, Files.name(file) == "Package.swift" { continue }
                all.append(
                    LintSource(
                        path: shown, language: language, compiler: compiler,
                        arguments: words + (language == .c ? packages.includes(for: file, in: here) : []), folder: here,
                        isClang: isClang, isNamed: isNamed))
            }
        }
    }

    /// Standard input, taken for the source `path`.
    public init(
        standardInputAs path: String, compiler: [String], flags: [String], scratch: Scratch
    ) throws {
        let here = Files.currentFolder
        let folder = Files.parent(Files.absolute(path, in: here))
        let copy = try scratch.subfolder("input") + "/" + Files.name(path)
        try Files.write(try Files.read("/dev/stdin"), to: copy)
        roots = [folder]
        all = [
            LintSource(
                path: path, input: copy, language: LintSource.language(ofFile: path) ?? .c, compiler: compiler,
                arguments: flags + ["-iquote", folder], folder: here,
                isClang: CompilerProbe(compiler).isClang(scratch: scratch), isNamed: true)
        ]
    }

    // MARK: A compilation database

    /// Its sources; with paths, those of them that stand there.
    public init(_ database: CompilationDatabase, only paths: [String], scratch: Scratch) {
        let here = Files.currentFolder
        let chosen = paths.map { (shown: $0, path: Files.absolute($0, in: here)) }
        var seen: Set<String> = []
        var used: Set<String> = []
        for entry in database.entries {
            let matching = chosen.filter { entry.file == $0.path || entry.file.hasPrefix($0.path + "/") }
            if !chosen.isEmpty, matching.isEmpty { continue }
            used.formUnion(matching.map(\.path))
            guard Files.kind(entry.file) == .file else {
                if seen.insert(entry.file).inserted {
                    failures.append(FileError(entry.file, "read it", ENOENT).description)
                }
                continue
            }
            guard Files.kind(entry.directory) == .folder else {
                failures.append(
                    "\(entry.file): error: not analysed: its folder in the compile database, \(entry.directory), is not there")
                continue
            }
            add(entry, here, scratch)
        }
        for path in chosen where !used.contains(path.path) {
            failures.append(
                "\(path.shown): error: not analysed: the compile database does not name it; leave out -p and give its "
                    + "flags after --")
        }
        let folders = database.entries.map { $0.directory + "/." }
        roots = [Files.commonFolder(database.entries.map(\.file) + folders) ?? here]
    }

    private mutating func add(_ entry: CompilationDatabase.Entry, _ here: String, _ scratch: Scratch) {
        let launchers = entry.words.count - withoutLaunchers(entry.words).count
        let compiler = Array(entry.words[launchers...].prefix(1))
        guard !compiler.isEmpty, let language = LintSource.language(ofFile: entry.file) else { return }
        let shown = entry.file.hasPrefix(here + "/") ? String(entry.file.dropFirst(here.count + 1)) : entry.file
        all.append(
            LintSource(
                path: shown, input: entry.file, language: language, compiler: compiler,
                arguments: Array(entry.words.dropFirst(launchers + 1)), folder: entry.directory,
                isClang: CompilerProbe(compiler).isClang(scratch: scratch)))
    }
}

/// What C targets of Swift packages include, by the layout that SwiftPM asks for; a manifest may say more, which a
/// database or flags then say.
private struct Packages {
    private var known: [String: [String]] = [:]

    mutating func includes(for file: String, in here: String) -> [String] {
        var folder = Files.parent(Files.absolute(file, in: here))
        while folder != "/", Files.kind(folder + "/Package.swift") != .file { folder = Files.parent(folder) }
        if folder == "/" { return [] }
        if let includes = known[folder] { return includes }
        let headers = (try? Files.below(folder + "/Sources") { $0.hasSuffix(".h") }) ?? []
        var includes: Set<String> = []
        for header in headers {
            guard let range = header.firstRange(of: "/include/") else { continue }
            includes.insert(String(header[..<range.lowerBound]) + "/include")
        }
        let flags = includes.sorted().flatMap { ["-I", $0] }
        known[folder] = flags
        return flags
    }
}

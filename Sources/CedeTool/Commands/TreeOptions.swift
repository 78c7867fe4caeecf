// What `rewrite` and `overlay` take: sources and folders of them, or a compilation database.

import ArgumentParser
import CFrontend
import Glibc
import Workspace

struct TreeOptions: ParsableArguments {
    @Option(
        name: .customShort("p"),
        help: ArgumentHelp(
            "Take sources and flags from this compile_commands.json, or the one in this folder.",
            valueName: "folder"))
    var database: String?

    @Argument(help: ArgumentHelp("Sources, and folders of them.", valueName: "file"))
    var paths: [String] = []

    @OptionGroup var options: SourceOptions

    func validate() throws {
        if database == nil, paths.isEmpty {
            throw ValidationError(
                "no sources given; name files or folders, or a compilation database with -p")
        }
        if database != nil, !options.flags.isEmpty {
            throw ValidationError(
                "the flags are those of the compilation database; leave out what stands after --")
        }
    }

    /// `isThere` says whether an earlier result for a source is still there.
    func rewritten(known: RewriteState? = nil, isThere: (String) -> Bool = { _ in false }) throws
        -> RewrittenTree
    {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let units: Units
        if let database {
            let read: CompilationDatabase
            do {
                read = try CompilationDatabase(database)
            } catch {
                throw Trouble(message: error.description, code: Trouble.input)
            }
            units = try Units(read, only: paths, scratch: scratch)
        } else {
            units = try Units(paths, options, scratch: scratch)
        }
        var work = RewrittenTree.Options(
            budget: options.budget?.cost, libclang: units.libclang ?? CompilerProbe(options.compiler).libclang
        )
        let progress = Progress()
        work.progress = { progress.show($0, of: $1, $2) }
        let earlier = (units.sources.map(\.path) + units.swift).allSatisfy(isThere) ? known : nil
        var tree = RewrittenTree(of: units.sources, known: earlier, work)
        progress.end()
        tree.add(swift: units.swift, known: earlier, budget: options.budget?.cost)
        tree.errors = units.complaints + tree.errors
        return tree
    }
}

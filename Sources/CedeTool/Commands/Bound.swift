// `cede bound`: how long each function of a tree can run without meeting a check.

import ArgumentParser
import CFrontend
import Glibc
import Launching
import Planning
import Reporting
import Workspace

struct BoundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bound",
        abstract:
            "Show the longest proven run between two checks, for each function: `cede bound src/ -- -Iinclude`.",
        usage: "cede bound [options] [<file> ...] [-p <folder>] [-- <compiler flags> ...]",
        discussion: """
            Takes sources, folders of them, a compile_commands.json (-p), and objects, archives and files with \
            summaries (`cede cc --summary`, `cede summarize`). All of them together are taken for the whole \
            program: a call from one into another costs what that one was proven to cost, and a call through a \
            pointer what the longest function of its type does whose address may be taken. What none of them holds \
            is named. Worst first.

            The first column holds while data comes from the caches near the core; the second is the same run \
            with every load waiting for memory.
            """
    )

    @Option(
        name: .customShort("p"),
        help: ArgumentHelp("The folder with a compile_commands.json, or the file.", valueName: "folder"))
    var database: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Argument(help: ArgumentHelp("Sources, folders, objects, archives, summaries.", valueName: "file"))
    var paths: [String] = []

    @OptionGroup var options: SourceOptions

    func validate() throws {
        if paths.isEmpty && database == nil { throw ValidationError("give files, folders, or -p FOLDER") }
    }

    func run() throws {
        Cede.finish {
            let scratch = try Scratch()
            defer { scratch.remove() }
            var reading = BoundsReading(options: options, scratch: scratch)
            for path in paths { try reading.add(path) }
            if let database { try reading.add(database: database) }
            let all = ProgramBounds(reading.files).functions
            var configurations = Configurations()
            let own = try configurations.nearest(to: paths.first ?? database ?? ".").budget
            let table = BoundTable(all, budget: options.budget?.cost ?? own ?? Planner.Options().budget)
            try show(json ? table.json : table.text)
            return reading.code
        }
    }
}

struct SummarizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarize",
        abstract:
            "Write what is proven about sources as text that `cede bound` reads: `cede summarize x.c > x.bounds`.",
        usage: "cede summarize [options] <file> ... [-- <compiler flags> ...]",
        discussion: """
            Of an object or an archive it prints the summaries that `cede cc --summary` put in.
            """
    )

    @Argument(help: ArgumentHelp("Sources, folders, objects, archives.", valueName: "file"))
    var paths: [String]

    @OptionGroup var options: SourceOptions

    func run() throws {
        Cede.finish {
            let scratch = try Scratch()
            defer { scratch.remove() }
            var reading = BoundsReading(options: options, scratch: scratch)
            for path in paths { try reading.add(path) }
            try show(reading.files.map(Summary.text).joined())
            return reading.code
        }
    }
}

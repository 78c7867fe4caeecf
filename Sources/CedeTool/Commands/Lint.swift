// `cede lint`: what can hold a worker for longer than the budget, and why, without rewriting anything.

import ArgumentParser
import Glibc
import Linting
import Planning
import Reporting
import Workspace

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Report code that can run for longer than the budget without a check: `cede lint src/ -- -Iinclude`.",
        usage: "cede lint [options] [<file> ...] [-p <folder>] [-- <compiler flags> ...]",
        discussion: """
            Takes sources, folders of them, SwiftPM packages, or a compile_commands.json (-p); paths then choose among \
            its sources. `-` is standard input, whose name --assume-filename gives. What is reported as unbounded is what \
            `cede cc` would give a check. Findings are ranked by how long they may take, worst first; what is only \
            possible is a note and shown with --all.

            `.cede.yml`, the nearest at or above each source, says what a team has decided; `cede:disable` comments \
            silence single places.

            Exit codes: 0 no findings that fail; 1 errors, or with --strict any finding; 2 something could not be \
            analysed; 64 usage; 70 a fault of cede itself.
            """
    )

    @OptionGroup var options: LintFlags

    @OptionGroup var compiling: SourceOptions

    func run() throws {
        Cede.finish {
            if let code = try LintKnowledge(options: options).answer() { return code }
            return try LintSession(options: options, compiling: compiling).run()
        }
    }
}

struct LintFlags: ParsableArguments {
    @Option(
        name: .customShort("p"),
        help: ArgumentHelp("The folder with a compile_commands.json, or the file.", valueName: "folder"))
    var database: String?

    @Argument(help: ArgumentHelp("Sources, folders, packages; - for standard input.", valueName: "file"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("What standard input is taken for.", valueName: "file"))
    var assumeFilename: String?

    @Option(
        help: ArgumentHelp(
            "\(LintFormat.allCases.map(\.rawValue).joined(separator: ", ")); may be given more than once.",
            valueName: "name[=file]"),
        transform: FormatWish.init)
    var format: [FormatWish] = []

    @Flag(help: "Warnings fail, too.")
    var strict = false

    @Flag(help: "Show what is only possible.")
    var all = false

    @Flag(help: "Print nothing but findings and errors.")
    var quiet = false

    @Option(help: ArgumentHelp("This rule alone; may be given more than once.", valueName: "rule"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Switch a rule off; may be given more than once.", valueName: "rule"))
    var disable: [String] = []

    @Option(help: ArgumentHelp("Use this configuration, wherever a source is.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Leave out what this baseline holds.", valueName: "file"))
    var baseline: String?

    @Option(help: ArgumentHelp("Write what is found to a baseline.", valueName: "file"))
    var writeBaseline: String?

    @Flag(help: "Fail when the baseline holds what no longer occurs.")
    var strictBaseline = false

    @Option(help: ArgumentHelp("Only what stands on lines that differ from this revision.", valueName: "revision"))
    var changedSince: String?

    @Flag(help: "Write a check into the sources for each finding shown that one would settle, where `cede cc` has it.")
    var fix = false

    @Flag(help: "With --fix: print what would change as a diff, and write nothing.")
    var diff = false

    @Flag(help: "List the rules.")
    var listRules = false

    @Option(help: ArgumentHelp("Explain a rule.", valueName: "rule"))
    var explain: String?

    @Flag(help: "Print the configuration that holds for each file.")
    var dumpConfig = false

    @Flag(help: "Only see whether the configurations are well-formed.")
    var verifyConfig = false

    @Option(name: .shortAndLong, help: ArgumentHelp("So many sources at once (default: the number of cores).", valueName: "n"))
    var jobs: Int?

    @Flag(help: "Analyse everything anew.")
    var noCache = false

    @Option(help: ArgumentHelp("Where results are kept (default: the user's cache folder).", valueName: "folder"))
    var cachePath: String?

    @Option(help: "Colours: auto, always or never.")
    var color = ColourWish.auto

    func validate() throws {
        if listRules || explain != nil { return }
        if paths.isEmpty && database == nil { throw ValidationError("give files, folders, or -p FOLDER") }
        if paths.contains("-") {
            guard paths.count == 1, database == nil else {
                throw ValidationError("standard input is linted alone; leave out the other paths and -p")
            }
            guard assumeFilename != nil else {
                throw ValidationError("say what standard input is: --assume-filename NAME.c")
            }
        } else if assumeFilename != nil {
            throw ValidationError("--assume-filename is for standard input; give - as the file")
        }
        if diff, !fix { throw ValidationError("--diff shows what --fix would write; give both") }
        if fix, assumeFilename != nil { throw ValidationError("--fix writes sources; standard input is none") }
        if strictBaseline, baseline == nil { throw ValidationError("--strict-baseline needs --baseline FILE") }
        try FormatWish.validate(format)
        if let jobs, jobs < 1 { throw ValidationError("--jobs needs a number of at least 1") }
        for rule in only + disable where Rules.named(rule) == nil {
            throw ValidationError("there is no rule '\(rule)'" + didYouMean(rule, Rules.all.map(\.name)))
        }
    }
}

enum ColourWish: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    /// Whether a stream gets colours; https://no-color.org and its kin.
    func holds(for descriptor: Int32) -> Bool {
        func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if isSet("NO_COLOR") { return false }
            if isSet("CLICOLOR_FORCE") || isSet("FORCE_COLOR") { return true }
            return isatty(descriptor) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
        }
    }
}

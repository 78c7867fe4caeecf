// `cede swift`: puts cede in front of `swift build`, `swift run` and `swift test`.

import ArgumentParser
import Launching
import Workspace

struct SwiftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swift",
        abstract: "Build, run or test any Swift package through cede: `cede swift test`.",
        usage: "cede swift [options] <build|run|test> <arguments of swift build, run or test> ...",
        discussion: """
            The package, its manifest and its dependencies stay as they are: rewritten sources are laid over the \
            originals, Swift and C, and the runtime is linked. Diagnostics, #filePath and debug information are those of \
            the originals. The build has a folder of its own, `.build/cede`. Macros and the tools of plugins, which run \
            during the build, are left alone, and so is what is generated during the build.

            With CEDE_MAIN=task CEDE_YIELD=always in its environment the program, or the test suite, runs on a task and \
            every check of it yields. Options for cede stand before build, run or test. The exit code is swift's.
            """
    )

    @OptionGroup var options: PackageOptions

    @Argument(parsing: .captureForPassthrough, help: "What swift is to do, and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard let verb = words.first else {
            throw ValidationError("say what is to be done: cede swift build, cede swift run or cede swift test")
        }
        if ["--help", "-help", "-h"].contains(verb) { throw CleanExit.helpRequest(self) }
        if PackageArguments.Verb(rawValue: verb) == nil {
            throw ValidationError(
                verb.hasPrefix("-")
                    ? "unknown option '\(verb)'; options of swift stand behind it: cede swift build \(verb)"
                    : "cede does not know 'swift \(verb)'; it knows swift build, swift run and swift test")
        }
    }

    func run() throws {
        Cede.finish {
            guard let verb = words.first.flatMap(PackageArguments.Verb.init) else { return Trouble.internalFault }
            let arguments = PackageArguments(verb, Array(words.dropFirst()))
            return try PackageBuild(arguments, options).run()
        }
    }

    /// ArgumentParser leaves a leading `--` in place.
    private var words: [String] { command.first == "--" ? Array(command.dropFirst()) : command }
}

struct PackageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The longest time between two checks (default: 20us).", valueName: "time"))
    var budget: Budget?

    @Flag(help: "Fail when a source cannot be analysed, instead of compiling it without checks.")
    var failClosed = false

    @Option(help: ArgumentHelp("Append every decision to this file, one line each.", valueName: "file"))
    var record: String?

    @Option(
        help: ArgumentHelp(
            "Where the runtime is not found, make it from the sources in this folder, Cede's package.",
            valueName: "folder"))
    var runtimeFrom: String?

    @Flag(name: .shortAndLong, help: "Say what is left alone, and print the commands that are run.")
    var verbose = false
}

// `cede cc`: puts cede in front of a C compiler.

import ArgumentParser
import Glibc
import Planning

struct CC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cc",
        abstract: "Compile and link C through cede: `cede cc clang -O2 -c x.c`, `make CC=\"cede cc gcc\"`.",
        usage: "cede cc [options] <compiler> <arguments> ...",
        discussion: """
            Runs the compiler's own preprocessor, inserts the checks, compiles the result, and adds the \
            runtime to links. Diagnostics, dependency files and debug information are those of the original \
            source. What holds no C to compile goes to the compiler untouched.

            Options for cede stand before the compiler. A build system that leaves no room for them can set \
            CEDE_CC_OPTIONS. CEDE_RUNTIME names the folder that holds the runtime's lib/ and include/; \
            CEDE_VERBOSE=1 is --verbose.
            """
    )

    @OptionGroup var options: CCOptions

    @Argument(parsing: .captureForPassthrough, help: "The compiler and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard let compiler = words.first else {
            throw ValidationError("no compiler given; write it after the options: cede cc clang -c x.c")
        }
        if ["--help", "-help", "-h"].contains(compiler) { throw CleanExit.helpRequest(self) }
        if compiler.hasPrefix("-") {
            throw ValidationError(
                "unknown option '\(compiler)'; options of the compiler stand after its name")
        }
        _ = try environment()
    }

    func run() throws {
        var launch = options.launch
        if let extra = try environment()?.launch {
            launch.budget = launch.budget ?? extra.budget
            launch.mainOnTask = launch.mainOnTask || extra.mainOnTask
            launch.blockingOnTask = launch.blockingOnTask || extra.blockingOnTask
            launch.failClosed = launch.failClosed || extra.failClosed
            launch.isVerbose = launch.isVerbose || extra.isVerbose
            launch.record = launch.record ?? extra.record
            launch.measures = launch.measures || extra.measures
            launch.carriesSummary = launch.carriesSummary || extra.carriesSummary
        }
        let options = launch
        Cede.finish { try Launcher(options: options, command: words).run() }
    }

    /// ArgumentParser leaves a leading `--` in place.
    private var words: [String] { command.first == "--" ? Array(command.dropFirst()) : command }

    /// The options in CEDE_CC_OPTIONS; parsed apart, so that its mistakes are not blamed on the command line.
    private func environment() throws -> CCOptions? {
        guard let value = getenv("CEDE_CC_OPTIONS").map({ String(cString: $0) }) else { return nil }
        do {
            return try CCOptions.parse(value.split(separator: " ").map(String.init))
        } catch {
            throw ValidationError("in CEDE_CC_OPTIONS: \(CCOptions.message(for: error))")
        }
    }
}

struct CCOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The longest time between two checks (default: 20us).", valueName: "time"))
    var budget: Budget?

    @Flag(help: "Run the program's main on a task from the start.")
    var mainOnTask = false

    @Option(
        help: ArgumentHelp(
            """
            What a blocking call on a task blocks, read, connect, poll, sleep and their kin, also in libraries: \
            its worker's thread, or only the task. Said when linking.
            """, valueName: "thread|task"))
    var blocking: Blocking?

    @Flag(help: "Fail when a source cannot be analysed, instead of compiling it without checks.")
    var failClosed = false

    @Option(help: ArgumentHelp("Append every decision to this file, one line each.", valueName: "file"))
    var record: String?

    @Flag(
        help: ArgumentHelp(
            "Build a witness: the program measures the time between checks and prints it beside what is proven, "
                + "or appends it to the file that CEDE_MEASURE names."))
    var measure = false

    @Flag(help: "Put a summary of what is proven into each object, for `cede bound` and `cede verify`.")
    var summary = false

    @Flag(name: .shortAndLong, help: "Print the commands that are run.")
    var verbose = false

    var launch: LauncherOptions {
        LauncherOptions(
            budget: budget?.cost, mainOnTask: mainOnTask, blockingOnTask: blocking == .task,
            failClosed: failClosed, isVerbose: verbose, measures: measure, carriesSummary: summary,
            record: record)
    }
}

enum Blocking: String, ExpressibleByArgument { case thread, task }

/// A time as people write it: `20us`, `1.5ms`, `500ns`.
struct Budget: ExpressibleByArgument {
    var cost: Cost

    init?(argument: String) {
        guard let cost = Cost(written: argument), cost >= .leastBudget else { return nil }
        self.cost = cost
    }
}

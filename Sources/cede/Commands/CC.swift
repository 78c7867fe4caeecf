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
            Runs the compiler's own preprocessor, inserts the checks, compiles the result, and adds the runtime \
            to links. Diagnostics, dependency files and debug information are those of the original source. What \
            holds no C to compile goes to the compiler untouched.

            Options for cede stand before the compiler. A build system that leaves no room for them can set \
            CEDE_CC_OPTIONS. CEDE_RUNTIME names the folder that holds the runtime's lib/ and include/; \
            CEDE_VERBOSE=1 is --verbose.
            """
    )

    @Option(help: ArgumentHelp("The longest time between two checks (default: 20us).", valueName: "time"))
    var budget: Budget?

    @Flag(help: "Run the program's main on a task from the start.")
    var mainOnTask = false

    @Flag(help: "Fail when a source cannot be analysed, instead of compiling it without checks.")
    var failClosed = false

    @Flag(name: .shortAndLong, help: "Print the commands that are run.")
    var verbose = false

    @Argument(parsing: .captureForPassthrough, help: "The compiler and its arguments.")
    var command: [String] = []

    func run() throws {
        var options = LauncherOptions(
            budget: budget?.cost, mainOnTask: mainOnTask, failClosed: failClosed, isVerbose: verbose
        )
        if let words = getenv("CEDE_CC_OPTIONS").map({ String(cString: $0) }) {
            // Parsed apart, so that its mistakes are not blamed on the command line.
            let extra = words.split(separator: " ").map(String.init)
            do {
                let given = try CC.parse(extra)
                if !given.command.isEmpty { throw ValidationError("'\(given.command[0])' is no option") }
                options.budget = options.budget ?? given.budget?.cost
                options.mainOnTask = options.mainOnTask || given.mainOnTask
                options.failClosed = options.failClosed || given.failClosed
                options.isVerbose = options.isVerbose || given.verbose
            } catch {
                throw ValidationError("CEDE_CC_OPTIONS: \(CC.message(for: error))")
            }
        }
        // ArgumentParser leaves a leading `--` in place.
        let words = command.first == "--" ? Array(command.dropFirst()) : command
        guard let compiler = words.first else {
            throw ValidationError("no compiler given; write it after the options: cede cc clang -c x.c")
        }
        if compiler.hasPrefix("-") {
            throw ValidationError("unknown option '\(compiler)'; options of the compiler stand after its name")
        }
        Cede.finish { try Launcher(options: options, command: words).run() }
    }
}

/// A time as people write it: `20us`, `1.5ms`, `500ns`.
struct Budget: ExpressibleByArgument {
    var cost: Cost

    init?(argument: String) {
        let number = argument.prefix { $0.isNumber || $0 == "." }
        guard let value = Double(number), value > 0, value < 1e9 else { return nil }
        switch argument.dropFirst(number.count) {
        case "ns": cost = .nanoseconds(value)
        case "us", "µs": cost = .microseconds(value)
        case "ms": cost = .microseconds(value * 1_000)
        default: return nil
        }
        // Below this a check would be most of the work.
        if cost < .nanoseconds(100) { return nil }
    }
}

// `cede explain`: what cede does with each function, loop and jump of a source, and why.

import ArgumentParser
import CFrontend
import Glibc
import Launching
import Planning
import Reporting
import Workspace

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where checks go in a source, and why: `cede explain x.c:40 -- -Iinclude`.",
        usage: "cede explain [options] <file[:line]> [-- <compiler flags> ...]",
        discussion: """
            Looks at the source as `cede cc` does, after the compiler's preprocessor; --source looks at it \
            as `cede rewrite` does, macros unexpanded. With a line, shows what stands there or, if nothing \
            does, the function around it.
            """
    )

    @Flag(help: "Look at the source with its macros unexpanded.")
    var source = false

    @Argument(
        help: ArgumentHelp("The source, and a line if only that is of interest.", valueName: "file[:line]"))
    var target: String

    @OptionGroup var options: SourceOptions

    func run() throws {
        Cede.finish {
            let (path, line) = Self.split(target)
            let scratch = try Scratch()
            defer { scratch.remove() }
            let bytes = try readSource(path)
            if isSwift(path) {
                let result = try analysedSwift(path, bytes, budget: options.budget?.cost)
                try show(Explain(result.plan, file: path, bounds: result.bounds).text(line: line))
                return 0
            }
            let input =
                try source
                ? CSource(
                    path: path, bytes: bytes,
                    arguments: options.sourceArguments(scratch: scratch)(Self.dialect(path)),
                    isPreprocessed: false)
                : PreprocessedSource(
                    compiler: options.compiler, steps: options.steps(scratch: scratch)
                ).read(path, by: scratch.file("original.i"))
            do {
                let result = try options.analyser.analyse(input)
                try show(Explain(result.plan, file: path, bounds: result.bounds).text(line: line))
                // A function with an error in it was left out; the table says so, the code must too.
                let said = result.diagnostics.filter { $0.place.file == path }
                for diagnostic in said { say(diagnostic.description) }
                return !said.contains { $0.severity == .error } ? 0 : Trouble.input
            } catch let error as CFrontendError {
                let (place, reason) = error.summary(of: path)
                throw Trouble(
                    message: "\(place): error: not analysed: \(reason); \(error.remedy)", code: Trouble.input)
            }
        }
    }

    private static func dialect(_ path: String) -> Dialect { Dialect(ofFile: path) ?? .c }

    private static func split(_ target: String) -> (path: String, line: Int?) {
        guard let colon = target.lastIndex(of: ":"), let line = Int(target[target.index(after: colon)...]),
            line > 0
        else { return (target, nil) }
        return (String(target[..<colon]), line)
    }
}

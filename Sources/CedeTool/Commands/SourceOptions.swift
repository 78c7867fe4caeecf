// What `rewrite` and `explain` need to know to read a source the way its compiler does.

import ArgumentParser
import CFrontend
import Glibc
import Launching
import Workspace

struct SourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The longest time between two checks (default: 20us).", valueName: "time"))
    var budget: Budget?

    @Option(
        help: ArgumentHelp("The compiler whose headers and preprocessor are used.", valueName: "compiler"))
    var cc: String?

    /// What stands after `--`. Kept from ArgumentParser, which takes only one list of arguments a command.
    var flags: [String] { Array(CommandLine.arguments.drop { $0 != "--" }.dropFirst()) }

    /// The compiler's words: `--cc`, `CC`, else clang where there is one.
    var compiler: [String] {
        if let words = cc ?? getenv("CC").map({ String(cString: $0) }), !words.isEmpty {
            return words.split(separator: " ").map(String.init)
        }
        return [CompilerProbe.find("clang") == nil ? "cc" : "clang"]
    }

    var analyser: Analyser { Analyser(budget: budget?.cost, preferring: CompilerProbe(compiler).libclang) }

    func steps(scratch: Scratch) -> Steps {
        let isClang = CompilerProbe(compiler).isClang(scratch: scratch)
        let words = ResponseFile.expand(flags) { try? Files.read($0) }
        return Steps(Invocation(reading: words), family: isClang ? .clang : .gcc)
    }

    /// libclang's arguments for sources as they stand on disk.
    func sourceArguments(scratch: Scratch) -> (Dialect) -> [String] {
        let steps = steps(scratch: scratch)
        // The headers of the clang whose libclang reads the source, for gcc too.
        let probe = CompilerProbe(compiler)
        let owner = steps.family == .clang ? probe : CompilerProbe(["clang"])
        let folder =
            steps.family == .clang || probe.libclang != nil ? owner.resourceFolder(scratch: scratch) : nil
        return { (folder.map { ["-resource-dir", $0] } ?? []) + steps.parsingSource($0) }
    }
}

/// Reads a source, refusing what is plainly none.
func readSource(_ path: String) throws -> [UInt8] {
    let bytes = try Files.read(path)
    if bytes.contains(0) {
        let line = bytes.prefix { $0 != 0 }.count { $0 == UInt8(ascii: "\n") } + 1
        throw Trouble(
            message:
                "\(path):\(line):1: error: not analysed: a binary file (it holds a NUL byte); give C sources",
            code: Trouble.input)
    }
    return bytes
}

// The tool: `cede SUBCOMMAND ...`.

import ArgumentParser
import Glibc
import Workspace

@main
struct Cede: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "cede",
        abstract:
            "Makes compute-heavy C share the CPU: inserts checks that can yield, and the runtime they need.",
        discussion: """
            Exit codes: 0 done; 2 some input could not be analysed, read or written; 64 usage; 70 a fault of \
            cede itself. `cede cc` returns the compiler's own code.
            """,
        version: "cede \(version)",
        subcommands: [
            CC.self, Rewrite.self, Overlay.self, ExplainCommand.self, BoundCommand.self, SummarizeCommand.self,
            VerifyCommand.self, LintCommand.self, SwiftCommand.self,
        ]
    )

    /// `cc` without options of ours, the common case in a build, does not go through the parser: its start-up
    /// is paid for every source of a build.
    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count > 2, arguments[1] == "cc", !arguments[2].hasPrefix("-"),
            getenv("CEDE_CC_OPTIONS") == nil
        {
            finish { try Launcher(options: LauncherOptions(), command: Array(arguments[2...])).run() }
        }
        // `-- FLAGS` of the others are the compiler's: see SourceOptions. `cc` and `swift` need every word.
        let isLauncher = ["cc", "swift"].contains(arguments.dropFirst().first)
        let own = isLauncher ? arguments[...] : arguments.prefix { $0 != "--" }
        Cede.main(Array(own.dropFirst()))
    }

    /// Runs a command's work and turns what it throws into a message and an exit code.
    static func finish(_ work: () throws -> Int32) -> Never {
        do {
            let code = try work()
            fflush(nil)
            // Not exit(): the destructors of a loaded libclang take longer than those of a compiler.
            _exit(code)
        } catch let error as Trouble {
            say(error.message)
            Glibc.exit(error.code)
        } catch let error as FileError {
            say(error.description)
            Glibc.exit(Trouble.input)
        } catch let error as PreprocessedSource.Refused {
            say(error.description)
            Glibc.exit(Trouble.input)
        } catch let error as ConfigurationError {
            say(error.description)
            Glibc.exit(Trouble.input)
        } catch let error as SpawnError {
            say("cede: error: \(error)")
            Glibc.exit(error.code == ENOENT ? 127 : 126)
        } catch let error as RuntimeLocation.Missing {
            say("cede: error: \(error)")
            Glibc.exit(Trouble.input)
        } catch {
            say("cede: internal error: \(error); please report it, with the command line")
            Glibc.exit(Trouble.internalFault)
        }
    }
}

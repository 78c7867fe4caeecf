// What is run from the command line: `bench SUBJECT [--runs N]`, from the root of the repository.
// `Benchmarks/run` builds everything first and then calls this.

import Foundation

@main
enum Bench {
    static let subjects: [(name: String, help: String, run: @Sendable (Int?) throws -> Bool)] = [
        ("starvation", "plain against Cede: a sleeper among hogs", { try Starvation(runs: $0 ?? 7).run() }),
        ("kernels", "what the checks cost in vectorised loops", { try Kernels(runs: $0 ?? 7).run() }),
        ("price", "what checks cost in 62 programs and real ones", { try Price(runs: $0 ?? 9).run() }),
        ("swift-kernels", "what checks cost in Swift", { try SwiftKernels(runs: $0 ?? 9).run() }),
        ("lua", "Debian's Lua built through Cede: scripts", { try LuaScripts(runs: $0 ?? 7).run() }),
        ("lua-states", "a hundred Lua states, four in endless loops", { _ in try LuaStates().run() }),
        ("build-time", "zlib, pcre2 and SQLite: whole builds", { try BuildTime(runs: $0 ?? 3).run() }),
        ("rewrite-speed", "rewriting SQLite against parsing it", { try RewriteSpeed(runs: $0 ?? 7).run() }),
    ]

    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.popFirst(), let subject = subjects.first(where: { $0.name == name }) else {
            usage()
        }
        var runs: Int?
        if arguments.first == "--runs" {
            arguments.removeFirst()
            guard let count = arguments.popFirst().flatMap({ Int($0) }), count > 0 else { usage() }
            runs = count
        }
        guard arguments.isEmpty else { usage() }
        do {
            exit(try subject.run(runs) ? 0 : 1)
        } catch {
            complain("bench: \(error)\n")
            exit(1)
        }
    }

    static func usage() -> Never {
        var text = "usage: bench SUBJECT [--runs N]\n"
        for subject in subjects {
            text += "  \(subject.name.padding(toLength: 15, withPad: " ", startingAt: 0))\(subject.help)\n"
        }
        complain(text)
        exit(64)
    }

    private static func complain(_ text: String) {
        fflush(nil)
        FileHandle.standardError.write(Data(text.utf8))
    }
}

// A host with a hundred Lua states as tasks on two workers, four of them in `while true do end`, the others
// in timed work: shows that all of these finish, and how late they woke. Plain, four endless scripts are
// enough to stop the rest.

import Foundation

struct LuaStates {
    func run() throws -> Bool {
        printHeading("A hundred Lua states on two workers, four in `while true do end`")
        printMachine()
        let plain = try LuaBuild("plain-clang", compiler: "clang")
        let cede = try LuaBuild("cede-clang", compiler: "\(Places.cede) cc clang")
        func compile(_ build: LuaBuild) -> [String] {
            [
                "clang", "-O2", "-I" + Places.runtimeHeaders, "-I\(build.folder)/src",
                Places.benchmarks + "/lua/states.c", build.folder + "/src/liblua.a", "-lm", "-ldl", "-Wl,-E",
                "-o", build.folder + "/states",
            ]
        }
        try Command(compile(plain) + [Places.runtimeArchive, "-pthread"]).run()
        try Command([Places.cede, "cc"] + compile(cede)).run()
        print("\n  ninety-six states each wake thirty times, 30 to 70 ms apart, and compute a little\n")
        var table = Table("", "finished", "wake-ups", "late p50", "p99", "max")
        let stopped = try StatesRun(try Command([plain.folder + "/states"]).run().output)
        let shared = try StatesRun(try Command([cede.folder + "/states"]).run().output)
        for (name, run) in [("plain", stopped), ("Cede", shared)] {
            let late = [0.5, 0.99, 1].map { share in
                run.lateness.isEmpty ? "never woken" : milliseconds(quantile(share, of: run.lateness)) + " ms"
            }
            table.add(
                name, "\(run.finished) of \(run.timed)", "\(run.lateness.count)", late[0], late[1], late[2])
        }
        table.print()
        let allDone = shared.finished == shared.timed
        print(
            "  through Cede \(allDone ? "all" : "NOT all") of them finished, "
                + "in \(fixed(shared.seconds, 2)) s; the four endless ones were still running")
        return allDone
    }
}

private struct StatesRun {
    private(set) var timed = 0
    private(set) var finished = 0
    private(set) var seconds = 0.0
    /// In seconds.
    private(set) var lateness: [Double] = []

    init(_ output: String) throws {
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            switch words.first {
            case "late_us" where words.count == 2:
                lateness.append((Double(words[1]) ?? 0) / 1e6)
            case "states" where words.count == 4:
                (timed, finished, seconds) = (Int(words[1]) ?? 0, Int(words[2]) ?? 0, Double(words[3]) ?? 0)
            default:
                throw Failure(description: "the host printed an odd line: \(line)")
            }
        }
        guard timed > 0 else { throw Failure(description: "the host printed no result") }
    }
}

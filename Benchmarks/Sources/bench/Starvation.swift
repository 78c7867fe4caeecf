// The demonstration: Examples/starvation built twice from the same files, plain and through `cede cc`, run in
// turn. It fails when the plain run did not starve, for then it shows nothing, or when the Cede run did.
//
// Throughput: without preemption a hog either has a worker for the whole run or never starts, so plain runs
// tell what one worker does of each kind in a second. What Cede's hogs did is counted in these
// worker-seconds. Each run starts with another kind, so that each gets a worker in some plain run.

import Foundation

struct Starvation {
    let runs: Int
    let seconds = 2.0

    func run() throws -> Bool {
        printHeading("Starvation: two hogs a worker, and one task that sleeps 1 ms in a loop")
        printMachine()
        let folder = try Places.fresh("starvation")
        let sources = ["starvation", "matrix", "regex", "queens"]
            .map { Places.examples + "/starvation/\($0).c" }
        let compile = ["clang", "-O2", "-I" + Places.runtimeHeaders] + sources
        try Command(compile + [Places.runtimeArchive, "-pthread", "-o", folder + "/plain"]).run()
        try Command([Places.cede, "cc"] + compile + ["-o", folder + "/cede"]).run()
        print("  the same C source, plain: clang -O2, and Cede: cede cc clang -O2\n")

        var plain: [StarvationRun] = []
        var cede: [StarvationRun] = []
        print("  \(runs) runs of \(fixed(seconds, 0)) s each, in turn ", terminator: "")
        for run in 0..<runs {
            for side in run % 2 == 0 ? ["plain", "cede"] : ["cede", "plain"] {
                let command = Command([folder + "/" + side, "\(seconds)", "\(run % 3)"])
                let result = try StarvationRun(try command.run().output)
                if side == "plain" { plain.append(result) } else { cede.append(result) }
                print("▪", terminator: "")
            }
        }
        print("\n")
        printTable(plain, cede)
        StarvationPlot(plain: plain.last!, cede: cede.last!, all: cede).print()
        return verdict(plain, cede)
    }

    private func printTable(_ plain: [StarvationRun], _ cede: [StarvationRun]) {
        var table = Table("median of \(runs) runs", "plain", "Cede")
        func row(_ name: String, _ cell: ([StarvationRun]) -> String) {
            table.add(name, cell(plain), cell(cede))
        }
        func lateness(_ runs: [StarvationRun], _ share: Double) -> String {
            let woken = runs.filter { !$0.lateness.isEmpty }
            guard 2 * woken.count > runs.count else { return "never woken" }
            return fixed(median(woken.map { quantile(share, of: $0.lateness) }) / 1000, 2) + " ms"
        }
        row("the sleeper's wake-ups") { "\(Int(median($0.map { Double($0.lateness.count) })))" }
        row("its lateness, p50") { lateness($0, 0.5) }
        row("its lateness, p99") { lateness($0, 0.99) }
        row("its lateness, max") { lateness($0, 1) }
        row("hogs that got to run") { runs in
            let ran = median(runs.map { run in Double(run.hogs.filter { $0.units > 0 }.count) })
            return "\(Int(ran)) of \(runs[0].hogs.count)"
        }
        let rates = StarvationRun.rates(plain)
        let done = [plain, cede].map { runs in median(runs.map { $0.work(rates) }) }
        table.add("the hogs' throughput", "100.0 %", fixed(100 * done[1] / done[0], 1) + " %")
        table.print()
        let each = rates.sorted { $0.key < $1.key }.map { "\($0.key) \(fixed($0.value, 0))/s" }
        print("  one worker, plain: \(each.joined(separator: ", "))\n")
    }

    private func verdict(_ plain: [StarvationRun], _ cede: [StarvationRun]) -> Bool {
        let lateness = [0.5, 0.99].map { share in
            median(cede.map { $0.lateness.isEmpty ? .infinity : quantile(share, of: $0.lateness) }) / 1000
        }
        printBar("lateness p50", lateness[0], atMost: 0.5, unit: " ms")
        printBar("lateness p99", lateness[1], atMost: 2, unit: " ms")
        let plainStarved = plain.allSatisfy(\.starved)
        let cedeStarved = cede.contains(where: \.starved)
        if !plainStarved { print("  FAILED: the plain run did not starve, so this shows nothing.") }
        if cedeStarved { print("  FAILED: the sleeper starved in a Cede run.") }
        if plainStarved && !cedeStarved {
            print("  Plain, the sleeper starved in every run; through Cede in none.")
        }
        return plainStarved && !cedeStarved
    }
}

/// What one run printed.
struct StarvationRun {
    struct Hog {
        let kind: String
        let units: Double
    }

    private(set) var seconds = 0.0
    private(set) var workers = 0.0
    private(set) var hogs: [Hog] = []
    /// Microseconds since the start, and late, of each wake-up.
    private(set) var wakes: [(at: Double, late: Double)] = []
    private(set) var overdue = 0.0

    var lateness: [Double] { wakes.map(\.late) }

    /// A fair scheduler gives the sleeper nearly one wake-up a millisecond; a tenth of it is starvation.
    var starved: Bool { Double(wakes.count) < seconds * 100 }

    init(_ output: String) throws {
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            var values: [Substring: Substring] = [:]
            for word in words.dropFirst() {
                let parts = word.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { values[parts[0]] = parts[1] }
            }
            func number(_ key: Substring) throws -> Double {
                guard let value = values[key].flatMap({ Double($0) }) else {
                    throw Failure(description: "the example printed an odd line: \(line)")
                }
                return value
            }
            switch words.first {
            case "run": (seconds, workers) = (try number("seconds"), try number("workers"))
            case "hog": hogs.append(Hog(kind: String(values["kind"] ?? ""), units: try number("units")))
            case "sleeper": overdue = try number("overdue_us")
            case "wake": wakes.append((try number("at_us"), try number("late_us")))
            default: throw Failure(description: "the example printed an odd line: \(line)")
            }
        }
        guard seconds > 0, !hogs.isEmpty else { throw Failure(description: "the example printed no result") }
    }

    /// Units a second that a whole worker does of each kind, from runs without preemption.
    static func rates(_ plain: [StarvationRun]) -> [String: Double] {
        var seen: [String: [Double]] = [:]
        for run in plain {
            for hog in run.hogs where hog.units > 0 {
                seen[hog.kind, default: []].append(hog.units / run.seconds)
            }
        }
        return seen.mapValues(median)
    }

    /// Worker-seconds of work done in a worker-second.
    func work(_ rates: [String: Double]) -> Double {
        hogs.reduce(0) { $0 + $1.units / (rates[$1.kind] ?? .infinity) } / (seconds * workers)
    }
}

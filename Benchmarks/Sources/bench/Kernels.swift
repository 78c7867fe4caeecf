// What the checks cost in loops that the compiler vectorises: nine kernels, plain and through `cede cc`.
// The extreme, a loop so short that only its surroundings cost, stands beside the bars and is printed with them.
// clang carries the bars; gcc is information. Vectorised loops are counted by source line, since a strip may
// give one loop two bodies.

import Foundation

struct Kernels {
    let runs: Int

    /// Bytes put before the code. Where in a cache line a tight loop begins may double its time on either side
    /// (the very same instructions of `dot`: 160 ms or 300 ms), so each side is built in all four positions that
    /// functions, aligned to 16, can have, and its times are averaged. Each of them is in another quarter of a page, since the
    /// predictors of jumps go by more than the line: side by side, the very same interpreter ran 1.23 times as long on the
    /// side whose code began elsewhere, spread like this 1.05 times.
    static let layouts = [0, 1040, 2096, 3104]

    func run() throws -> Bool {
        printHeading("Vectorised kernels: CPU time through Cede over plain")
        printMachine()
        let folder = try Places.fresh("kernels")
        let files = try FileManager.default.contentsOfDirectory(atPath: Places.benchmarks + "/kernels")
        let names = files.filter { $0.hasSuffix(".c") }.map { String($0.dropLast(2)) }.sorted()
        let subjects = names.map { Subject(name: $0, file: $0) } + [Subject.extreme]
        for compiler in Places.compilers {
            for level in ["-O2", "-O3"] {
                try compare(subjects, compiler, level, in: folder)
            }
        }
        return true
    }

    private struct Subject {
        var name: String
        var file: String
        var arguments: [String] = []

        /// A loop so short that only its surroundings cost: printed, but beside the bars.
        static let extreme = Subject(name: "(dot of 24)", file: "dot", arguments: ["24", "2000", "30000"])
    }

    private func compare(_ subjects: [Subject], _ compiler: String, _ level: String, in folder: String) throws {
        print("\n  \(compiler) \(level), means over \(Self.layouts.count) layouts of medians of \(runs) interleaved runs")
        var table = Table("kernel", "plain ms", "Cede ms", "ratio", "vectorised plain", "Cede")
        var ratios: [Double] = []
        for subject in subjects {
            let file = Places.benchmarks + "/kernels/\(subject.file).c"
            let base = "\(folder)/\(subject.file)-\(compiler)\(level)"
            var sides: [Command] = []
            var (plainLoops, cedeLoops) = (0, 0)
            for layout in Self.layouts {
                let flags = [compiler, level, "-DLAYOUT=\(layout)"]
                let outputs = ["\(base)-plain-\(layout)", "\(base)-cede-\(layout)"]
                plainLoops = try vectorisedLoops(building: file, flags + [file], outputs[0])
                cedeLoops = try vectorisedLoops(
                    building: file, [Places.cede, "cc"] + flags + [file], outputs[1])
                sides += outputs.map { Command([$0] + subject.arguments) }
            }
            let medians = try interleaved(sides, runs: runs)
            let plain = mean(stride(from: 0, to: medians.count, by: 2).map { medians[$0] })
            let cede = mean(stride(from: 1, to: medians.count, by: 2).map { medians[$0] })
            let ratio = cede / plain
            if subject.arguments.isEmpty { ratios.append(ratio) }
            table.add(
                subject.name, milliseconds(plain), milliseconds(cede), fixed(ratio, 3), "\(plainLoops)",
                "\(cedeLoops)")
        }
        table.print()
        if compiler == "clang" {
            printBar("geomean", geometricMean(ratios), atMost: 1.03)
            printBar("worst", ratios.max() ?? 1, atMost: 1.10)
        } else {
            print(
                "  geomean \(fixed(geometricMean(ratios), 3)), "
                    + "worst \(fixed(ratios.max() ?? 1, 3)) (no bar)")
        }
    }
}

/// Compiles, and counts the source lines whose loop the compiler says it vectorised.
func vectorisedLoops(building file: String, _ command: [String], _ output: String) throws -> Int {
    let remarks = command.contains("clang") ? "-Rpass=loop-vectorize" : "-fopt-info-vec-optimized"
    let said = try Command(command + [remarks, "-o", output]).run().errors
    let places = said.split(separator: "\n")
        .filter { $0.contains("vectorized loop") || $0.contains("loop vectorized") }
        .filter { $0.hasPrefix(file + ":") }
        .map { $0.dropFirst(file.count + 1).prefix { $0 != ":" } }
    return Set(places).count
}

// What the checks cost in loops that the compiler vectorises: eight kernels, plain and through `cede cc`.
// clang carries the bars; gcc is information. Vectorised loops are counted by source line, since a strip may
// give one loop two bodies.

import Foundation

struct Kernels {
    let runs: Int

    func run() throws -> Bool {
        printHeading("Vectorised kernels: CPU time through Cede over plain")
        printMachine()
        let folder = try Places.fresh("kernels")
        let files = try FileManager.default.contentsOfDirectory(atPath: Places.benchmarks + "/kernels")
        let names = files.filter { $0.hasSuffix(".c") }.map { String($0.dropLast(2)) }.sorted()
        for compiler in Places.compilers {
            for level in ["-O2", "-O3"] {
                try compare(names, compiler, level, in: folder)
            }
        }
        return true
    }

    private func compare(_ names: [String], _ compiler: String, _ level: String, in folder: String) throws {
        print("\n  \(compiler) \(level), medians of \(runs) interleaved runs")
        var table = Table("kernel", "plain ms", "Cede ms", "ratio", "vectorised plain", "Cede")
        var ratios: [Double] = []
        for name in names {
            let file = Places.benchmarks + "/kernels/\(name).c"
            let base = "\(folder)/\(name)-\(compiler)\(level)"
            let plainLoops = try build(file, [compiler, level], base + "-plain")
            let cedeLoops = try build(file, [Places.cede, "cc", compiler, level], base + "-cede")
            let medians = try interleaved(
                [
                    Command([base + "-plain"]),
                    Command([base + "-cede"]),
                ], runs: runs)
            let ratio = medians[1] / medians[0]
            ratios.append(ratio)
            table.add(
                name, milliseconds(medians[0]), milliseconds(medians[1]), fixed(ratio, 3), "\(plainLoops)",
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

    /// Compiles, and counts the lines whose loop the compiler says it vectorised.
    private func build(_ file: String, _ compiler: [String], _ output: String) throws -> Int {
        let remarks = compiler.contains("clang") ? "-Rpass=loop-vectorize" : "-fopt-info-vec-optimized"
        let said = try Command(compiler + [remarks, file, "-o", output]).run().errors
        let places = said.split(separator: "\n")
            .filter { $0.contains("vectorized loop") || $0.contains("loop vectorized") }
            .filter { $0.hasPrefix(file + ":") }
            .map { $0.dropFirst(file.count + 1).prefix { $0 != ":" } }
        return Set(places).count
    }
}

// The price of checks over two suites of small programs, each compiler at -O2 and -O3: thirty loop nests of the kind
// that polyhedral compilers are measured by, and scalar, branchy, recursive, string, pointer and interpreter programs,
// where a naive check costs most. Then programs that nobody here wrote (`RealPrograms`).
//
// A program's ratio is of means over four code layouts, each a median; see `Kernels` for why. CONFIGS in the environment
// chooses among the four: CONFIGS="clang-O2 gcc-O3".

import Foundation

struct Price {
    let runs: Int

    struct Configuration: Hashable {
        var compiler: String
        var level: String
        var name: String { compiler + level }
    }

    /// One program under one configuration.
    struct Result {
        var program: String
        var plain: Double
        var cede: Double
        var ratio: Double { cede / plain }
        var text: Double
    }

    private static let suites = ["poly", "scalar"]
    private static let layouts = Kernels.layouts

    func run() throws -> Bool {
        printHeading("The price: CPU time through Cede over plain")
        printMachine()
        let folder = try Places.fresh("price")
        var chart = RatioChart()
        for configuration in Self.configurations {
            for suite in Self.suites {
                let results = try compare(suite, configuration, in: folder)
                chart.add("\(suite), \(configuration.name)", results.map { ($0.program, $0.ratio) })
            }
        }
        for configuration in Self.configurations where configuration.level == "-O2" {
            let results = try RealPrograms(runs: runs, compiler: configuration.compiler).run()
            chart.add("programs, \(configuration.name)", results)
        }
        try chart.write(to: Places.build + "/price.svg")
        return true
    }

    private static var configurations: [Configuration] {
        let all = Places.compilers.flatMap { compiler in
            ["-O2", "-O3"].map { Configuration(compiler: compiler, level: $0) }
        }
        let wanted = (ProcessInfo.processInfo.environment["CONFIGS"] ?? "").split(separator: " ")
        return wanted.isEmpty ? all : all.filter { wanted.contains($0.name[...]) }
    }

    private func compare(_ suite: String, _ configuration: Configuration, in folder: String) throws -> [Result] {
        print(
            "\n  \(suite), \(configuration.name): means over \(Self.layouts.count) layouts of medians of \(runs) "
                + "interleaved runs")
        var table = Table(
            "program", "plain ms", "Cede ms", "ratio", "text", "vectorised plain", "Cede", "checks/us",
            "gap p99.9 us", "longest us", "proven us")
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Places.benchmarks)/price/\(suite)")
        var results: [Result] = []
        var lost: [String] = []
        for file in files.filter({ $0.hasSuffix(".c") }).sorted() {
            let program = String(file.dropLast(2))
            let source = "\(Places.benchmarks)/price/\(suite)/\(file)"
            let base = "\(folder)/\(program)-\(configuration.name)"
            var sides: [Command] = []
            var loops = (plain: 0, cede: 0)
            for layout in Self.layouts {
                let flags = [configuration.compiler, configuration.level, "-DLAYOUT=\(layout)", source, "-lm"]
                loops.plain = try vectorisedLoops(building: source, flags, "\(base)-plain-\(layout)")
                loops.cede = try vectorisedLoops(
                    building: source, [Places.cede, "cc"] + flags, "\(base)-cede-\(layout)")
                sides += [Command(["\(base)-plain-\(layout)"]), Command(["\(base)-cede-\(layout)"])]
            }
            let medians = try interleaved(sides, runs: runs)
            let flags = [configuration.compiler, configuration.level, source]
            let result = Result(
                program: program,
                plain: mean(stride(from: 0, to: medians.count, by: 2).map { medians[$0] }),
                cede: mean(stride(from: 1, to: medians.count, by: 2).map { medians[$0] }),
                text: try text(of: [Places.cede, "cc"] + flags, base) / text(of: flags, base))
            results.append(result)
            if loops.cede < loops.plain { lost.append(program) }
            let gaps = try Gaps.measured(flags + ["-lm"], base)
            table.add(
                program, milliseconds(result.plain), milliseconds(result.cede), fixed(result.ratio, 3),
                fixed(result.text, 2), "\(loops.plain)", "\(loops.cede)",
                fixed(Double(gaps.checks) / 1e6 / result.cede, 1), fixed(gaps.percentile, 2), fixed(gaps.longest, 1),
                fixed(gaps.proven, 1) + (gaps.isOpen ? "+" : ""))
        }
        table.print()
        report(results, lost, suite, configuration)
        return results
    }

    private func report(_ results: [Result], _ lost: [String], _ suite: String, _ configuration: Configuration) {
        let ratios = results.map(\.ratio)
        let (geomean, worst) = (geometricMean(ratios), ratios.max() ?? 1)
        switch (suite, configuration.compiler, configuration.level) {
        case ("poly", "clang", _):
            printBar("geomean", geomean, atMost: 1.005)
            printBar("worst", worst, atMost: 1.03)
        case ("scalar", "clang", "-O2"):
            printBar("geomean", geomean, atMost: 1.02)
            printBar("worst", worst, atMost: 1.10)
        case (_, "gcc", "-O3"):
            printBar("geomean", geomean, atMost: 1.02)
            print("  worst \(fixed(worst, 3)) (no bar)")
        default: print("  geomean \(fixed(geomean, 3)), worst \(fixed(worst, 3)) (no bar)")
        }
        printBar("text, geomean", geometricMean(results.map(\.text)), atMost: 1.08)
        print(
            lost.isEmpty
                ? "  no program has fewer vectorised loops than plain"
                : "  fewer vectorised loops than plain: \(lost.joined(separator: ", "))")
    }

    /// Bytes of the object's code.
    private func text(of command: [String], _ base: String) throws -> Double {
        try Command(command + ["-c", "-o", base + ".o"]).run()
        return try Double(textSize(base + ".o"))
    }
}

/// What a build that measures (`cede cc --measure`) saw, in microseconds: the time between checks at the worst place.
struct Gaps {
    var checks = 0
    var percentile = 0.0
    var longest = 0.0
    var proven = 0.0
    /// More than what is proven may run somewhere, a call into the C library for one; printed as `+`.
    var isOpen = false

    static func measured(_ flags: [String], _ base: String) throws -> Gaps {
        let (program, file) = (base + "-measured", base + ".gaps")
        try? FileManager.default.removeItem(atPath: file)
        try Command([Places.cede, "cc", "--measure"] + flags + ["-o", program]).run()
        try Command(["env", "CEDE_MEASURE=" + file, program]).run()
        var gaps = Gaps()
        // Place, function, runs, longest, p99.9, proven in cache, proven from memory, open, ...; nanoseconds.
        let lines = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        for line in lines.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 8, let runs = Int(fields[2]), let longest = Double(fields[3]),
                let percentile = Double(fields[4]), let proven = Double(fields[6])
            else { continue }
            gaps.checks += runs
            gaps.longest = max(gaps.longest, longest / 1000)
            // The 99.9th percentile of fewer runs than that is their longest.
            if runs >= 1000 { gaps.percentile = max(gaps.percentile, percentile / 1000) }
            gaps.proven = max(gaps.proven, proven / 1000)
            gaps.isOpen = gaps.isOpen || fields[7] != "0"
        }
        return gaps
    }
}

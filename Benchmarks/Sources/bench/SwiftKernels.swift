// What the checks cost in Swift: 23 small programs, plain and through `cede rewrite`, both at -O.
//
// A program's ratio is of means over four code layouts, each a median; see `Kernels` for why. The layout comes from an
// object of so many bytes that is linked before the program. Vectorised loops are counted in the compiler's record of
// what it optimised: Swift's inliner leaves most of them without a line.

import Foundation

struct SwiftKernels {
    let runs: Int

    private static let layouts = Kernels.layouts

    func run() throws -> Bool {
        printHeading("Swift kernels: CPU time through Cede over plain")
        printMachine()
        let folder = try Places.fresh("swift-kernels")
        let sources = Places.benchmarks + "/swift-kernels"
        let files = try FileManager.default.contentsOfDirectory(atPath: sources)
        let names = files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.sorted()
        let fillers = try Self.layouts.map { try filler($0, in: folder) }
        print(
            "\n  swiftc -O, means over \(Self.layouts.count) layouts of medians of \(runs) interleaved runs")
        var table = Table("kernel", "plain ms", "Cede ms", "ratio", "text", "vectorised plain", "Cede")
        var ratios: [Double] = []
        var texts: [Double] = []
        var lost: [String] = []
        for name in names {
            let plain = try build("\(sources)/\(name).swift", "\(folder)/\(name)-plain")
            let rewritten = try rewrite("\(sources)/\(name).swift", in: folder)
            let cede = try build(rewritten, "\(folder)/\(name)-cede")
            var sides: [Command] = []
            for filler in fillers {
                sides += [try link(plain, filler), try link(cede, filler)].map { Command([$0]) }
            }
            let medians = try interleaved(sides, runs: runs)
            let plainTime = mean(stride(from: 0, to: medians.count, by: 2).map { medians[$0] })
            let cedeTime = mean(stride(from: 1, to: medians.count, by: 2).map { medians[$0] })
            let text = try Double(textSize(cede.object)) / Double(textSize(plain.object))
            ratios.append(cedeTime / plainTime)
            texts.append(text)
            if cede.vectorised < plain.vectorised { lost.append(name) }
            table.add(
                name, milliseconds(plainTime), milliseconds(cedeTime), fixed(cedeTime / plainTime, 3), fixed(text, 2),
                "\(plain.vectorised)", "\(cede.vectorised)")
        }
        table.print()
        printBar("geomean", geometricMean(ratios), atMost: 1.02)
        printBar("worst", ratios.max() ?? 1, atMost: 1.10)
        print("  text, geomean \(fixed(geometricMean(texts), 3)) (no bar)")
        print(
            lost.isEmpty
                ? "  no program has fewer vectorised loops than plain"
                : "  fewer vectorised loops than plain: \(lost.joined(separator: ", "))")
        return true
    }

    private struct Built {
        var object: String
        var vectorised: Int
    }

    private func rewrite(_ source: String, in folder: String) throws -> String {
        // Under its own name, which is that of the module.
        let output = try Places.fresh("swift-kernels/rewritten") + "/" + (source as NSString).lastPathComponent
        let text = try Command([Places.cede, "rewrite", "--stdout", source]).run().output
        try text.write(toFile: output, atomically: true, encoding: .utf8)
        return output
    }

    private func build(_ source: String, _ base: String) throws -> Built {
        let record = base + ".opt.yaml"
        try Command([
            "swiftc", "-O", source, "-I", Places.runtimeHeaders + "/CedeCheck", "-c", "-o", base + ".o",
            "-save-optimization-record", "-save-optimization-record-path", record,
        ]).run()
        let passed = try String(contentsOfFile: record, encoding: .utf8).components(separatedBy: "\n--- ")
            .filter { $0.contains("!Passed") && $0.contains("loop-vectorize") && $0.contains("Vectorized") }
        return Built(object: base + ".o", vectorised: passed.count)
    }

    private func link(_ built: Built, _ filler: String) throws -> String {
        let name = (filler as NSString).lastPathComponent.dropLast(2)
        let program = "\(built.object.dropLast(2))-\(name)"
        try Command(["swiftc", filler, built.object, "-o", program, Places.runtimeArchive, "-lm"]).run()
        return program
    }

    /// An object that moves what is linked behind it.
    private func filler(_ bytes: Int, in folder: String) throws -> String {
        let base = "\(folder)/layout\(bytes)"
        try ".text\n.balign 64\n.skip \(bytes)\n.section .note.GNU-stack\n".write(
            toFile: base + ".s", atomically: true, encoding: .utf8)
        try Command(["clang", "-c", base + ".s", "-o", base + ".o"]).run()
        return base + ".o"
    }
}

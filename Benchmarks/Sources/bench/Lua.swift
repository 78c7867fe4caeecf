// Code that nobody here wrote: Debian's Lua, unmodified, built by its own makefile, plain and with
// CC="cede cc ...". clang at the makefile's own -O2 carries the bar; gcc is information.

import Foundation

/// One build of the interpreter and its library.
struct LuaBuild {
    let folder: String
    var interpreter: String { folder + "/src/lua" }

    init(_ name: String, compiler: String) throws {
        let source = try Places.source("lua5.4")
        folder = try Places.fresh("lua-" + name)
        try Command(["cp", "-R", source + "/.", folder]).run()
        try Command(["make", "-C", folder + "/src", "linux", "CC=\(compiler)"]).run()
    }
}

struct LuaScripts {
    let runs: Int

    func run() throws -> Bool {
        printHeading("Lua: CPU time through Cede over plain")
        printMachine()
        let folder = Places.benchmarks + "/lua"
        let scripts = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".lua") }.sorted()
        for compiler in Places.compilers {
            let plain = try LuaBuild("plain-" + compiler, compiler: compiler)
            let cede = try LuaBuild("cede-" + compiler, compiler: "\(Places.cede) cc \(compiler)")
            print("\n  \(compiler) -O2, medians of \(runs) interleaved runs, equal output")
            var table = Table("script", "plain ms", "Cede ms", "ratio")
            var ratios: [Double] = []
            for script in scripts {
                let medians = try interleaved(
                    [
                        Command([plain.interpreter, folder + "/" + script]),
                        Command([cede.interpreter, folder + "/" + script]),
                    ], runs: runs)
                ratios.append(medians[1] / medians[0])
                table.add(script, milliseconds(medians[0]), milliseconds(medians[1]), fixed(ratios.last!, 3))
            }
            table.print()
            if compiler == "clang" {
                printBar("geomean", geometricMean(ratios), atMost: 1.05)
            } else {
                print("  geomean \(fixed(geometricMean(ratios), 3)) (no bar)")
            }
            print(
                "  worst \(fixed(ratios.max() ?? 1, 3)); text of lua: "
                    + "\(try textSize(plain.interpreter)) bytes plain, "
                    + "\(try textSize(cede.interpreter)) through Cede")
        }
        return true
    }

    private func textSize(_ program: String) throws -> Int {
        let lines = try Command(["size", program]).run().output.split(separator: "\n")
        return lines.last.flatMap { Int($0.split { $0 == " " || $0 == "\t" }[0]) } ?? 0
    }
}

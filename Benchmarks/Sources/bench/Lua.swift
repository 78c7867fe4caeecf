// Code that nobody here wrote: Debian's Lua, unmodified, built by its own makefile, plain and with
// CC="cede cc ...". clang at the makefile's own -O2 carries the bar; gcc is information.

import Foundation

/// One build of the interpreter and its library.
struct LuaBuild {
    let folder: String
    var interpreter: String { folder + "/src/lua" }

    static func folder(_ name: String) -> String { Places.build + "/lua-" + name }

    init(_ name: String, compiler: String) throws {
        let source = try Places.source("lua5.4")
        folder = try Places.fresh("lua-" + name)
        try Command(["cp", "-Rp", source + "/.", folder]).run()
        try Command(["make", "-C", folder + "/src", "linux", "CC=\(compiler)"]).run()
    }
}

struct LuaScripts {
    let runs: Int

    func run() throws -> Bool {
        printHeading("Lua: CPU time through Cede over plain")
        printMachine()
        for compiler in Places.compilers {
            print("\n  \(compiler) -O2, medians of \(runs) interleaved runs, equal output")
            var table = Table("script", "plain ms", "Cede ms", "ratio")
            let times = try times(compiler)
            for (script, plain, cede) in times {
                table.add(script, milliseconds(plain), milliseconds(cede), fixed(cede / plain, 3))
            }
            table.print()
            let ratios = times.map { $0.cede / $0.plain }
            if compiler == "clang" {
                printBar("geomean", geometricMean(ratios), atMost: 1.05)
            } else {
                print("  geomean \(fixed(geometricMean(ratios), 3)) (no bar)")
            }
            print(
                "  worst \(fixed(ratios.max() ?? 1, 3)); text of lua: "
                    + "\(try textSize(LuaBuild.folder("plain-" + compiler) + "/src/lua")) bytes plain, "
                    + "\(try textSize(LuaBuild.folder("cede-" + compiler) + "/src/lua")) through Cede")
        }
        return true
    }

    /// CPU seconds of each script, both ways.
    func times(_ compiler: String) throws -> [(script: String, plain: Double, cede: Double)] {
        let folder = Places.benchmarks + "/lua"
        let scripts = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".lua") }.sorted()
        let plain = try LuaBuild("plain-" + compiler, compiler: compiler)
        let cede = try LuaBuild("cede-" + compiler, compiler: "\(Places.cede) cc \(compiler)")
        return try scripts.map { script in
            let medians = try interleaved(
                [plain, cede].map { Command([$0.interpreter, folder + "/" + script]) }, runs: runs)
            return (script, medians[0], medians[1])
        }
    }
}

/// Bytes of a program's or an object's code.
func textSize(_ file: String) throws -> Int {
    let lines = try Command(["size", file]).run().output.split(separator: "\n")
    return lines.last.flatMap { Int($0.split { $0 == " " || $0 == "\t" }[0]) } ?? 0
}

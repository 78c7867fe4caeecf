// Programs that nobody here wrote: zlib, bzip2, SQLite and pcre2 as Debian has their sources, built by their own build
// systems with CC="cede cc ...", on work made here. Lua has a subject of its own (`LuaScripts`) and is in this table too.

import Foundation

struct RealPrograms {
    let runs: Int
    let compiler: String

    private struct Program {
        var name: String
        /// Debian's source package.
        var package: String
        /// Run in a copy of the source, with CC and DATA set.
        var build: String
        /// What is timed; must print the same on both sides.
        var work: String
    }

    private static let programs = [
        Program(
            name: "zlib", package: "zlib", build: "./configure --static && make minigzip",
            work: "./minigzip -c -6 $DATA | cksum"),
        Program(
            name: "bzip2", package: "bzip2", build: "make CC=\"$CC\" bzip2",
            work: "./bzip2 -c $DATA | cksum"),
        Program(
            name: "pcre2", package: "pcre2",
            build: "./configure --disable-shared --disable-pcre2grep-callout && make pcre2grep",
            work: "for p in '(\\w+) \\1' '[aeiou]{3,}.*z' '^(?:\\w+ ){9}q' '(a|b|c|d)+e$'; do ./pcre2grep -c \"$p\" $DATA; "
                + "done"),
        Program(
            name: "SQLite", package: "sqlite3",
            build: "./configure --disable-tcl --disable-readline --disable-shared && make sqlite3",
            work: "./sqlite3 :memory: < $FOLDER/work.sql"),
    ]

    func run() throws -> [(String, Double)] {
        print("\n  programs, \(compiler), their own options: medians of \(runs) interleaved runs, equal output")
        let folder = Places.benchmarks + "/price"
        let data = try Self.text()
        var table = Table("program", "plain ms", "Cede ms", "ratio", "text")
        var results: [(String, Double)] = []
        for program in Self.programs {
            let builds = try [compiler, "\(Places.cede) cc \(compiler)"].enumerated().map { side, command in
                try build(program, side == 0 ? "plain" : "cede", command, data)
            }
            let sides = builds.map {
                Command(["env", "-C", $0, "DATA=" + data, "FOLDER=" + folder, "sh", "-c", program.work])
            }
            let medians = try interleaved(sides, runs: runs)
            let text = try (plain: objectText(builds[0]), cede: objectText(builds[1]))
            results.append((program.name, medians[1] / medians[0]))
            table.add(
                program.name, milliseconds(medians[0]), milliseconds(medians[1]), fixed(medians[1] / medians[0], 3),
                text.plain > 0 ? fixed(text.cede / text.plain, 3) : "")
        }
        for (script, plain, cede) in try LuaScripts(runs: runs).times(compiler) {
            results.append(("Lua " + script, cede / plain))
            table.add("Lua " + script, milliseconds(plain), milliseconds(cede), fixed(cede / plain, 3), "")
        }
        table.print()
        if compiler == "clang" {
            printBar("geomean", geometricMean(results.map(\.1)), atMost: 1.01)
            printBar("worst", results.map(\.1).max() ?? 1, atMost: 1.05)
        } else {
            print("  geomean \(fixed(geometricMean(results.map(\.1)), 3)) (no bar)")
        }
        return results
    }

    private func build(_ program: Program, _ side: String, _ compiler: String, _ data: String) throws -> String {
        let source = try Places.source(program.package)
        let folder = try Places.fresh("price-\(program.name)-\(side)")
        try Command(["cp", "-Rp", source + "/.", folder]).run()
        try Command(["env", "-C", folder, "CC=" + compiler, "DATA=" + data, "sh", "-c", program.build]).run()
        return folder
    }

    /// Bytes of code in all the objects of a build; none where a program is made of its sources in one command.
    private func objectText(_ folder: String) throws -> Double {
        let sizes = try Command(["sh", "-c", "find \(folder) -name '*.o' | xargs size -t | tail -1"]).run().output
        return sizes.split { " \t".contains($0) }.first.flatMap { Double($0) } ?? 0
    }

    /// Two megabytes of words, the same every time.
    private static func text() throws -> String {
        let path = Places.build + "/price-text"
        var state: UInt32 = 7
        func random(_ below: UInt32) -> Int {
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            return Int(state % below)
        }
        let words = (0..<3000).map { _ in
            String((0..<2 + random(8)).map { _ in Character(Unicode.Scalar(UInt8(97 + random(26)))) })
        }
        var text = ""
        while text.utf8.count < 2_000_000 {
            let line = (0..<4 + random(12)).map { _ in words[random(60) * random(50)] }
            text += line.joined(separator: " ") + "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}

// What a build costs through Cede: CPU time of `configure` and `make`, plain and with CC="cede cc ...", of three
// trees that nobody here wrote, and what the launcher adds to a command that gives it nothing to do.
//
// Whole builds, from a fresh copy of the tree each time: hundreds of compilations each, so that a few rounds say
// as much as many of one file. Rejected: timing single sources, which hides what configure and warnings cost.

import Foundation

struct BuildTime {
    let runs: Int

    private struct Tree {
        let package: String
        let configure: [String]
    }

    private static let trees = [
        Tree(package: "zlib", configure: ["./configure"]),
        Tree(
            package: "pcre2",
            configure: ["./configure", "-q", "--enable-pcre2-16", "--enable-pcre2-32", "CFLAGS=-O2"]),
        Tree(package: "sqlite3", configure: ["./configure", "-q", "--disable-tcl", "CFLAGS=-O2"]),
    ]

    func run() throws -> Bool {
        printHeading("Builds: CPU time through Cede over plain")
        printMachine()
        try startUp()
        var together = [0.0, 0.0]
        for compiler in Places.compilers {
            print("\n  \(compiler), medians of \(runs) interleaved builds from scratch")
            var table = Table("tree", "step", "plain s", "Cede s", "ratio")
            var sums = [0.0, 0.0]
            for tree in Self.trees {
                let (configure, make) = try build(tree, compiler)
                table.add(
                    tree.package, "configure", fixed(configure[0], 2), fixed(configure[1], 2),
                    fixed(configure[1] / configure[0], 2))
                table.add("", "make", fixed(make[0], 2), fixed(make[1], 2), fixed(make[1] / make[0], 2))
                for side in 0...1 { sums[side] += configure[side] + make[side] }
            }
            table.add("together", "", fixed(sums[0], 2), fixed(sums[1], 2), fixed(sums[1] / sums[0], 2))
            table.print()
            for side in 0...1 { together[side] += sums[side] }
        }
        printBar("all trees and compilers together", together[1] / together[0], atMost: 1.25)
        return true
    }

    /// Median CPU seconds of the two steps, plain and through Cede.
    private func build(_ tree: Tree, _ compiler: String) throws -> (configure: [Double], make: [Double]) {
        let source = try Places.source(tree.package)
        var configure: [[Double]] = [[], []]
        var make = configure
        for run in 0..<runs {
            for side in run % 2 == 0 ? [0, 1] : [1, 0] {
                let folder = try Places.fresh("build-time")
                try Command(["cp", "-Rp", source + "/.", folder]).run()
                let environment = [
                    "env", "-C", folder, "CC=" + (side == 0 ? "" : Places.cede + " cc ") + compiler,
                ]
                configure[side].append(try Command(environment + tree.configure).run().cpuSeconds)
                make[side].append(try Command(environment + ["make"]).run().cpuSeconds)
            }
        }
        return (configure.map(median), make.map(median))
    }

    /// Commands in which there is nothing to rewrite.
    private func startUp() throws {
        let folder = try Places.fresh("start-up")
        try Data("int main(void) { return 0; }\n".utf8).write(to: URL(fileURLWithPath: folder + "/x.c"))
        print("\n  the launcher with nothing to do, medians of 31")
        var table = Table("command", "plain ms", "Cede ms", "more")
        var worst = 0.0
        for compiler in Places.compilers {
            try Command([compiler, "-c", folder + "/x.c", "-o", folder + "/x.o"]).run()
            let commands = [
                (compiler + " --version", [compiler, "--version"]),
                (compiler + " -E", [compiler, "-E", folder + "/x.c", "-o", folder + "/x.i"]),
                (compiler + " link", [compiler, folder + "/x.o", "-o", folder + "/x"]),
            ]
            for (name, command) in commands {
                let medians = try interleaved(
                    [Command(command), Command([Places.cede, "cc"] + command)], runs: 31)
                // A link gets the runtime, which is work for the linker and not for the launcher.
                if !name.hasSuffix("link") { worst = max(worst, medians[1] - medians[0]) }
                table.add(
                    name, milliseconds(medians[0]), milliseconds(medians[1]),
                    milliseconds(medians[1] - medians[0]))
            }
        }
        table.print()
        printBar("worst", worst * 1000, atMost: 5, unit: " ms")
    }
}

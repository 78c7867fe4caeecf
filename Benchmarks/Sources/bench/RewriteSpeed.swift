// How long rewriting takes, against what a compiler needs merely to parse the same bytes: the SQLite
// amalgamation, as written and preprocessed (what `cede cc` rewrites). Below, what a user waits for: a
// whole compilation without optimisation.

import Foundation

struct RewriteSpeed {
    let runs: Int

    func run() throws -> Bool {
        printHeading("Rewriting the SQLite amalgamation: CPU time over clang -fsyntax-only")
        printMachine()
        let folder = Places.build + "/sqlite"
        let source = folder + "/sqlite3.c"
        if !FileManager.default.fileExists(atPath: source) {
            let package = try Places.source("sqlite3")
            _ = try Places.fresh("sqlite")
            try Command(["env", "-C", folder, package + "/configure", "--disable-tcl"]).run()
            try Command(["make", "-C", folder, "sqlite3.c"]).run()
        }
        let preprocessed = folder + "/sqlite3.i"
        try Command(["clang", "-E", source, "-o", preprocessed]).run()
        print("\n  medians of \(runs) interleaved runs")
        var table = Table("input", "parse ms", "rewrite ms", "ratio")
        var worst = 0.0
        for input in [source, preprocessed] {
            let medians = try interleaved(
                [
                    Command(["clang", "-fsyntax-only", "-w", input]),
                    Command([Places.cede, "rewrite", "--stdout", input]),
                ], runs: runs, sameOutput: false)
            worst = max(worst, medians[1] / medians[0])
            table.add(
                (input as NSString).lastPathComponent, milliseconds(medians[0]), milliseconds(medians[1]),
                fixed(medians[1] / medians[0], 2))
        }
        table.print()
        printBar("worst of the two", worst, atMost: 3)
        let compile = ["clang", "-O0", "-w", "-c", source, "-o", folder + "/sqlite3.o"]
        let medians = try interleaved(
            [
                Command(compile),
                Command([Places.cede, "cc"] + compile),
            ], runs: runs)
        print(
            "  clang -O0 -c: plain \(milliseconds(medians[0])) ms, through cede cc "
                + "\(milliseconds(medians[1])) ms, ratio \(fixed(medians[1] / medians[0], 2)) (no bar)")
        return true
    }
}

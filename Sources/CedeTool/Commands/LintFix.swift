// `cede lint --fix`: explicit checks in the sources, for the findings that are shown.

import CFrontend
import Glibc
import Linting
import Planning
import Reporting
import Rewriting
import Workspace

struct LintFix {
    let options: LintFlags
    let compiling: SourceOptions

    /// Writes the sources, each whole or not at all, or with --diff shows what would change.
    func fix(_ findings: [Finding], _ scratch: Scratch) throws {
        let byFile = Dictionary(grouping: findings, by: \.place.file)
        let units = try options.database.map { try Units(CompilationDatabase($0), only: [], scratch: scratch) }
            ?? Units(byFile.keys.sorted(), compiling, scratch: scratch)
        let here = Files.currentFolder
        let analyser = Analyser(
            budget: compiling.budget?.cost, Configurations(try given()), preferring: CompilerProbe(compiling.compiler).libclang)
        var count = 0
        var done: Set<String> = []
        for unit in units.sources {
            let path = Files.absolute(unit.path, in: here)
            let shown = path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : unit.path
            guard let own = byFile[shown] ?? byFile[unit.path], done.insert(path).inserted else { continue }
            count += try fix(unit, shown, own, analyser)
        }
        if !options.quiet {
            let what = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
            say("cede: \(options.diff ? "checks for" : "fixed") \(count) of \(what)")
        }
    }

    private func given() throws -> Configuration? { try options.config.map { try ConfigurationFile.read($0) } }

    /// The findings of one source; how many of them get a check.
    private func fix(_ unit: CSource, _ path: String, _ findings: [Finding], _ analyser: Analyser) throws -> Int {
        var source = unit
        source.bytes = try Files.read(unit.path)
        let analysed: Analysed
        do {
            analysed = try analyser.analyse(source)
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: path)
            say("\(place): error: not fixed: \(reason); \(error.remedy)")
            return 0
        }
        let named = findings.map { finding in
            var finding = finding
            finding.place.file = source.path
            return finding
        }
        let fix = Fix(
            of: named,
            in: LintUnit(analysed.skeleton, analysed.plan, language: .c, options: LintOptions(), calls: analysed.calls))
        if fix.fixed.isEmpty { return 0 }
        let rewritten = rewriteC(source.bytes, by: fix.plan, prelude: source.prelude)
        if options.diff {
            try show(UnifiedDiff.of(source.bytes, rewritten.bytes, path: path))
        } else {
            try Files.write(rewritten.bytes, to: unit.path, like: unit.path)
        }
        return fix.fixed.count
    }
}

// `cede lint --fix`: explicit checks in the sources, for the findings that are shown: `cede_check()` in C, and in Swift
// `Cede.check();`, or `let _ = Cede.check();` where a result builder might read it. That a package depends on Cede, its
// manifest says.

import CFrontend
import Glibc
import Linting
import Planning
import Reporting
import Rewriting
import SwiftFrontend
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
        var configurations = Configurations(try given())
        for path in byFile.keys.sorted() where LintSource.language(ofFile: path) == .swift {
            count += try fix(swift: path, byFile[path] ?? [], try configurations.nearest(to: path))
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
            in: LintUnit(analysed.skeleton, analysed.plan, language: .c, options: LintOptions(), calls: analysed.calls),
            isDeclared: analysed.skeleton.declaresCheck)
        if fix.fixed.isEmpty { return 0 }
        try keep(rewriteC(source.bytes, by: fix.plan, prelude: source.prelude), of: source.bytes, unit.path, shown: path)
        return fix.fixed.count
    }

    private func fix(swift path: String, _ findings: [Finding], _ configuration: Configuration) throws -> Int {
        let bytes = try Files.read(path)
        let analysed: AnalysedSwift
        do {
            analysed = try AnalysedSwift(
                SwiftSource(path: path, bytes: bytes), budget: compiling.budget?.cost, configuration, findsConcurrency: true)
        } catch {
            let (place, reason) = error.summary(of: path)
            say("\(place): error: not fixed: \(reason)")
            return 0
        }
        let fix = Fix(
            of: findings,
            in: LintUnit(
                analysed.skeleton, analysed.plan, language: .swift, options: LintOptions(), calls: analysed.calls,
                concurrency: analysed.concurrency), isDeclared: analysed.importsAPI)
        if fix.fixed.isEmpty { return 0 }
        try keep(fixSwift(bytes, by: fix.plan), of: bytes, path, shown: path)
        return fix.fixed.count
    }

    private func keep(_ fixed: Rewritten, of bytes: [UInt8], _ path: String, shown: String) throws {
        if options.diff {
            try show(UnifiedDiff.of(bytes, fixed.bytes, path: shown))
        } else {
            try Files.write(fixed.bytes, to: path, like: path)
        }
    }
}

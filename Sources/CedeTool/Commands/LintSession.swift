// `cede lint` at work: sources in, findings out, exit code.

import Glibc
import Linting
import Reporting
import Workspace

struct LintSession {
    let options: LintFlags
    let compiling: SourceOptions

    func run() throws -> Int32 {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var working = LintWork.Options()
        working.budget = compiling.budget?.cost
        for rule in options.disable { working.levels[rule] = .off }
        working.usesCache = !options.noCache
        working.cacheFolder = options.cachePath
        working.keepsSources = output.showsSources
        if let jobs = options.jobs { working.jobs = jobs }
        let progress = Progress()
        if !options.quiet { working.progress = { progress.show($0, of: $1, $2) } }
        let work = LintWork(working, libclang: CompilerProbe(compiling.compiler).libclang, scratch: scratch)
        do {
            var configurations = try Configurations(at: options.config)
            let run = try LintRun(try sources(scratch), work, &configurations, runOptions)
            progress.end()
            if options.fix { try LintFix(options: options, compiling: compiling).fix(run.report.findings, scratch) }
            return try deliver(run)
        } catch let error as BaselineFile.Unreadable {
            throw Trouble(message: error.description, code: Trouble.input)
        } catch let error as ChangedLines.NotKnown {
            throw Trouble(message: error.description, code: Trouble.input)
        } catch let error as CompilationDatabase.Unreadable {
            throw Trouble(message: error.description, code: Trouble.input)
        }
    }

    private var output: LintOutput { LintOutput(options.format, color: options.color) }

    private var runOptions: LintRun.Options {
        var run = LintRun.Options()
        run.showsNotes = options.all
        run.only = Set(options.only)
        run.baseline = options.baseline
        run.newBaseline = options.writeBaseline
        run.changedSince = options.changedSince
        return run
    }

    private func sources(_ scratch: Scratch) throws -> LintSources {
        if let name = options.assumeFilename {
            return try LintSources(
                standardInputAs: name, compiler: compiling.compiler, flags: compiling.flags, scratch: scratch)
        }
        guard let database = options.database else {
            return LintSources(
                options.paths, compiler: compiling.compiler, flags: compiling.flags, scratch: scratch)
        }
        return LintSources(try CompilationDatabase(database), only: options.paths, scratch: scratch)
    }

    private func deliver(_ run: LintRun) throws -> Int32 {
        // Of a diff nothing else may be on standard output.
        if !options.diff { try output.write(run, hasBaseline: options.baseline != nil) }
        for message in run.failures + run.report.stale { say(message) }
        if !options.quiet { say("cede: \(FindingText(run.report).count)") }
        if run.failures.contains(where: { !$0.contains(": note: ") }) { return Trouble.input }
        if options.strictBaseline, !run.report.stale.isEmpty { return 1 }
        let fails = run.report.findings.contains {
            $0.severity == .error || options.strict && $0.severity == .warning
        }
        return fails ? 1 : 0
    }
}

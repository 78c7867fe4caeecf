// One source on its way to an object: preprocess, rewrite, compile.
//
// What the compiler says about a source always comes from the compiler working on the *original*. The steps
// here are silent: when one of them says anything, the plain command is run for its diagnostics, and what it
// says and returns is what counts. So a source warns exactly as without cede, with the columns, macro notes
// and carets of the original, and the doubtful warnings that compilers give for expanded macros never show.
// Rejected: passing on the steps' own diagnostics (clang's -Wparentheses-equality and gcc's
// -Wimplicit-fallthrough are false on preprocessed text) and silencing a list of warnings (true ones get
// lost).
//
// Rewriting happens in a child (`Isolated`): a source over which it crashes is compiled as it is.

import CFrontend
import Glibc
import Launching
import Planning
import Reporting
import Workspace

struct SourceJob {
    let launcher: Launcher
    let steps: Steps
    let source: Invocation.Input
    /// Of this job alone.
    let folder: String
    let product: String
    let includes: String

    private var preprocessed: String { folder + "/" + "original.i" }
    /// Named like the source: compilers name side files (-save-temps) after it.
    private var rewritten: String { folder + "/text/" + Steps.stem(source.path) + "." + source.dialect.preprocessedEnding }
    private var log: String { folder + "/log" }

    private struct Analysis {
        /// The rewritten text is there. Else there was nothing to insert, and the original is compiled.
        var isRewritten: Bool
        var refusal: Refusal?

        init(isRewritten: Bool, refusal: Refusal?) {
            self.isRewritten = isRewritten
            self.refusal = refusal
        }

        /// As the child hands it over: a mark, and of a refusal its extent, place and reason, divided by NUL.
        init?(_ bytes: [UInt8]) {
            let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            isRewritten = parts[0] == "rewritten"
            if parts.count == 1 { return }
            guard parts.count == 4, let extent = Refusal.Extent(rawValue: parts[1]) else { return nil }
            refusal = Refusal(extent: extent, place: parts[2], reason: parts[3])
        }

        var bytes: [UInt8] {
            Array(
                ([isRewritten ? "rewritten" : "original"]
                    + (refusal.map { [$0.extent.rawValue, $0.place, $0.reason] } ?? []))
                    .joined(separator: "\0").utf8)
        }
    }

    /// The exit code that the compiler has for this source.
    func run(_ analyser: Analyser) throws -> Int32 {
        let code = try compile(analyser)
        if code == 0, let path = steps.dependencyFile(of: source), Files.kind(path) == .file,
            let tool = Files.resolved("/proc/self/exe")
        {
            var rule = try Files.read(path)
            for own in [tool, Configurations.path(nearestTo: source.path)].compactMap({ $0 }) {
                rule = DependencyRule.adding(own, to: rule)
            }
            try Files.write(rule, to: path)
        }
        return code
    }

    private func compile(_ analyser: Analyser) throws -> Int32 {
        guard let text = try preprocess() else {
            // Nearly always an error in the source, which the plain command words best.
            return try compileOriginal(Refusal(place: source.path, reason: "its preprocessor step failed"))
        }
        let preprocessorSpoke = spoke
        let analysis = try isolated(analyser, text)
        guard analysis.isRewritten, analysis.refusal == nil || !launcher.options.failClosed else {
            return try compileOriginal(analysis.refusal)
        }
        var code = try launcher.run(steps.compile(source, rewritten, to: product), errors: .file(log))
        if code != 0 || preprocessorSpoke || spoke { code = try settle(code, text: rewritten) }
        if code == 0, let refusal = analysis.refusal { say(refusal.warning) }
        return code
    }

    /// Comments are dropped, but for those that are meant for Cede; `nil` when the preprocessor refuses.
    private func preprocess() throws -> [UInt8]? {
        struct Refused: Error {}
        do {
            return try WovenComments.text(mayHaveSome: { text in
                LineMarkers.sources(of: text).contains { path in (try? Files.read(path)).map(NoYieldText.mayStand) ?? false }
            }, preprocessed: { comments in
                let command = steps.preprocess(
                    source, includes: includes,
                    header: launcher.options.measures ? "cede_measure.h" : "cede_check.h", comments: comments,
                    to: preprocessed)
                guard try launcher.run(command, errors: .file(log)) == 0 else { throw Refused() }
                return try Files.read(preprocessed)
            })
        } catch is Refused {
            return nil
        }
    }

    /// The analysis in a child, and what became of it. A fault of Cede's own is one more reason to refuse.
    private func isolated(_ analyser: Analyser, _ text: [UInt8]) throws -> Analysis {
        let (ending, answer) = try Isolated.run {
            do {
                return try analyse(analyser, text).bytes
            } catch {
                return Analysis(isRewritten: false, refusal: Refusal(place: source.path, reason: "\(error)"))
                    .bytes
            }
        }
        if ending.isSuccess, let analysis = Analysis(answer) { return analysis }
        let how = if case .signalled(let signal) = ending { "crashed (signal \(signal))" } else { "failed" }
        return Analysis(
            isRewritten: false,
            refusal: Refusal(
                place: source.path, reason: "cede's analysis \(how); please report it, with the source"))
    }

    private func analyse(_ analyser: Analyser, _ text: [UInt8]) throws -> Analysis {
        // To libclang `-` is its own standard input.
        let path = source.path == "-" ? "<stdin>" : source.path
        let input = CSource(preprocessed: text, of: path, source.dialect, by: steps)
        do {
            let result = try analyser.analyse(input)
            try launcher.record(Record.text(result.plan, folder: Files.currentFolder))
            for warning in result.diagnostics where warning.severity == .warning {
                say("\(warning.place): warning: \(warning.message) [cede]")
            }
            let refusal = result.plan.unchecked.map { entry, count in
                Refusal(
                    extent: .cycle, place: entry.place.description,
                    reason: "\(entry.reason)"
                        + (count == 1 ? "" : " (and \(count - 1) more; see cede explain)"))
            }
            guard let rewriting = bytes(of: result) else {
                launcher.tell("\(source.path): nothing to insert")
                return Analysis(isRewritten: false, refusal: refusal)
            }
            try Files.makeFolders(Files.parent(rewritten))
            try Files.write(rewriting, to: rewritten)
            return Analysis(isRewritten: true, refusal: refusal)
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            try launcher.record(Record.text(notAnalysed: place, reason, folder: Files.currentFolder))
            return Analysis(isRewritten: false, refusal: Refusal(place: place, reason: reason))
        }
    }

    /// What is compiled instead of the source; `nil` when that is the source itself.
    private func bytes(of result: Analysed) -> [UInt8]? {
        if launcher.options.measures { return result.measured.bytes }
        if launcher.options.carriesSummary { return result.summarized.bytes }
        return result.rewritten.insertions.isEmpty ? nil : result.rewritten.bytes
    }

    /// The rewritten text was compiled, and something was said on the way.
    private func settle(_ code: Int32, text: String) throws -> Int32 {
        let verdict = try launcher.run(steps.diagnose(source, scratch: folder + "/discarded"))
        if verdict != 0 {
            Files.removeFile(product)
            return verdict
        }
        if code == 0 { return 0 }
        // The compiler has no quarrel with the original: a warning on the text was made an error.
        if try launcher.run(steps.compileSilently(source, text, to: product), errors: .file(log)) == 0 {
            return 0
        }
        let said = (try? Files.read(log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let first = said.split(whereSeparator: \.isNewline).first { $0.contains("error") } ?? "no message"
        return try compileOriginal(
            Refusal(
                place: source.path,
                reason: "the compiler refused what cede made of it; please report it: \(first)"))
    }

    /// What is wrong with the source itself comes first, in the compiler's words; only a source that compiles
    /// can be said to lack checks.
    private func compileOriginal(_ refusal: Refusal?) throws -> Int32 {
        if let refusal, launcher.options.failClosed {
            let code = try launcher.run(steps.diagnose(source, scratch: folder + "/discarded"))
            if code != 0 { return code }
            throw refusal.error
        }
        let isWhole = steps.invocation.action != .link && steps.invocation.inputs.count == 1
        let code = try launcher.run(isWhole ? launcher.arguments : steps.original(source, to: product))
        if code == 0, let refusal { say(refusal.warning) }
        return code
    }

    private var spoke: Bool {
        var status = stat()
        return stat(log, &status) == 0 && status.st_size > 0
    }
}

extension Plan {
    /// The first cycle that stays without a check because it was not understood, and how many there are.
    fileprivate var unchecked: (first: Entry, count: Int)? {
        let all = entries.filter { if case .notUnderstood = $0.reason { true } else { false } }
        return all.first.map { ($0, all.count) }
    }
}

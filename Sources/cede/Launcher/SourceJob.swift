// One source on its way to an object: preprocess, rewrite, compile.
//
// What the compiler says about a source always comes from the compiler working on the *original*. The steps
// here are silent: when one of them says anything, the plain command is run for its diagnostics, and what it
// says and returns is what counts. So a source warns exactly as without cede, with the columns, macro notes
// and carets of the original, and the doubtful warnings that compilers give for expanded macros never show.
// Rejected: passing on the steps' own diagnostics (clang's -Wparentheses-equality and gcc's
// -Wimplicit-fallthrough are false on preprocessed text) and silencing a list of warnings (true ones get
// lost).

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
    private var log: String { folder + "/log" }

    /// Why a source, or a part of it, stays without checks.
    private struct Refusal {
        var place: String
        var reason: String
    }

    private enum Analysis {
        case text([UInt8], Refusal?)
        /// Nothing to insert: the original is compiled.
        case original(Refusal?)
    }

    /// The exit code that the compiler has for this source.
    func run(_ analyser: Analyser) throws -> Int32 {
        guard try preprocess() == 0 else {
            // Nearly always an error in the source, which the plain command words best.
            return try compileOriginal(Refusal(place: source.path, reason: "its preprocessor step failed"))
        }
        let preprocessorSpoke = spoke
        switch try analyse(analyser) {
        case .original(let refusal): return try compileOriginal(refusal)
        case .text(_, let refusal?) where launcher.options.failClosed: return try compileOriginal(refusal)
        case .text(let text, let refusal):
            // Named like the source: compilers name side files (-save-temps) after it.
            try Files.makeFolders(folder + "/text")
            let path = folder + "/text/" + Steps.stem(source.path) + ".i"
            try Files.write(text, to: path)
            var code = try launcher.run(steps.compile(source, path, to: product), errors: .file(log))
            if code != 0 || preprocessorSpoke || spoke { code = try settle(code, text: path) }
            if code == 0, let refusal { launcher.warn(refusal.place, refusal.reason) }
            return code
        }
    }

    /// Comments are dropped, unless one of them is meant for Cede.
    private func preprocess() throws -> Int32 {
        func run(comments: Bool) throws -> Int32 {
            let command = steps.preprocess(
                source, includes: includes,
                header: launcher.options.measures ? "cede_measure.h" : "cede_check.h", comments: comments,
                to: preprocessed)
            return try launcher.run(command, errors: .file(log))
        }
        let code = try run(comments: false)
        guard code == 0,
            LineMarkers.sources(of: try Files.read(preprocessed)).contains(where: { path in
                (try? Files.read(path)).map(NoYieldComment.mayStand) ?? false
            })
        else { return code }
        return try run(comments: true)
    }

    private func analyse(_ analyser: Analyser) throws -> Analysis {
        let bytes = try Files.read(preprocessed)
        let input = CSource(
            path: source.path, bytes: bytes, arguments: steps.parsingText(source.dialect),
            isPreprocessed: true)
        do {
            let result = try analyser.analyse(input)
            try launcher.record(Record.text(result.plan, folder: Files.currentFolder))
            for warning in result.diagnostics where warning.severity == .warning {
                say("\(warning.place): warning: \(warning.message) [cede]")
            }
            let refusal = result.plan.unchecked.map { entry, count in
                Refusal(
                    place: entry.place.description,
                    reason: "\(entry.reason)"
                        + (count == 1 ? "" : " (and \(count - 1) more; see cede explain)"))
            }
            if launcher.options.measures { return .text(result.measured.bytes, refusal) }
            if launcher.options.carriesSummary { return .text(result.summarized.bytes, refusal) }
            if !result.rewritten.insertions.isEmpty { return .text(result.rewritten.bytes, refusal) }
            launcher.tell("\(source.path): nothing to insert")
            return .original(refusal)
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            try launcher.record(Record.text(notAnalysed: place, reason, folder: Files.currentFolder))
            return .original(Refusal(place: place, reason: reason))
        }
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
            throw launcher.refused(refusal.place, refusal.reason)
        }
        let isWhole = steps.invocation.action != .link && steps.invocation.inputs.count == 1
        let code = try launcher.run(isWhole ? launcher.arguments : steps.original(source, to: product))
        if code == 0, let refusal { launcher.warn(refusal.place, refusal.reason) }
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

// One C source on its way to an object: preprocess, rewrite, compile.
//
// What the compiler says about a source always comes from the compiler working on the *original*. The steps
// here are silent: when one of them says anything, the plain command is run for its diagnostics, and what it
// says and returns is what counts. So a source warns exactly as without cede, with the columns, macro notes and
// carets of the original, and the doubtful warnings that compilers give for expanded macros never show.
// Rejected: passing on the steps' own diagnostics (clang's -Wparentheses-equality and gcc's
// -Wimplicit-fallthrough are false on preprocessed text) and silencing a list of warnings (true ones get lost).

import CFrontend
import Glibc
import Launching
import Planning
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

    /// The exit code that the compiler has for this source.
    func run(_ analyser: Analyser) throws -> Int32 {
        guard try launcher.run(steps.preprocess(source, includes: includes, to: preprocessed), errors: .file(log)) == 0
        else {
            // Nearly always an error in the source, which the plain command words best.
            let code = try compileOriginal()
            if code == 0 { try launcher.report(source.path, "its preprocessor step failed; see --verbose") }
            return code
        }
        let preprocessorSpoke = spoke
        let text: [UInt8]
        switch try rewritten(analyser) {
        case .some(let bytes): text = bytes
        case .none: return try compileOriginal()
        }
        // Named like the source: compilers name side files (-save-temps) after it.
        try Files.makeFolders(folder + "/text")
        let path = folder + "/text/" + Steps.stem(source.path) + ".i"
        try Files.write(text, to: path)
        let code = try launcher.run(steps.compile(path, to: product), errors: .file(log))
        if code == 0 && !preprocessorSpoke && !spoke { return 0 }
        return try settle(code, text: path)
    }

    /// `nil` when the original is to be compiled: nothing to insert, or not analysed (which is told).
    private func rewritten(_ analyser: Analyser) throws -> [UInt8]? {
        let bytes = try Files.read(preprocessed)
        let input = CSource(path: source.path, bytes: bytes, arguments: steps.parsingText, isPreprocessed: true)
        do {
            let result = try analyser.analyse(input)
            if let (entry, count) = result.plan.unchecked {
                let more = count == 1 ? "" : " (and \(count - 1) more; see cede explain)"
                try launcher.report(entry.place.description, "\(entry.reason)\(more)")
            }
            if result.rewritten.insertions.isEmpty {
                launcher.tell("\(source.path): nothing to insert")
                return nil
            }
            return result.rewritten.bytes
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            try launcher.report(place, reason)
            return nil
        }
    }

    /// The rewritten text was compiled, and something was said on the way.
    private func settle(_ code: Int32, text: String) throws -> Int32 {
        let verdict = try launcher.run(steps.diagnose(source, scratch: folder + "/discarded"))
        if verdict != 0 {
            unlink(product)
            return verdict
        }
        if code == 0 { return 0 }
        // The compiler has no quarrel with the original: a warning on the text was made an error.
        if try launcher.run(steps.compileSilently(text, to: product), errors: .file(log)) == 0 { return 0 }
        let said = (try? Files.read(log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        try launcher.report(
            source.path,
            "the compiler refused what cede made of it; please report this: "
                + (said.split(whereSeparator: \.isNewline).first { $0.contains("error") } ?? "no message")
        )
        return try compileOriginal()
    }

    private func compileOriginal() throws -> Int32 {
        let isWhole = steps.invocation.action != .link && steps.invocation.inputs.count == 1
        return try launcher.run(isWhole ? launcher.arguments : steps.original(source, to: product))
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

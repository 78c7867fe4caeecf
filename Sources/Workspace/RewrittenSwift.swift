// The Swift sources of a package, rewritten on all cores: each for itself, so only what has changed since the last time.

import Planning
import Rewriting

public struct RewrittenSwift: Sendable {
    public private(set) var files: [RewrittenTree.File] = []
    /// Complete messages.
    public private(set) var warnings: [String] = []
    public private(set) var errors: [String] = []
    /// What was decided in the sources that were analysed.
    public private(set) var entries: [Plan.Entry] = []
    public private(set) var unchanged = 0
    public private(set) var state: RewriteState

    /// `known` is the state that an earlier run left, if its results are still there.
    public init(of paths: [String], known: RewriteState? = nil, budget: Cost?) {
        var contents = FileDigests()
        var old = known ?? RewriteState(budget: budget)
        if old.isFromElsewhere(budget: budget) { old = RewriteState(budget: budget) }
        state = RewriteState(budget: budget)
        var stale: [String] = []
        for path in paths {
            if old.isFresh(path, &contents) {
                state.keep(path, from: old)
                unchanged += 1
            } else {
                stale.append(path)
            }
        }
        let results = Parallel.map(
            stale, worker: { { path in Result { () throws(FileError) in try Files.read(path) } } })
        for (path, result) in zip(stale, results) {
            switch result {
            case .failure(let error): errors.append(error.description)
            case .success(let bytes):
                files.append(
                    RewrittenTree.File(
                        path: path, original: bytes, rewritten: Rewritten(unchanged: bytes), isHeader: false))
                state.note(path, inputs: [path], warnings: [], &contents)
            }
        }
        for path in paths { warnings += state.warnings(path) }
    }
}

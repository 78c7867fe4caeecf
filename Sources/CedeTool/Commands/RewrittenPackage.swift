// All sources of a package, rewritten into its store: what has changed since the last time, and what depends on it.

import Planning
import Workspace

struct RewrittenPackage {
    private(set) var warnings: [String] = []
    private(set) var errors: [String] = []
    private(set) var entries: [Plan.Entry] = []
    private(set) var analysed = 0
    private(set) var unchanged = 0

    init(_ sources: PackageSources, into store: PackageStore, budget: Cost?, scratch: Scratch) throws {
        let cState = store.folder + "/c.json"
        let swiftState = store.folder + "/swift.json"
        let units = Units(sources.c, project: sources.folders, scratch: scratch)
        let c = RewrittenTree(
            of: units.sources, known: RewriteState.read(cState),
            RewrittenTree.Options(budget: budget, libclang: units.libclang))
        let swift = RewrittenSwift(of: sources.swift, known: RewriteState.read(swiftState), budget: budget)
        let readers = c.state.readers
        for file in c.files + swift.files {
            try store.keep(file) {
                let changed = readers[file.path, default: []].union([file.path])
                for object in changed.flatMap(sources.objects) { Files.removeFile(object) }
            }
        }
        try store.finish(wanted: Set(readers.keys).union(units.sources.map(\.path)).union(sources.swift))
        // Last: what was not kept is analysed again.
        try c.state.write(to: cState)
        try swift.state.write(to: swiftState)
        warnings = c.warnings + swift.warnings
        errors = units.complaints + c.errors + swift.errors
        entries = c.entries + swift.entries
        analysed = c.analysed + swift.files.count
        unchanged = c.unchanged + swift.unchanged
    }
}

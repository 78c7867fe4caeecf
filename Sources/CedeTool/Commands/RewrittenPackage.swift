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
        let statePath = store.folder + "/state.json"
        let known = RewriteState.read(statePath)
        let units = Units(sources.c, project: sources.folders, scratch: scratch)
        var tree = RewrittenTree(
            of: units.sources, known: known, RewrittenTree.Options(budget: budget, libclang: units.libclang))
        tree.add(swift: sources.swift, known: known, budget: budget)
        let readers = tree.state.readers
        for file in tree.files {
            try store.keep(file) {
                let changed = readers[file.path, default: []].union([file.path])
                for object in changed.flatMap(sources.objects) { Files.removeFile(object) }
            }
        }
        try store.finish(wanted: Set(readers.keys).union(units.sources.map(\.path)).union(sources.swift))
        // Last: what was not kept is analysed again.
        try tree.state.write(to: statePath)
        warnings = tree.warnings
        errors = units.complaints + tree.errors
        entries = tree.entries
        analysed = tree.analysed
        unchanged = tree.unchanged
    }
}

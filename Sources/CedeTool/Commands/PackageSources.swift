// Which sources of a package's plan are rewritten, and which are left alone, each with its reason.

import Launching
import Workspace

struct PackageSources {
    private(set) var swift: [String] = []
    private(set) var c: [CompilationDatabase.Entry] = []
    private(set) var skipped: [(path: String, reason: String)] = []
    /// The headers of Cede's own runtime, where the package or what it depends on has that in it.
    let runtime: String?
    /// The folders of the targets: headers in them are the package's own.
    let folders: [String]
    private var units: [String: [PackagePlan.Unit]] = [:]

    init(_ plan: PackagePlan, scratchPath: String) {
        folders = plan.folders.compactMap(Files.resolved)
        // A package may have Cede's among its dependencies; a scheduler that yields would not come back.
        runtime = plan.includes.filter { Files.kind($0 + "/CedeCheck/module.modulemap") == .file }.min()
        let runtimeSources = runtime.map { Files.parent($0) + "/" }
        var seen: Set<CompilationDatabase.Entry> = []
        for unit in plan.units {
            for source in unit.sources {
                let isKnown = units[source] != nil
                units[source, default: []].append(unit)
                if source.hasPrefix(scratchPath + "/"), !source.hasPrefix(scratchPath + "/checkouts/") {
                    if !isKnown { skipped.append((source, "it is generated during the build")) }
                } else if unit.isHostOnly {
                    skipped.append((source, "its target \(unit.target) runs during the build"))
                } else if let runtimeSources, source.hasPrefix(runtimeSources) {
                    skipped.append((source, "it is Cede's runtime"))
                } else if unit.isSwift {
                    if !swift.contains(source) { swift.append(source) }
                } else {
                    let entry = CompilationDatabase.Entry(
                        directory: "/", file: source, words: Self.withoutOverlay(unit.words))
                    if seen.insert(entry).inserted { c.append(entry) }
                }
            }
        }
    }

    /// The objects that are made of a source.
    func objects(of source: String) -> [String] { units[source, default: []].flatMap { $0.objects(of: source) } }

    /// The plan was made with the overlay that is to be written.
    private static func withoutOverlay(_ words: [String]) -> [String] {
        guard let i = words.firstIndex(of: "-ivfsoverlay") else { return words }
        return Array(words[..<i] + words[(i + 2)...])
    }
}

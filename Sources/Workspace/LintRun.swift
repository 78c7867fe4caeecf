// One run of the lint: what the units say, gathered. Headers that many sources read are told once; comments, baselines and
// `--changed-since` take out what is known or not of interest, in this order.

import Glibc
import Linting
import Planning

public struct LintRun {
    public struct Options: Sendable {
        /// Notes, too.
        public var showsNotes = false
        /// These alone, when there are any.
        public var only: Set<String> = []
        public var baseline: String?
        public var newBaseline: String?
        public var changedSince: String?

        public init() {}
    }

    public private(set) var report: LintReport
    /// Complete messages about what was not analysed.
    public private(set) var failures: [String]
    /// The bytes of files with findings and, when units keep their plans, of all that are shown.
    public private(set) var texts: [String: [UInt8]] = [:]

    public init(
        _ sources: LintSources, _ work: LintWork, _ configurations: inout Configurations, _ options: Options
    ) throws {
        let here = Files.currentFolder
        var chosen: [(source: LintSource, configuration: Configuration)] = []
        var failures = sources.failures
        for source in sources.all {
            let configuration = try configurations.nearest(to: source.path)
            if configuration.excludes(source.path) {
                if source.isNamed { failures.append("\(source.path): note: excluded by \(configuration.path ?? "")") }
                continue
            }
            chosen.append((source, configuration))
        }
        let known = try options.baseline.map { try BaselineFile.read($0) }
        let changed = try options.changedSince.map { try ChangedLines(since: $0, scratch: work.scratch) }
        let units = work.units(chosen.map(\.source), chosen.map(\.configuration))
        failures += units.flatMap(\.failures)
        let defined = Set(units.flatMap(\.defines))

        func isOwn(_ file: String) -> Bool {
            let path = Files.absolute(file, in: here)
            return sources.roots.contains { path.hasPrefix($0 + "/") }
        }
        var byFile: [String: [Finding]] = [:]
        // A comment in a source that was not analysed cannot be said to silence nothing.
        for (source, unit) in zip(chosen.map(\.source), units) where unit.failures.isEmpty { byFile[source.path] = [] }
        for (file, findings) in Self.byFile(units) where byFile[file] != nil || isOwn(file) {
            // What another of these sources holds is not opaque to who sees both.
            let told = defined.isEmpty ? findings : findings.filter { finding in
                !(finding.rule == "opaque-call" && finding.word.map(defined.contains) ?? false)
            }
            if byFile[file] != nil || !told.isEmpty { byFile[file] = told }
        }

        let inputs = Dictionary(chosen.map { ($0.source.path, $0.source) }, uniquingKeysWith: { a, _ in a })
        func isAsked(_ finding: Finding) -> Bool {
            if !options.only.isEmpty, !options.only.contains(finding.rule) { return false }
            return changed?.contains(finding.place.line, of: Files.absolute(finding.place.file, in: here)) ?? true
        }
        let isAllAsked = options.only.isEmpty && changed == nil
        var kept: [Finding] = []
        var hiddenNotes = 0
        var silenced: [Silenced] = []
        var keys: Set<Baseline.Key> = []
        var linted: Set<String> = []
        let files = byFile.keys.sorted()
        let contents = Parallel.map(files, jobs: work.options.jobs) {
            { file in
                let bytes = (try? Files.read(inputs[file].map { Files.absolute($0.input, in: $0.folder) } ?? file)) ?? []
                return (bytes, Suppressions(in: bytes, file: file, language: LintSource.language(ofFile: file) ?? .c))
            }
        }
        for (file, (bytes, suppressions)) in zip(files, contents) {
            let configuration = try configurations.nearest(to: file)
            if inputs[file] == nil, configuration.excludes(file) { continue }
            let (left, suppressed) = suppressions.apply(to: byFile[file] ?? [], work.lintOptions(configuration))
            var quiet = suppressed
            var shown = left
            if options.baseline != nil || options.newBaseline != nil {
                let folder = Files.parent(Files.absolute(options.newBaseline ?? options.baseline ?? "", in: here))
                let path = Self.relative(Files.absolute(file, in: here), to: folder)
                linted.insert(path)
                let own = left.isEmpty ? [] : Baseline.keys(of: left, path: path, SourceLines(bytes))
                shown = []
                for (finding, key) in zip(left, own) {
                    if let known, known.keys.contains(key) {
                        quiet.append(Silenced(finding, by: .baseline))
                        keys.insert(key)
                    } else {
                        shown.append(finding)
                        if options.showsNotes || finding.severity != .note { keys.insert(key) }
                    }
                }
            }
            // Most findings are notes, which nobody copies who does not show them.
            let asked = isAllAsked ? shown : shown.filter(isAsked)
            let told = options.showsNotes ? asked : asked.filter { $0.severity != .note }
            hiddenNotes += asked.count - told.count
            kept += told
            silenced += quiet
            if !shown.isEmpty || !quiet.isEmpty { texts[file] = bytes }
        }
        let inBaseline = silenced.filter { $0.means == .baseline }.count
        let suppressed = silenced.count - inBaseline
        if !isAllAsked { silenced.removeAll { !isAsked($0.finding) } }
        if let path = options.newBaseline { try BaselineFile.write(Baseline(keys), to: path) }
        let stale = known?.keys.subtracting(keys).filter { linted.contains($0.path) || Files.kind($0.path) == .missing }
        report = LintReport(
            kept, silenced: silenced, files: Set(chosen.map(\.source.path)).count, suppressed: suppressed, inBaseline: inBaseline,
            stale: (stale ?? []).sorted().map {
                "\($0.path): \($0.rule)" + ($0.function.isEmpty ? "" : " in '\($0.function)'")
                    + " is in the baseline and no longer occurs"
            },
            sources: units.compactMap(\.source), hiddenNotes: hiddenNotes, showsNotes: options.showsNotes)
        self.failures = failures
        for file in Set(report.sources.flatMap { [$0.path] + $0.entries.map(\.place.file) }) where texts[file] == nil {
            let path = Files.absolute(file, in: here)
            if let source = inputs[file] {
                texts[file] = try? Files.read(Files.absolute(source.input, in: source.folder))
            } else if sources.roots.contains(where: { path.hasPrefix($0 + "/") }),
                try !configurations.nearest(to: file).excludes(file)
            {
                texts[file] = try? Files.read(path)
            }
        }
    }

    /// By file, in the order of the units. What several sources, or several compilations of one, say about a place is told once;
    /// but most files are one unit's own.
    private static func byFile(_ units: [LintedUnit]) -> [String: [Finding]] {
        var known: Set<String> = []
        var shared: Set<String> = []
        var parts: [[(file: String, findings: [Finding])]] = []
        for unit in units {
            let own = unit.findings.byFile
            for file in Set(own.map(\.file)) where !known.insert(file).inserted { shared.insert(file) }
            parts.append(own)
        }
        var found: [String: [Finding]] = [:]
        for (file, findings) in parts.joined() {
            if let before = found[file] { found[file] = before + findings } else { found[file] = findings }
        }
        for file in shared { found[file] = found[file]?.toldOnce }
        return found
    }

    private static func relative(_ path: String, to folder: String) -> String {
        let from = folder.split(separator: "/")
        let to = path.split(separator: "/")
        let common = zip(from, to).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common).map(String.init))
            .joined(separator: "/")
    }
}

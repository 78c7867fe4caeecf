// A tree of sources rewritten as one: all units analysed on all cores, their project headers once for all of them, and
// only what has changed since the last time.
//
// A unit is analysed again when its source, a header that it read, its arguments or Cede itself is another. Units that
// have a say about project headers are analysed together: what goes into a header depends on them all.

import CFrontend
import Planning
import Rewriting

public struct RewrittenTree: Sendable {
    /// A file with something to insert, or a source without.
    public struct File: Sendable {
        public var path: String
        public var original: [UInt8]
        public var rewritten: Rewritten
        public var isHeader: Bool
    }

    public var files: [File] = []
    /// Complete messages.
    public var warnings: [String] = []
    public var errors: [String] = []
    /// What was decided in the units that were analysed.
    public internal(set) var entries: [Plan.Entry] = []
    /// How many units were analysed, and how many had not changed.
    public internal(set) var analysed = 0
    public internal(set) var unchanged = 0
    public internal(set) var state: RewriteState

    public struct Options: Sendable {
        public var budget: Cost?
        /// A libclang to be preferred.
        public var libclang: String?
        /// Told before each result is in: how many are done, of how many, and the source.
        public var progress: @Sendable (Int, Int, String) -> Void = { _, _, _ in }

        public init(budget: Cost?, libclang: String?) {
            self.budget = budget
            self.libclang = libclang
        }
    }

    private enum Outcome: Sendable {
        case analysed(Analysed)
        case failed(String)

        var unit: Analysed? { if case .analysed(let unit) = self { unit } else { nil } }
        var failure: String? { if case .failed(let message) = self { message } else { nil } }
    }

    /// `known` is the state that an earlier run left, if its results are still there.
    public init(of sources: [CSource], known: RewriteState? = nil, _ options: Options) {
        var contents = FileDigests()
        let old = RewriteState.usable(known, budget: options.budget)
        state = RewriteState(budget: options.budget)
        var configurations = Configurations()
        let keys = sources.map { source in
            RewriteState.key(source, (try? configurations.nearest(to: source.path))?.digest)
        }
        // All compilations of one file are judged together.
        let stalePaths = Set(
            sources.indices.filter { !old.isFresh(keys[$0], &contents) }.map { sources[$0].path })
        var chosen = sources.indices.filter { stalePaths.contains(sources[$0].path) }
        var results: [Int: Outcome] = [:]
        while true {
            let open = chosen.filter { results[$0] == nil }
            results.merge(Self.analyse(open.map { ($0, sources[$0]) }, options)) { a, _ in a }
            // One that has a say about headers brings all others in that have.
            let anyHeaders = chosen.contains { i in
                old.hasHeaders(keys[i]) || results[i]?.unit.map { !$0.headers.isEmpty } ?? false
            }
            let more = sources.indices.filter { anyHeaders && results[$0] == nil && old.hasHeaders(keys[$0]) }
            if more.isEmpty { break }
            chosen = (chosen + more).sorted()
        }
        analysed = results.count
        unchanged = sources.count - results.count
        for i in sources.indices {
            switch results[i] {
            case .analysed(let unit): state.note(keys[i], unit, &contents)
            case .failed: break
            case nil: state.keep(keys[i], from: old)
            }
        }
        gather(sources, results)
        for key in keys { for warning in state.warnings(key) { warn(warning) } }
    }

    private static func analyse(_ units: [(Int, CSource)], _ options: Options) -> [Int: Outcome] {
        let outcomes = Parallel.map(
            units,
            worker: {
                let analyser = Analyser(budget: options.budget, preferring: options.libclang)
                return { unit in Self.analyse(unit.1, analyser) }
            },
            done: { done, i in options.progress(done, units.count, units[i].1.path) })
        return Dictionary(uniqueKeysWithValues: zip(units.map(\.0), outcomes))
    }

    private static func analyse(_ source: CSource, _ analyser: Analyser) -> Outcome {
        var source = source
        do {
            source.bytes = try Files.read(source.path)
        } catch {
            return .failed(error.description)
        }
        if let line = source.lineOfNUL {
            return .failed(
                "\(source.path):\(line):1: error: not analysed: a binary file (it holds a NUL byte); give sources"
            )
        }
        do {
            return .analysed(try analyser.analyse(source))
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            return .failed("\(place): error: not analysed, left as it is: \(reason); \(error.remedy)")
        } catch {
            return .failed("\(error)")
        }
    }

    private mutating func gather(_ sources: [CSource], _ results: [Int: Outcome]) {
        var headers = SharedHeaders()
        var byPath: [String: [Int]] = [:]
        for i in sources.indices where results[i] != nil { byPath[sources[i].path, default: []].append(i) }
        var seen: Set<String> = []
        for i in sources.indices where seen.insert(sources[i].path).inserted {
            guard let all = byPath[sources[i].path] else { continue }
            gather(sources[i], all.compactMap { results[$0] }, &headers)
        }
        let known = Dictionary(
            files.indices.map { (Files.resolved(files[$0].path) ?? files[$0].path, $0) },
            uniquingKeysWith: { a, _ in a })
        for header in headers.all {
            let agreed = header.agreed
            warn(of: agreed.left, in: header.path)
            if let source = known[header.path] {
                // A source that others include as well.
                files[source].rewritten = agreed.rewritten
            } else {
                files.append(
                    File(
                        path: header.path, original: header.bytes, rewritten: agreed.rewritten, isHeader: true
                    ))
            }
        }
    }

    private mutating func gather(_ source: CSource, _ outcomes: [Outcome], _ headers: inout SharedHeaders) {
        guard let bytes = try? Files.read(source.path) else {
            errors += outcomes.compactMap(\.failure).prefix(1)
            return
        }
        var file = File(
            path: source.path, original: bytes, rewritten: Rewritten(unchanged: bytes),
            isHeader: false)
        defer { files.append(file) }
        if let failure = outcomes.compactMap(\.failure).first {
            errors.append(failure)
            return
        }
        let units = outcomes.compactMap(\.unit)
        for unit in units {
            headers.note(unit, source.prelude)
            for warning in unit.warnings { warn(warning) }
            entries += unit.plan.entries
        }
        guard let first = units.first else { return }
        if units.allSatisfy({ $0.rewritten.bytes == first.rewritten.bytes }) {
            file.rewritten = first.rewritten
        } else {
            // Compiled in several ways, it gets what all of them allow.
            let agreed = agree(bytes, units.map(\.asHeader), prelude: source.prelude)
            file.rewritten = agreed.rewritten
            warn(of: agreed.left, in: source.path)
        }
    }

    /// Of a header's loop many units may say the same.
    private mutating func warn(_ line: String) {
        if !warnings.contains(line) { warnings.append(line) }
    }

    private mutating func warn(of left: [Plan.Entry], in path: String) {
        for entry in left {
            warn(
                "\(entry.place): warning: left without a check: it stands in \(path), and the sources that read "
                    + "that do not agree on it")
        }
    }
}

extension Analysed {
    /// What to tell about a unit: doubtful marks, and what it leaves without a check.
    var warnings: [String] {
        diagnostics.filter { $0.severity == .warning }.map(\.description)
            + plan.entries.filter { $0.reason.leavesCycleUnchecked && !$0.reason.isOnPurpose }.map {
                "\($0.place): warning: left without a check: \($0.reason)"
            }
    }
}

extension CSource {
    /// The line of the first NUL byte, which no source has.
    fileprivate var lineOfNUL: Int? {
        guard let end = bytes.firstIndex(of: 0) else { return nil }
        return bytes[..<end].count { $0 == UInt8(ascii: "\n") } + 1
    }
}

// The lint's work on many sources: each read as its compiler reads it, planned as `cede cc` would, and put to the rules, on
// all cores, unless the cache knows the answer.

import CFrontend
import Glibc
import Launching
import Linting
import Planning
import Rewriting
import Synchronization

public struct LintWork: Sendable {
    public struct Options: Sendable {
        /// Given on the command line, before what configurations say.
        public var budget: Cost?
        public var levels: [String: LintOptions.Level] = [:]
        public var jobs = Parallel.cores
        public var usesCache = true
        public var cacheFolder: String?
        /// Also wanted: plans and bounds of every source.
        public var keepsSources = false
        public var progress: @Sendable (Int, Int, String) -> Void = { _, _, _ in }

        public init() {}
    }

    let options: Options
    let scratch: Scratch
    private let cache: LintCache?
    private let libclang: String?

    /// `libclang`: one to be preferred.
    public init(_ options: Options, libclang: String?, scratch: Scratch) {
        self.options = options
        self.libclang = libclang
        self.scratch = scratch
        cache = options.usesCache && !options.keepsSources ? LintCache(options.cacheFolder) : nil
    }

    /// In the order of the sources; `configurations` holds one for each.
    public func units(_ sources: [LintSource], _ configurations: [Configuration]) -> [LintedUnit] {
        let here = Files.currentFolder
        let numbers = Atomic<Int>(0)
        return Parallel.map(
            Array(zip(sources, configurations)), jobs: options.jobs,
            worker: {
                let number = numbers.add(1, ordering: .relaxed).newValue
                let thread = LintThread(self, text: scratch.file("\(number).i"), here: here)
                return { thread.unit($0.0, $0.1) }
            },
            done: { done, i in options.progress(done, sources.count, sources[i].path) })
    }

    func lintOptions(_ configuration: Configuration) -> LintOptions {
        LintOptions(
            budget: configuration.planning(budget: options.budget).budget,
            levels: configuration.levels.merging(options.levels) { $1 },
            blockingCalls: configuration.blockingCalls)
    }

    fileprivate func known(_ source: LintSource, _ configuration: Configuration) -> (key: String, unit: LintedUnit?)? {
        guard let cache else { return nil }
        var digest = Digest()
        source.digest(into: &digest)
        digest.add(Self.tool)
        digest.add(configuration.digest)
        digest.add("\(options.budget?.picoseconds ?? 0)")
        for (rule, level) in options.levels.sorted(by: { $0.key < $1.key }) { digest.add("\(rule) \(level)") }
        return (digest.text, cache.entry(digest.text))
    }

    fileprivate func keep(_ key: String, _ unit: LintedUnit, read: [String]) { cache?.keep(key, unit, read: read) }

    fileprivate func analyser(_ configuration: Configuration) -> Analyser {
        Analyser(budget: options.budget, Configurations(configuration), preferring: libclang)
    }

    /// The program itself stands for its version.
    private static let tool: String = {
        var status = stat()
        stat("/proc/self/exe", &status)
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }()
}

/// What one thread works with.
private final class LintThread {
    let work: LintWork
    /// A file of this thread's own.
    let text: String
    let here: String
    private var analysers: [Configuration: Analyser] = [:]

    init(_ work: LintWork, text: String, here: String) {
        self.work = work
        self.text = text
        self.here = here
    }

    func unit(_ source: LintSource, _ configuration: Configuration) -> LintedUnit {
        let known = work.known(source, configuration)
        if let unit = known?.unit { return unit }
        var unit = LintedUnit()
        do {
            let read = try look(at: source, configuration, &unit)
            if let known { work.keep(known.key, unit, read: read) }
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            unit.failures.append("\(place): error: not analysed: \(reason); \(error.remedy)")
        } catch is PreprocessedSource.Refused {
            unit.failures.append("\(PreprocessedSource.Refused(path: source.path))")
        } catch let error as SpawnError {
            unit.failures.append("\(source.path): error: not analysed: \(error)")
        } catch {
            unit.failures.append("\(error)")
        }
        return unit
    }

    /// Fills the unit; returns what was read.
    private func look(at source: LintSource, _ configuration: Configuration, _ unit: inout LintedUnit) throws -> [String] {
        let input = Files.absolute(source.input, in: source.folder)
        try Unfit.look(at: input, shown: source.path)
        let reading = PreprocessedSource(
            compiler: source.compiler,
            steps: Steps(Invocation(reading: source.arguments), family: source.isClang ? .clang : .gcc),
            folder: source.folder)
        let preprocessed = try reading.read(source.input, by: text)
        let analysed = try analyser(configuration).analyse(preprocessed)
        let options = work.lintOptions(configuration)
        let own = LintUnit(analysed.skeleton, analysed.plan, language: .c, options: options, calls: analysed.calls)
        var lines = KnownLines()
        unit.findings = DeepStack.run { options.findings(in: own) }.map { finding in
            var finding = finding
            finding.place = seen(finding.place, source)
            finding.related = finding.related.map { Finding.Related(place: seen($0.place, source), message: $0.message) }
            lines.settle(&finding)
            return finding
        }
        unit.defines = analysed.skeleton.functions.filter { $0.visibility == .program }.map(\.id)
        unit.failures = analysed.diagnostics.filter { $0.severity == .error }.map {
            "\(seen($0.place, source)): error: not analysed: \($0.message)"
        }
        if work.options.keepsSources {
            unit.source = LintedSource(
                path: source.path,
                entries: analysed.plan.entries.map { entry in
                    var entry = entry
                    entry.place = seen(entry.place, source)
                    return entry
                },
                bounds: analysed.bounds.map { bound in
                    var bound = bound
                    bound.place = seen(bound.place, source)
                    return bound
                })
        }
        return [input]
            + LineMarkers.sources(of: preprocessed.bytes, withSystem: true).map { Files.absolute($0, in: source.folder) }
    }

    /// A place as seen from where the lint was called.
    private func seen(_ place: Place, _ source: LintSource) -> Place {
        var place = place
        let full = Files.absolute(place.file, in: source.folder)
        if full == Files.absolute(source.input, in: source.folder) {
            place.file = source.path
        } else {
            place.file = full.hasPrefix(here + "/") ? String(full.dropFirst(here.count + 1)) : full
        }
        return place
    }

    private func analyser(_ configuration: Configuration) -> Analyser {
        if let known = analysers[configuration] { return known }
        let made = work.analyser(configuration)
        analysers[configuration] = made
        return made
    }
}

/// The files that findings of one source stand in.
private struct KnownLines {
    private var known: [String: SourceLines] = [:]

    /// Gives a finding the column that its word has in the source, not in the preprocessor's text.
    mutating func settle(_ finding: inout Finding) {
        guard let word = finding.word else { return }
        let file = finding.place.file
        if known[file] == nil { known[file] = SourceLines((try? Files.read(file)) ?? []) }
        guard let lines = known[file], !lines[finding.place.line].isEmpty else { return }
        let column = lines.column(of: word, line: finding.place.line, from: finding.place.column)
        finding.place.column = column
        let spelled = lines[finding.place.line].dropFirst(column - 1).starts(with: word.utf8)
        finding.endColumn = spelled ? column + word.utf8.count : nil
    }
}

/// What is plainly no source that somebody wrote: it would only confuse a parser, or fill the memory.
private struct Unfit: Error, CustomStringConvertible {
    var place: String
    var reason: String
    var description: String { "\(place): error: not analysed: \(reason)" }

    /// Generated sources of a few dozen megabytes exist.
    private static let mostBytes = 64 << 20

    static func look(at path: String, shown: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_size > mostBytes {
            throw Unfit(
                place: shown,
                reason: "it is \(status.st_size / 1_000_000) MB long, more than is looked at; exclude it in \(Configuration.name)")
        }
        let bytes = try Files.read(path)
        guard let end = bytes.firstIndex(of: 0) else { return }
        let line = bytes[..<end].count { $0 == 0x0a } + 1
        throw Unfit(place: "\(shown):\(line):1", reason: "a binary file (it holds a NUL byte); give sources")
    }
}

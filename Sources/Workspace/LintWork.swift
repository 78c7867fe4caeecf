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
            Array(zip(sources, configurations)), sizes: sources.map { Files.size(Files.absolute($0.input, in: $0.folder)) },
            jobs: options.jobs,
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

    func known(_ source: LintSource, _ configuration: Configuration) -> (key: String, unit: LintedUnit?)? {
        guard let cache else { return nil }
        var digest = Digest()
        source.digest(into: &digest)
        digest.add(Self.tool)
        digest.add(configuration.digest)
        digest.add("\(options.budget?.picoseconds ?? 0)")
        for (rule, level) in options.levels.sorted(by: { $0.key < $1.key }) { digest.add("\(rule) \(level)") }
        return (digest.text, cache.entry(digest.text))
    }

    func keep(_ key: String, _ unit: LintedUnit, read: [String]) { cache?.keep(key, unit, read: read) }

    func analyser(_ configuration: Configuration) -> Analyser {
        Analyser(budget: options.budget, Configurations(configuration), preferring: libclang)
    }

    /// The program itself stands for its version.
    private static let tool: String = {
        var status = stat()
        stat("/proc/self/exe", &status)
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }()
}

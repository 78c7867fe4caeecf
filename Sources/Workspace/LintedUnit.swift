// What is known about one source after the lint has looked at it, and the cache of that.
//
// The cache holds findings before suppressions, baselines and `--all`: those may change without the source. An entry is
// good while the tool, its configuration, the command, and the bytes of every file that was read are the same. By contents,
// as in `RewriteState`. What could not be analysed is not kept.

import FoundationEssentials
import Glibc
import Linting
import Planning
import Rewriting
import Synchronization

public struct LintedUnit: Sendable, Codable {
    public var findings: [Finding] = []
    /// Functions that other files may call.
    var defines: [String] = []
    /// What was read, with its digest.
    var inputs: [String: String] = [:]
    /// Complete messages about what was not analysed.
    public var failures: [String] = []
    /// Only when asked for.
    public var source: LintedSource?

    enum CodingKeys: String, CodingKey { case findings, defines, inputs, failures }
}

struct LintCache: Sendable {
    let folder: String
    private let contents = SharedDigests()

    /// In `folder`, else where the user's caches are.
    init?(_ folder: String?) {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        guard
            let found = folder ?? variable("XDG_CACHE_HOME").map({ $0 + "/cede/lint" })
                ?? variable("HOME").map({ $0 + "/.cache/cede/lint" })
        else { return nil }
        self.folder = found
    }

    func entry(_ key: String) -> LintedUnit? {
        guard let bytes = try? Files.read(folder + "/" + key),
            let unit = try? JSONDecoder().decode(LintedUnit.self, from: Data(bytes)),
            unit.inputs.allSatisfy({ contents[$0.key] == $0.value })
        else { return nil }
        return unit
    }

    /// A cache that cannot be written is none.
    func keep(_ key: String, _ unit: LintedUnit, read files: [String]) {
        var unit = unit
        for file in files { unit.inputs[file] = contents[file] ?? "" }
        guard unit.failures.isEmpty, let data = try? JSONEncoder().encode(unit) else { return }
        try? Files.makeFolders(folder)
        try? Files.write(Array(data), to: folder + "/" + key)
    }
}

/// Digests of files for all threads, each file read once.
private final class SharedDigests: Sendable {
    private let known = Mutex<[String: String?]>([:])

    subscript(path: String) -> String? {
        if let digest = known.withLock({ $0[path] }) { return digest }
        let digest = (try? Files.read(path)).map { Digest($0).text }
        known.withLock { $0[path] = digest }
        return digest
    }
}

// The arguments of `swift build`, `swift run` and `swift test`: those that say which package is built, where and how.
// Everything is handed on as it stands; this only finds out what planning needs to know too.

public struct PackageArguments: Sendable {
    public enum Verb: String, CaseIterable, Sendable { case build, run, test }

    public var verb: Verb
    /// Without the place of the build folder, which is ours.
    public private(set) var kept: [String] = []
    /// What planning needs to know as well.
    public private(set) var planning: [String] = []
    public private(set) var packagePath = "."
    public private(set) var scratchPath: String?
    public private(set) var isRelease = false
    public private(set) var skipsBuild = false
    /// A product or target is asked for, which may be a dependency's.
    public private(set) var namesProduct = false
    /// It only asks for something: help, a version, a path.
    public private(set) var isQuery = false

    public init(_ verb: Verb, _ words: [String]) {
        self.verb = verb
        var rest = words[...]
        while let word = rest.first {
            // What follows the program's name is the program's.
            if word == "--" || !word.hasPrefix("-") {
                kept += rest
                return
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = word.hasPrefix("--") ? parts[0] : word
            let joined = word.hasPrefix("--") && parts.count == 2 ? parts[1] : nil
            let takesValue = Self.sharedWithValue.contains(name) || Self.ownWithValue.contains(name)
            let count = takesValue && joined == nil ? 2 : 1
            let taken = Array(rest.prefix(count))
            let value = joined ?? (count == 2 ? taken.last : nil)
            rest = rest.dropFirst(count)
            switch name {
            case "--package-path": packagePath = value ?? "."
            case "--scratch-path", "--build-path":
                scratchPath = value
                continue
            case "-c", "--configuration": isRelease = value == "release"
            case "--skip-build": skipsBuild = true
            case "--product", "--target": namesProduct = true
            case "-h", "-help", "--help", "--version", "--show-bin-path", "--print-manifest-job-graph": isQuery = true
            default: break
            }
            kept += taken
            // Planned by the native build system, whatever builds: only its plan can be read.
            if Self.sharedWithValue.contains(name) || Self.sharedFlags.contains(name), name != "--build-system" {
                planning += taken
            }
        }
    }

    private static let sharedWithValue: Set<String> = [
        "--package-path", "--cache-path", "--config-path", "--security-path", "--scratch-path", "--build-path",
        "--swift-sdks-path", "--toolset", "--pkg-config-path", "--manifest-cache", "--netrc-file",
        "--resolver-fingerprint-checking", "--resolver-signing-entity-checking", "--default-registry-url",
        "-c", "--configuration", "-Xcc", "-Xswiftc", "-Xlinker", "-Xcxx", "--triple", "--sdk", "--toolchain",
        "--swift-sdk", "--sanitize", "-j", "--jobs", "--explicit-target-dependency-import-check", "--build-system",
        "-debug-info-format", "--traits",
    ]

    private static let sharedFlags: Set<String> = [
        "--enable-dependency-cache", "--disable-dependency-cache", "--disable-sandbox", "--netrc", "--enable-netrc",
        "--disable-netrc", "--force-resolved-versions", "--disable-automatic-resolution",
        "--only-use-versions-from-resolved-file", "--skip-update", "--disable-scm-to-registry-transformation",
        "--use-registry-identity-for-scm", "--replace-scm-with-registry", "--static-swift-stdlib",
        "--no-static-swift-stdlib", "--enable-all-traits", "--disable-default-traits", "--enable-dead-strip",
        "--disable-dead-strip", "--disable-local-rpath", "--enable-index-store", "--disable-index-store",
        "--enable-experimental-prebuilts", "--disable-experimental-prebuilts", "--enable-prefetching",
        "--disable-prefetching", "--enable-code-coverage", "--disable-code-coverage",
    ]

    private static let ownWithValue: Set<String> = [
        "--product", "--target", "--filter", "--skip", "-s", "--specifier", "--num-workers", "--xunit-output",
        "--test-product", "--attachments-path",
    ]
}

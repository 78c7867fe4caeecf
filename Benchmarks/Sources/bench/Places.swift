// Where things are, all relative to the root of the repository, where the tool is started.

import Foundation

enum Places {
    static let root = FileManager.default.currentDirectoryPath
    /// Everything that is built or fetched here goes below it; it is never committed.
    static let build = root + "/build/bench"
    static let cede = ProcessInfo.processInfo.environment["CEDE"] ?? root + "/.build/release/cede"
    static let examples = root + "/Examples"
    static let benchmarks = root + "/Benchmarks"
    static let compilers = ["clang", "gcc"].filter(isInstalled)

    /// The runtime as `make runtime` leaves it, for a side that is built without `cede cc`.
    static let runtimeHeaders = root + "/build/include"
    static let runtimeArchive = root + "/build/lib/libcede.a"

    /// An empty folder below `build`.
    static func fresh(_ name: String) throws -> String {
        let path = build + "/" + name
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// The folder of one Debian source package's upstream files, fetched once.
    static func source(_ package: String) throws -> String {
        try Command([benchmarks + "/fetch", package, build + "/sources"]).run()
        return build + "/sources/" + package
    }

    private static func isInstalled(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

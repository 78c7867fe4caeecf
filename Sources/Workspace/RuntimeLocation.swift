// Where the runtime's library and headers are: beside the installed tool, in the package's build folder,
// or where CEDE_RUNTIME says.

import Glibc

public struct RuntimeLocation: Hashable, Sendable {
    public var includes: String
    public var libraries: String

    public init(includes: String, libraries: String) {
        self.includes = includes
        self.libraries = libraries
    }

    public struct Missing: Error, CustomStringConvertible {
        public var looked: [String]
        public var description: String {
            "the runtime (lib/libcede.a and include/cede_check.h) was not found in "
                + looked.joined(separator: ", ")
                + "; run `make runtime` in Cede's folder, or set CEDE_RUNTIME to the folder that holds both"
        }
    }

    /// `tool` is the path of the running executable, links resolved.
    public static func find(tool: String? = nil) throws(Missing) -> RuntimeLocation {
        if let folder = getenv("CEDE_RUNTIME").map({ String(cString: $0) }), !folder.isEmpty {
            if let found = at(Files.resolved(folder) ?? folder) { return found }
            throw Missing(looked: [folder + " (CEDE_RUNTIME)"])
        }
        var folder = Files.parent(tool ?? Files.resolved("/proc/self/exe") ?? "")
        let prefix = Files.parent(folder)
        if let found = at(prefix) { return found }
        // From .build/<arch>/<configuration> up to the package.
        while folder.count > 1 {
            let above = Files.parent(folder)
            if folder.hasSuffix("/.build") || folder.contains("/.build-") {
                let built = above + "/build"
                if let found = at(built) { return found }
                if Files.kind(above + "/Package.swift") == .file { throw Missing(looked: [built]) }
            }
            folder = above
        }
        throw Missing(looked: [prefix])
    }

    /// The same, or else made below `folder` from the sources in Cede's package.
    public static func find(orBuildFrom package: String, in folder: String) throws -> RuntimeLocation {
        do throws(Missing) {
            return try find()
        } catch {
            let words = ["make", "-s", "-C", package, "runtime", "BUILD=" + folder]
            try Files.makeFolders(folder)
            let log = folder + "/make.log"
            let ending = try Child.run(words, output: .file(log), errors: .inherited)
            if ending.isSuccess, let made = at(folder) { return made }
            throw Missing(looked: error.looked + [folder + " (where `" + words.joined(separator: " ") + "` failed)"])
        }
    }

    private static func at(_ folder: String) -> RuntimeLocation? {
        let found = RuntimeLocation(includes: folder + "/include", libraries: folder + "/lib")
        guard access(found.includes + "/cede_check.h", R_OK) == 0,
            access(found.libraries + "/libcede.a", R_OK) == 0
        else { return nil }
        return found
    }
}

// Finding and loading libclang, once a process.
//
// Debian's library comes before the Swift toolchain's: it is what the frontend is developed against, and it
// finds its own resource directory.

import CLibClang
import Glibc
import Synchronization

enum LibClang {
    /// What the first attempt came to; dlopen'ed functions are process-wide, so a second library is not loaded.
    private static let loaded = Mutex<Result<String, LoadFailure>?>(nil)

    struct LoadFailure: Error { var tried: [String] }

    /// Loads `explicit`, or the first library found, and returns its path.
    static func load(_ explicit: String?) throws(CFrontendError) -> String {
        let result = loaded.withLock { state -> Result<String, LoadFailure> in
            if let state { return state }
            let result = attempt(explicit.map { [$0] } ?? candidates())
            state = result
            return result
        }
        switch result {
        case .success(let path): return path
        case .failure(let failure): throw .noLibClang(tried: failure.tried)
        }
    }

    private static func attempt(_ paths: [String]) -> Result<String, LoadFailure> {
        // It would parse on a thread of its own, whose stack is shallower than the one that asks.
        setenv("LIBCLANG_NOTHREADS", "1", 0)
        for path in paths where cede_libclang_load(path) == nil { return .success(path) }
        return .failure(LoadFailure(tried: paths))
    }

    private static func candidates() -> [String] {
        if let path = getenv("LIBCLANG_PATH") { return [String(cString: path)] }
        var paths = (14...21).reversed().map { "/usr/lib/llvm-\($0)/lib/libclang.so.1" }
        paths += ["libclang.so.1", "libclang-14.so.1", "libclang.so"]
        // The Swift toolchain's own stands beside the `swift` that is on the path.
        for directory in (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":") {
            let library = "\(directory)/../lib/libclang.so"
            if access("\(directory)/swift", X_OK) == 0, access(library, R_OK) == 0 { paths.append(library) }
        }
        return paths
    }
}

/// Takes over a string libclang hands out.
func take(_ string: CXString) -> String {
    defer { clang_disposeString(string) }
    return clang_getCString(string).map { String(cString: $0) } ?? ""
}

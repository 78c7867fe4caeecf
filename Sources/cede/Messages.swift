// How failures are told: one line, in the compiler's style, with place, reason and remedy.

import CFrontend
import Glibc
import Workspace

extension CFrontendError {
    /// Where and why, for a message in the compiler's style.
    func summary(of path: String) -> (place: String, reason: String) {
        switch self {
        case .noLibClang: return (path, description)
        case .notParsed(let diagnostics):
            guard let worst = diagnostics.first(where: { $0.severity == .fatal }) ?? diagnostics.first else {
                return (path, "the source could not be parsed")
            }
            return (worst.place.description, worst.message)
        }
    }

    /// What to do about it.
    var remedy: String {
        switch self {
        case .noLibClang: "then try again"
        case .notParsed: "give the flags it is compiled with after --"
        }
    }
}

/// Something that ends a command, told to the user already in full.
struct Trouble: Error {
    static let input: Int32 = 2
    static let internalFault: Int32 = 70

    var message: String
    var code: Int32
}

/// One line on standard error.
func say(_ line: String) {
    _ = Files.writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
}

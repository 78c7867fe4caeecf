// How failures are told: one line, in the compiler's style, with place, reason and remedy.

import CFrontend
import Glibc
import Workspace

/// Something that ends a command, told to the user already in full.
struct Trouble: Error {
    static let input: Int32 = 2
    static let internalFault: Int32 = 70

    var message: String
    var code: Int32
}

/// All of it on standard output, or an error.
func show(_ bytes: [UInt8]) throws(FileError) {
    let code = Files.writeAll(bytes, to: STDOUT_FILENO)
    if code != 0 { throw FileError("standard output", "write it", code) }
}

func show(_ text: String) throws(FileError) { try show(Array(text.utf8)) }

/// One line on standard error.
func say(_ line: String) {
    _ = Files.writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
}

// How far a long command is: on a terminal only, once it takes longer than a moment.

import Glibc
import Workspace

final class Progress: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let start = time(nil)

    func show(_ done: Int, of all: Int, _ path: String) {
        if isShown, time(nil) > start { write("\r\u{1b}[K[\(done)/\(all)] \(path)") }
    }

    func end() {
        if isShown, time(nil) > start { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) { _ = Files.writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

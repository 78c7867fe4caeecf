// Runs a program to its end and keeps what it printed. Output goes through files, so no pipe can fill up.

import Foundation
import Glibc

public struct Outcome: Sendable {
    /// The exit code, or 128 + the signal that ended it.
    public var code: Int32
    public var output: [UInt8]
    public var errors: String

    public var text: String { String(decoding: output, as: UTF8.self) }
}

public struct CommandFailed: Error, CustomStringConvertible {
    public let description: String
}

/// Runs `command` (looked up in PATH) in `directory`. It may take so many seconds, which
/// end what hangs and no more: on a busy machine a compiler may need a minute for what takes it two seconds.
@discardableResult
public func run(
    _ command: [String], in directory: Scratch, environment: [String: String] = [:], seconds: Int = 120
) throws -> Outcome {
    let id = directory.nextName()
    let (output, errors) = (directory.path("\(id).out"), directory.path("\(id).err"))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Threads of this process may block signals, and `timeout` needs its alarm.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var argv = (["env", "-C", directory.root, "timeout", "\(seconds)"] + command).map { strdup($0) } + [nil]
    var envp = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, "env", &actions, &attributes, &argv, &envp)
    guard failure == 0 else {
        throw CommandFailed(
            description: "\(command.joined(separator: " ")): \(String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return Outcome(
        code: signal != 0 ? 128 + signal : (status >> 8) & 0xff, output: try directory.read("\(id).out"),
        errors: String(decoding: try directory.read("\(id).err"), as: UTF8.self))
}

/// A folder of its own that goes away with this value.
public final class Scratch: @unchecked Sendable {
    public let root: String
    private let lock = NSLock()
    private var count = 0

    public init() throws {
        root =
            FileManager.default.temporaryDirectory.appendingPathComponent("cede-test-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    public func path(_ name: String) -> String { "\(root)/\(name)" }

    public func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    public func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    func nextName() -> String {
        lock.withLock {
            count += 1
            return "run\(count)"
        }
    }
}

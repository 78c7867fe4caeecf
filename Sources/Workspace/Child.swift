// Child processes: posix_spawn and wait, or exec in our place.
//
// swift-subprocess 1.0.2 was tried and rejected for this: a program that only runs /bin/true through it takes
// 10.3 ms against 4.8 ms for posix_spawn (4.6 against 2.9 ms linked statically), because it brings in the
// concurrency runtime, and the whole launcher may cost 5 ms. Nor can it replace the process by the child.

import Glibc
import Synchronization

/// Glibc's module hides what came after POSIX of 2017.
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func spawnIn(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ folder: UnsafePointer<CChar>
) -> Int32

public enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    public var isSuccess: Bool { self == .exited(0) }
}

public struct SpawnError: Error, CustomStringConvertible {
    public var command: String
    public var code: Int32

    public var description: String {
        let reason = String(cString: strerror(code))
        return code == ENOENT
            ? "cannot run '\(command)': no such program (check the name, or your PATH)"
            : "cannot run '\(command)': \(reason)"
    }
}

public enum Child {
    /// The children that run now, for `Interrupts`. Held while a child is started: an interrupt that comes
    /// then would not know whom to end.
    static let running = Mutex<[pid_t]>([])

    /// Where the child's output goes.
    public enum Output: Sendable { case inherited, file(String) }

    /// `input` names the file that is its standard input, `folder` where it runs, if not this process's.
    public static func run(
        _ command: [String], input: String? = nil, output: Output = .inherited, errors: Output = .inherited,
        folder: String? = nil
    ) throws(SpawnError) -> Ending {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let folder { _ = spawnIn(&actions, folder) }
        if let input { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0) }
        for case (let descriptor, .file(let path)) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        // Interrupts blocks signals in this process; the child must not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = Interrupts.childMask()
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var process: pid_t = 0
        let code = running.withLock { running in
            if Interrupts.arrived.load(ordering: .sequentiallyConsistent) { return EINTR }
            let code = withArguments(command) {
                posix_spawnp(&process, $0[0]!, &actions, &attributes, $0, environ)
            }
            if code == 0 { running.append(process) }
            return code
        }
        if code != 0 {
            holdIfInterrupted()
            throw SpawnError(command: command[0], code: code)
        }
        return wait(for: process)
    }

    /// How the running child ended.
    static func wait(for process: pid_t) -> Ending {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        running.withLock { $0.removeAll { $0 == process } }
        holdIfInterrupted()
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }

    /// An interrupt has come: its thread ends the process, and no further step must start meanwhile.
    static func holdIfInterrupted() {
        if Interrupts.arrived.load(ordering: .sequentiallyConsistent) {
            while true { pause() }
        }
    }

    /// Runs the command in the place of this process; returns only if that fails.
    public static func replace(by command: [String]) -> SpawnError {
        withArguments(command) { _ = execvp($0[0]!, $0) }
        return SpawnError(command: command[0], code: errno)
    }

    /// Runs a command for its standard output; nothing if it fails.
    public static func text(of command: [String], scratch: Scratch) -> String? {
        let path = scratch.file("answer")
        guard (try? run(command, output: .file(path), errors: .file("/dev/null"))) == .exited(0),
            let bytes = try? Files.read(path)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The command line of the process that started this one.
    public static var callerWords: [String] {
        let bytes = (try? Files.read("/proc/\(getppid())/cmdline")) ?? []
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func withArguments<R>(
        _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
    }
}

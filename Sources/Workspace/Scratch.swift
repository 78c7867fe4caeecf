// The private folder for temporaries, and what happens to it when a signal ends the process.
//
// Rejected: removing it in a signal handler (hardly anything is allowed there, and Swift code is not) and
// polling for signals between steps (an interrupt would wait for a long analysis). A thread that waits for
// signals runs ordinary code, at any time.

import Glibc
import Synchronization

public final class Scratch: Sendable {
    public let folder: String

    public init() throws(FileError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        var template = Array(((parent.isEmpty ? "/tmp" : parent) + "/cede-" + String(repeating: "X", count: 6)).utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!).map { String(cString: $0) }
        }
        guard let made else {
            throw FileError(parent.isEmpty ? "/tmp" : parent, "make a temporary folder in it")
        }
        folder = made
        Interrupts.watch(over: made)
    }

    /// A path in the folder.
    public func file(_ name: String) -> String { folder + "/" + name }

    /// A folder in the folder.
    public func subfolder(_ name: String) throws(FileError) -> String {
        let path = folder + "/" + name
        guard mkdir(path, 0o700) == 0 else { throw FileError(path, "make this folder") }
        return path
    }

    public func remove() {
        Self.remove(folder)
    }

    static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { remove(path + "/" + name) }
        }
        closedir(stream)
        rmdir(path)
    }
}

public enum Interrupts {
    private static let folders = Mutex<[String]>([])
    static let arrived = Atomic<Bool>(false)
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// From here on, a signal that ends this process first ends the running child and removes the folder.
    static func watch(over folder: String) {
        let isFirst = folders.withLock {
            $0.append(folder)
            return $0.count == 1
        }
        guard isFirst else { return }
        var waited = signalSet()
        pthread_sigmask(SIG_BLOCK, &waited, nil)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                // Not the thread's mask: who started this process may have blocked more (Foundation blocks
                // SIGCHLD).
                var waited = Interrupts.signalSet()
                var signal: Int32 = 0
                sigwait(&waited, &signal)
                Interrupts.arrived.store(true, ordering: .sequentiallyConsistent)
                let children = Child.running.withLock { $0 }
                for child in children { kill(child, signal) }
                // Their own cleaning up may need a moment; those that started them reap them.
                for _ in 0..<200 where Child.running.withLock({ !$0.isEmpty }) {
                    usleep(10_000)
                }
                Interrupts.end(by: signal)
            }, nil)
    }

    /// Ends this process the way `signal` would have, temporaries removed.
    public static func end(by signal: Int32) -> Never {
        for folder in folders.withLock({ $0 }) { Scratch.remove(folder) }
        Glibc.signal(signal, SIG_DFL)
        var only = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, signal)
        pthread_sigmask(SIG_UNBLOCK, &only, nil)
        kill(getpid(), signal)
        // Not reached for a signal that ends a process; for one that does not, the shell's way to say it.
        exit(128 + signal)
    }

    /// One that is ignored (nohup) stays ignored.
    private static func signalSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals where !isIgnored(signal) { sigaddset(&set, signal) }
        return set
    }

    /// The mask that a child starts with: this process's, without what is blocked here.
    static func childMask() -> sigset_t {
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        for signal in signals { sigdelset(&mask, signal) }
        return mask
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        sigaction(signal, nil, &action)
        return action.__sigaction_handler.sa_handler.map { unsafeBitCast($0, to: Int.self) } == 1
    }
}

// Work done in a process of its own: whatever happens to it there (a crash in libclang, too little stack or
// memory), this process lives, knows, and goes on.
//
// A fork, not a start of this program anew, which would cost its start-up once more for each source. Rejected: a
// handler that lets a crashed process go on as the compiler; it may hardly do anything, and what the crash left
// half done stays.

import Glibc

/// Glibc's module hides fork, as most Swift programs have threads. Here the only other one sleeps in sigwait
/// (see `Interrupts`), and the child needs neither it nor any lock that it may hold.
@_silgen_name("fork") private func forkProcess() -> pid_t

public enum Isolated {
    /// Runs `work` in a child and returns what it returned there.
    public static func run(_ work: () -> [UInt8]) throws(SpawnError) -> (ending: Ending, answer: [UInt8]) {
        fflush(nil)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SpawnError(command: "cede", code: errno) }
        var code: Int32 = 0
        let process = Child.running.withLock { running -> pid_t in
            if Interrupts.arrived.load(ordering: .sequentiallyConsistent) { return -1 }
            let process = forkProcess()
            code = errno
            if process > 0 { running.append(process) }
            return process
        }
        if process == 0 {
            close(ends[0])
            var mask = Interrupts.childMask()
            pthread_sigmask(SIG_SETMASK, &mask, nil)
            // A crash is told by the parent, in one line: no core, and no page of backtrace from Swift's runtime.
            for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP] { signal(fault, SIG_DFL) }
            var none = rlimit()
            setrlimit(.init(RLIMIT_CORE.rawValue), &none)
            _exit(Files.writeAll(work(), to: ends[1]) == 0 ? 0 : 1)
        }
        close(ends[1])
        defer { close(ends[0]) }
        if process < 0 {
            Child.holdIfInterrupted()
            throw SpawnError(command: "cede", code: code)
        }
        let answer = Files.readAll(ends[0])
        return (Child.wait(for: process), answer)
    }
}

// `blocking-call`: calls that put the thread to sleep, and with it every task of the worker.

import Planning

public struct BlockingCall: Rule {
    public let name = "blocking-call"
    public let summary = "a call that blocks the thread, and with it all tasks of the worker"
    public let severity = Finding.Severity.warning
    public let explanation = """
        A task that calls this blocks its worker's thread: no check helps, for nothing runs that could meet one. A \
        warning is a call that waits by its nature (for time, another process, the network, names); one that may wait, \
        depending on what it is given (`read` of a file or of a pipe), is a note.

        Use the runtime's own call (`cede_sleep`, `cede_io.h`), hand it to `cede_offload`, or link with \
        `cede cc --blocking=task`, which makes many of them wait as tasks. `.cede.yml` adds functions under \
        `blocking-calls`.
        """
    public let examples = [
        Example("#include <unistd.h>\nvoid f(void) { ↓sleep(1); }"),
        Example(
            "#include <netdb.h>\nint f(struct addrinfo **r) { return ↓getaddrinfo(\"localhost\", 0, 0, r); }"),
        Example(
            "#include <poll.h>\nint f(struct pollfd *p) { return ↓poll(p, 1, -1); }\nint g(struct pollfd *p) { return poll(p, 1, 0); }"
        ),
        Example(
            """
            #include <sys/file.h>
            #include <sys/wait.h>
            int f(int d) { return ↓flock(d, LOCK_EX) + flock(d, LOCK_EX | LOCK_NB) + flock(d, LOCK_UN); }
            int g(int p, int how) { return ↓waitpid(p, 0, 0) + ↓waitpid(p, 0, how) + waitpid(p, 0, WNOHANG); }
            """),
        Example("#include <unistd.h>\nlong f(int d, char *b) { return ↓read(d, b, 10); }"),
        Example("extern void wait_for_device(void);\nvoid f(void) { ↓wait_for_device(); }",
            options: LintOptions(blockingCalls: ["wait_for_device"])),
        Example("import Foundation\nfunc f() async { ↓Thread.sleep(forTimeInterval: 1) }", .swift),
        Example(
            """
            import Foundation
            let lock = NSLock()
            func f() async { ↓lock.lock(); await g(); lock.unlock() }
            func g() async { lock.lock(); lock.unlock() }
            """, .swift),
        Example("func wait() {}\nfunc f() async { wait(); try? await Task.sleep(nanoseconds: 1) }", .swift),
        Example("extern void sleep_less(int);\nvoid f(void) { sleep_less(1); }"),
        Example("static void sleep(int n) { (void)n; }\nvoid f(void) { sleep(1); }"),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        if let concurrency = unit.concurrency { return concurrency.blocking.map { finding($0, unit) } }
        let own = Set(unit.skeleton.functions.map(\.id))
        return unit.skeleton.functions.flatMap { function in
            var found: [Finding] = []
            function.body.forEachCall { call in
                guard case .direct(let id, _) = call.callee, !own.contains(id),
                    let severity = BlockingCalls.severity(of: call, unit)
                else { return }
                found.append(
                    Finding(
                        rule: name, severity: severity, place: call.place, function: function.name,
                        message: severity == .note
                            ? "'\(call.calleeName)' may block the thread, and with it all tasks of the worker"
                            : "'\(call.calleeName)' blocks the thread, and with it all tasks of the worker",
                        word: call.calleeName))
            }
            return found
        }
    }
}

extension BlockingCall {
    private func finding(_ use: Concurrency.BlockingUse, _ unit: LintUnit) -> Finding {
        Finding(
            rule: name, severity: use.isOnTask ? severity : .note, place: use.place,
            function: unit.skeleton.functions.first { $0.text == use.text }?.name,
            message: "'\(use.spelling)' blocks the thread, and with it all tasks that share it"
                + (use.remark.map { ": \($0)" } ?? ""))
    }
}

/// What is known to block, by what POSIX says.
enum BlockingCalls {
    static func severity(of call: Call, _ unit: LintUnit) -> Finding.Severity? {
        guard case .direct(_, let isSystem) = call.callee else { return nil }
        let name = call.calleeName
        if unit.options.blockingCalls.contains(name) { return .warning }
        guard isSystem, let severity = severity(of: name, unit) else { return nil }
        // With a time limit of nothing they only ask.
        if let limit = limits[name], call.constants.indices.contains(limit), call.constants[limit] == 0 {
            return nil
        }
        // Nor when they are told not to wait.
        if let flag = flags[name], call.constants.indices.contains(flag.position), let given = call.constants[flag.position],
            given & flag.bits != 0
        {
            return nil
        }
        return severity
    }

    static func severity(of name: String, _ unit: LintUnit) -> Finding.Severity? {
        if waiting.contains(name) || unit.options.blockingCalls.contains(name) { return .warning }
        return perhaps.contains(name) ? .note : nil
    }

    /// The position of the time limit.
    private static let limits = ["poll": 2, "epoll_wait": 3, "sleep": 0, "usleep": 0]

    /// The argument that may say so, and its bits: LOCK_NB (and LOCK_UN), WNOHANG, MSG_DONTWAIT, IPC_NOWAIT.
    private static let flags: [String: (position: Int, bits: UInt64)] = [
        "flock": (1, 4 | 8), "waitpid": (2, 1), "wait3": (1, 1), "wait4": (2, 1), "waitid": (3, 1),
        "recv": (3, 0x40), "recvfrom": (3, 0x40), "recvmsg": (2, 0x40), "send": (3, 0x40), "sendto": (3, 0x40), "sendmsg": (2, 0x40),
        "msgrcv": (4, 0o4000), "msgsnd": (3, 0o4000),
    ]

    private static let waiting = words(
        """
        sleep usleep nanosleep clock_nanosleep thrd_sleep pause sigsuspend sigwait sigwaitinfo sigtimedwait
        wait waitpid waitid wait3 wait4 system pclose
        poll ppoll select pselect epoll_wait epoll_pwait accept accept4
        getaddrinfo getnameinfo gethostbyname gethostbyname2 gethostbyaddr gethostbyname_r res_query res_search
        flock lockf msgrcv semop semtimedop mq_receive mq_timedreceive
        pthread_join thrd_join pthread_barrier_wait
        """)

    /// Files are mostly quick; what the runtime takes over waits as a task.
    private static let perhaps = words(
        """
        read readv pread preadv recv recvfrom recvmsg write writev send sendto sendmsg connect
        fgets fgetc getc getchar getline getdelim fread scanf fscanf gets
        fsync fdatasync sync syncfs tcdrain open openat creat popen msgsnd mq_send fcntl ioctl
        sem_wait sem_timedwait pthread_mutex_lock pthread_rwlock_rdlock pthread_rwlock_wrlock
        pthread_cond_wait pthread_cond_timedwait mtx_lock cnd_wait
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

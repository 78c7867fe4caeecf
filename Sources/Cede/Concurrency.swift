// Swift Concurrency beside tasks: running its jobs on the workers, and waiting across the border.

import CedeRuntime

extension Cede {
    /// From now on the process's `Task`s run on Cede's workers, which this starts in the background: one that computes
    /// and has checks no longer keeps others from running.
    ///
    /// It concerns the default executor. The main actor, and executors of the program's own, stay where they are;
    /// priorities are not heeded. Call it once, early in `main`.
    ///
    /// - Throws: ``Failure``: `ENOTSUP` when what Swift keeps for a thread was not found (a line on stderr says so);
    ///   `EBUSY` when the runtime runs already (see ``adoptTasks()``), and what ``run(_:_:)`` throws.
    public static func adoptTasksForever(_ options: Options = Options()) throws(Failure) {
        var options = options.forRuntime
        try Failure.check(cede_swift_jobs_start(&options))
    }

    /// As ``adoptTasksForever(_:)``, within ``run(_:_:)`` and until that returns.
    ///
    /// - Throws: ``Failure``: `ENOTSUP` as there; `EPERM` when the runtime is not running.
    public static func adoptTasks() throws(Failure) {
        try Failure.check(cede_swift_jobs())
    }

    /// Waits, on a task or a thread, until asynchronous code has returned. A task lets others run meanwhile; if it is
    /// cancelled, so is the Swift task that runs `body`.
    ///
    /// - Precondition: not called by asynchronous code, which has `await` for that.
    public static func wait<Success: Sendable, E: Error>(
        for body: sending @escaping () async throws(E) -> Success
    ) throws(E) -> Success {
        let outcome = Mutex<Result<Success, E>?>(nil)
        let finished = WaitGroup()
        finished.add()
        let task = Task.detached {
            let result: Result<Success, E>
            do throws(E) { result = .success(try await body()) } catch { result = .failure(error) }
            outcome.withLock { $0 = result }
            finished.done()
        }
        do { try finished.wait(until: nil) } catch {
            task.cancel()
            finished.wait()
        }
        return try outcome.withLock { $0! }.get()
    }
}

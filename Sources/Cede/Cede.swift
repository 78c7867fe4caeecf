// The entry: starting the runtime, and what it can be told.
//
// Everything is a member of `Cede`, types too: a module and a type of one name make `Cede.Channel` readable, and names as
// common as Channel, Group and Mutex do not meet those of other modules.

import CedeRuntime
import Glibc

/// Tasks that share the CPU: blocking code on few threads, preempted at the checks that `cede` inserts.
///
/// ```swift
/// try Cede.run {
///     let sum = Cede.spawn { (1...1_000_000).reduce(0, +) }
///     print(sum.join())
/// }
/// ```
public enum Cede {
    /// What the runtime is started with. An environment variable that is set overrides its property.
    public struct Options: Sendable {
        /// OS threads that run tasks, 1...256 (`CEDE_WORKERS`). `nil`: the CPUs that this process may use.
        public var workers: Int?
        /// How long a task runs while others wait, before its next check yields; 10 µs...10 s (`CEDE_SLICE`).
        public var slice: Duration
        /// Bytes of a task's stack, at most 8 MiB (`CEDE_STACK`). Only what a task touches becomes memory.
        public var stackSize: Int
        /// Bytes of the stack of the task that ``Cede/run(_:_:)`` starts with, at most 8 MiB.
        public var mainStackSize: Int
        /// Every check yields, for tests (`CEDE_YIELD=always`).
        public var yieldsAlways: Bool

        public init(
            workers: Int? = nil, slice: Duration = .milliseconds(1), stackSize: Int = 256 << 10,
            mainStackSize: Int = 8 << 20, yieldsAlways: Bool = false
        ) {
            self.workers = workers
            self.slice = slice
            self.stackSize = stackSize
            self.mainStackSize = mainStackSize
            self.yieldsAlways = yieldsAlways
        }

        var forRuntime: cede_options {
            // Out of range is the runtime's to say, with the option's name; 0 would mean its default.
            cede_options(
                workers: workers.map { $0 == 0 ? .max : UInt32(clamping: $0) } ?? 0,
                slice: max(slice.nanoseconds, 1), stack_size: max(stackSize, 1), main_stack: max(mainStackSize, 1),
                yield_always: yieldsAlways ? 1 : 0)
        }
    }

    /// Starts the workers, runs `body` as the first task and returns what it returns.
    ///
    /// The calling thread is one of the workers, and `body` runs there. Tasks that are alive when it returns are abandoned
    /// where they stand: join what matters. Called by a task, it runs `body` as one more task.
    ///
    /// - Throws: what `body` throws; ``Failure`` when the runtime cannot start: `EBUSY` when it runs already on another
    ///   thread, `EINVAL` for an option or a variable out of range (a line on stderr names it), `EAGAIN` or `ENOMEM`.
    public static func run<Result>(_ options: Options = Options(), _ body: () throws -> Result) throws -> Result {
        var result: Swift.Result<Result, any Error>?
        try withoutActuallyEscaping({ result = Swift.Result { try body() } }) { body in
            let call = Unmanaged.passRetained(Body(body))
            var options = options.forRuntime
            let error = cede_run(&options, runBody, call.toOpaque(), nil)
            if error != 0 { call.release() }
            try Failure.check(error)
        }
        // The first task can also end by pthread_exit, and then there is nothing to return.
        guard let result else { throw Failure(code: ECANCELED) }
        return try result.get()
    }

    /// The number of OS threads that run tasks; 0 when the runtime is not running.
    public static var workerCount: Int {
        var statistics = cede_statistics()
        cede_get_statistics(&statistics)
        return Int(statistics.workers)
    }

    /// The worker that the calling task runs on, counted from 0; it is the same for as long as the task lives. `nil` on a plain
    /// thread.
    public static var worker: Int? {
        let worker = cede_worker()
        return worker < 0 ? nil : Int(worker)
    }
}

/// A closure on its way through the runtime.
final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}

/// Where a task enters Swift.
let runBody: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
    // Its captures are to be released before the task counts as finished.
    func call() { Unmanaged<Body>.fromOpaque(body!).takeRetainedValue().run() }
    call()
    return nil
}

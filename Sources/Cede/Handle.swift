// Spawning a task and getting at its result.
//
// A handle may be joined by many, at any time, or dropped: so the runtime's task is detached, and the result lives
// in the handle. The task itself enters its address, under the lock, and takes it out before it ends; until then it
// can be cancelled.

import CedeRuntime
import Glibc

extension Cede {
    /// A task and what it will return. Dropping it neither ends the task nor cancels it.
    public final class Handle<Success: Sendable, Failure: Error>: @unchecked Sendable {
        private let state: Mutex<State>
        private let finished = WaitGroup()

        private struct State {
            var task: OpaquePointer?
            var isCancelled = false
            var result: Result<Success, Failure>?
            var continuations: [CheckedContinuation<Void, Never>] = []
        }

        init() {
            state = Mutex(State())
            finished.add()
        }

        /// Waits until the task has returned, and returns or throws what it did. The caller's own cancellation does not end
        /// the wait, as it does not end a wait for a Swift `Task`.
        public func join() throws(Failure) -> Success {
            finished.wait()
            return try result!.get()
        }

        /// As ``join()``, but gives up.
        ///
        /// - Returns: `nil` when the task has not returned by `deadline`, or the caller was cancelled.
        public func join(until deadline: Instant) throws(Failure) -> Success? {
            guard (try? finished.wait(until: deadline)) != nil else { return nil }
            return try result!.get()
        }

        /// What the task returned, for Swift Concurrency: suspends the Swift task and blocks no thread.
        public var value: Success {
            get async throws(Failure) {
                await withCheckedContinuation { continuation in
                    let isFinished = state.withLock { state in
                        if state.result == nil { state.continuations.append(continuation) }
                        return state.result != nil
                    }
                    if isFinished { continuation.resume() }
                }
                return try result!.get()
            }
        }

        /// Asks the task to end: see ``Cede/isCancelled``.
        public func cancel() {
            state.withLock { state in
                state.isCancelled = true
                if let task = state.task { cede_cancel(task) }
            }
        }

        private var result: Result<Success, Failure>? { state.withLock { $0.result } }

        /// What the task threw; `nil` also before it has returned.
        var error: Failure? {
            if case .failure(let error) = result { error } else { nil }
        }

        /// The task's whole life.
        func run(_ body: () throws(Failure) -> Success) {
            state.withLock { state in
                state.task = cede_self()
                if state.isCancelled { cede_cancel(state.task) }
            }
            let result: Result<Success, Failure>
            do throws(Failure) { result = .success(try body()) } catch { result = .failure(error) }
            let continuations = state.withLock { state in
                defer { state.continuations = [] }
                state.task = nil
                state.result = result
                return state.continuations
            }
            finished.done()
            for continuation in continuations { continuation.resume() }
        }
    }

    /// Runs `body` as a task, from now on beside the caller.
    ///
    /// - Parameters:
    ///   - name: shown in reports.
    ///   - stackSize: bytes, at most 8 MiB; `nil`: ``Options/stackSize``.
    ///   - worker: the one worker that may run it, counted from 0; `nil`: whichever is free first. A task never moves after
    ///     its first run.
    /// - Precondition: the runtime is running and has that worker, and there is memory for a task.
    @discardableResult
    public static func spawn<Success: Sendable, Failure: Error>(
        name: StaticString? = nil, stackSize: Int? = nil, worker: Int? = nil, file: StaticString = #fileID, line: Int32 = #line,
        _ body: sending @escaping () throws(Failure) -> Success
    ) -> Handle<Success, Failure> {
        let handle = Handle<Success, Failure>()
        start(cede_attributes(name: name, stackSize: stackSize, worker: worker, file: file, line: line)) { handle.run(body) }
        return handle
    }

    /// Makes the runtime's task, which nobody joins.
    static func start(_ attributes: cede_attributes, _ body: @escaping () -> Void) {
        var attributes = attributes
        let call = Unmanaged.passRetained(Body(body))
        guard let task = cede_spawn_with(&attributes, runBody, call.toOpaque()) else {
            let reason = errno == EPERM ? "Cede.run is not running" : Failure(code: errno).description
            fatalError("\(String(cString: attributes.file)):\(attributes.line): no task can be spawned: \(reason)")
        }
        cede_detach(task)
    }
}

extension cede_attributes {
    init(name: StaticString?, stackSize: Int?, worker: Int?, file: StaticString, line: Int32) {
        self.init(
            name: name.map { UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) },
            stack_size: stackSize.map { max($0, 1) } ?? 0,
            file: UnsafeRawPointer(file.utf8Start).assumingMemoryBound(to: CChar.self), line: line,
            worker: worker.map { $0 < 0 ? .max : UInt32(clamping: $0 + 1) } ?? 0)
    }
}

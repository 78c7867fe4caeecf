// Tasks that end together.
//
// The runtime's own group (cede_group.h) spawns nothing once it is cancelled. Here each task has a handle, which must get
// a result, so the group is a count and the handles of those alive.

import CedeRuntime

extension Cede {
    /// The tasks of one ``Cede/withGroup(until:_:)``. They, too, may spawn in it.
    public final class Group: Sendable {
        private struct State {
            var isCancelled = false
            var firstError: (any Error)?
            var nextNumber = 0
            var cancels: [Int: @Sendable () -> Void] = [:]
        }

        private let state = Mutex(State())
        private let alive = WaitGroup()

        fileprivate init() {}

        /// Runs `body` as a task of the group. The first error cancels the rest and is thrown by `withGroup`.
        ///
        /// In a group that was cancelled the task runs nevertheless, cancelled from the start, so that every handle
        /// gets a result.
        ///
        /// - Parameters:
        ///   - name: shown in reports.
        ///   - stackSize: bytes, at most 8 MiB; `nil`: ``Options/stackSize``.
        ///   - worker: the one worker that may run it, counted from 0; `nil`: whichever is free first.
        /// - Precondition: the runtime has that worker, and there is memory for a task.
        @discardableResult
        public func spawn<Success: Sendable, Failure: Error>(
            name: StaticString? = nil, stackSize: Int? = nil, worker: Int? = nil, file: StaticString = #fileID, line: Int32 = #line,
            _ body: sending @escaping () throws(Failure) -> Success
        ) -> Handle<Success, Failure> {
            let handle = Handle<Success, Failure>()
            let number = enter { handle.cancel() }
            Cede.start(cede_attributes(name: name, stackSize: stackSize, worker: worker, file: file, line: line)) {
                handle.run(body)
                self.leave(number, handle.error)
            }
            return handle
        }

        /// Asks every task of the group to end, and those that are spawned later.
        public func cancel() {
            let cancels = state.withLock { state in
                state.isCancelled = true
                return Array(state.cancels.values)
            }
            for cancel in cancels { cancel() }
        }

        /// Whether ``cancel()`` was called, or a task's error has cancelled the group.
        public var isCancelled: Bool { state.withLock { $0.isCancelled } }

        private func enter(_ cancel: @escaping @Sendable () -> Void) -> Int {
            alive.add()
            let (number, isCancelled) = state.withLock { state in
                state.nextNumber += 1
                state.cancels[state.nextNumber] = cancel
                return (state.nextNumber, state.isCancelled)
            }
            if isCancelled { cancel() }
            return number
        }

        private func leave(_ number: Int, _ error: (any Error)?) {
            let isFirst = state.withLock { state in
                state.cancels[number] = nil
                guard let error, state.firstError == nil else { return false }
                if state.isCancelled, error as? Cede.Failure == .cancelled { return false }
                state.firstError = error
                return true
            }
            if isFirst { cancel() }
            alive.done()
        }

        /// Waits for all, then throws the first error; a deadline or a cancellation of the caller cancels them first.
        fileprivate func end(until deadline: Instant?) throws {
            do throws(Cede.Failure) {
                try alive.wait(until: deadline)
            } catch {
                cancel()
                alive.wait()
                throw error
            }
            if let error = state.withLock({ $0.firstError }) { throw error }
        }
    }

    /// Runs `body` with a group, then waits for the group's tasks: none outlives the call.
    ///
    /// When `body` throws, when the deadline passes and when the caller is cancelled, the group is cancelled and still
    /// waited for, so this returns late if a task does not heed its cancellation.
    ///
    /// - Throws: what `body` throws; ``Failure/timedOut`` or ``Failure/cancelled``; else the first error of a task.
    public static func withGroup<Result>(
        until deadline: Instant? = nil, _ body: (Group) throws -> Result
    ) throws -> Result {
        let group = Group()
        let result = Swift.Result { try body(group) }
        if case .failure = result {
            group.cancel()
            try? group.end(until: nil)
        } else {
            try group.end(until: deadline)
        }
        return try result.get()
    }
}

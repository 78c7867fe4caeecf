// A lock for tasks around the value that it protects.
//
// A class: a lock must not move, and a struct's storage may. Synchronization's Mutex stays in place by a layout that
// only the standard library may ask for, and belongs to the thread that locked it.

import CedeRuntime

extension Cede {
    /// A value that one task, or thread, at a time can get at. Who holds it may yield and wait; others then wait for
    /// it without blocking their workers. Not recursive.
    public final class Mutex<Value>: @unchecked Sendable {
        private let lock = UnsafeMutablePointer<cede_mutex>.allocate(capacity: 1)
        private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

        public init(_ initial: sending Value) {
            lock.initialize(to: cede_mutex())
            value.initialize(to: initial)
        }

        deinit {
            lock.deallocate()
            value.deinitialize(count: 1)
            value.deallocate()
        }

        /// Runs `body` with the value. Waiting for the lock does not end by cancellation.
        public func withLock<Result, E: Error>(
            _ body: (inout sending Value) throws(E) -> sending Result
        ) throws(E) -> sending Result {
            Cede.withCancellationShield { _ = cede_mutex_lock(lock, .max) }
            defer { cede_mutex_unlock(lock) }
            return try body(&value.pointee)
        }

        /// As ``withLock(_:)`` if nobody holds the lock, else `nil` at once.
        public func withLockIfAvailable<Result, E: Error>(
            _ body: (inout sending Value) throws(E) -> sending Result
        ) throws(E) -> sending Result? {
            guard cede_mutex_try_lock(lock) == 0 else { return nil }
            defer { cede_mutex_unlock(lock) }
            return try body(&value.pointee)
        }
    }
}

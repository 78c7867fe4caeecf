// What a task sees of its cancellation.

import CedeRuntime

extension Cede {
    /// Whether the calling task was asked to end. Nothing stops it: calls that wait throw ``Failure/cancelled``, and one
    /// that computes looks here now and then. `false` on a thread that is no worker, and within
    /// ``withCancellationShield(_:)``.
    public static var isCancelled: Bool { cede_cancelled() != 0 }

    /// - Throws: ``Failure/cancelled`` if the calling task was asked to end.
    public static func checkCancellation() throws(Failure) {
        if isCancelled { throw .cancelled }
    }

    /// Runs `body` as if nobody had cancelled the task, for cleaning up that has to wait.
    public static func withCancellationShield<Result, E: Error>(
        _ body: () throws(E) -> Result
    ) throws(E) -> Result {
        cede_shield_begin()
        defer { cede_shield_end() }
        return try body()
    }
}

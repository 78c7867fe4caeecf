// Letting others run: the check, and regions in which it does not.

public import CedeRuntime

extension Cede {
    /// The check that `cede` inserts, for code that is not built through it: one load and one branch unless this task has
    /// used its slice while others wait. It does nothing on a thread that is no worker.
    @inlinable @inline(__always)
    public static func check() { cede_check() }

    /// Lets those that are runnable on this worker run first.
    public static func yield() { cede_yield() }

    /// Runs `body` without yielding at checks: while it holds what belongs to the thread and no other task of the worker
    /// may meet, as a lock of a kind that Cede does not know. It delays everybody, so keep it short. Calls that wait
    /// still do.
    public static func withoutYielding<Result, E: Error>(_ body: () throws(E) -> Result) throws(E) -> Result {
        cede_no_yield_begin()
        defer { cede_no_yield_end() }
        return try body()
    }
}

// Deadlines, and sleeping until one.

import CedeRuntime

extension Cede {
    /// A moment until which a call may wait.
    public typealias Instant = ContinuousClock.Instant

    /// Sleeps until `deadline`; others run meanwhile. On a thread that is no worker it blocks the thread.
    ///
    /// - Throws: ``Failure/cancelled``.
    public static func sleep(until deadline: Instant) throws(Failure) {
        try Failure.check(cede_sleep_until(nanoseconds(of: deadline)))
    }

    /// Sleeps for `duration`; others run meanwhile. On a thread that is no worker it blocks the thread.
    ///
    /// - Throws: ``Failure/cancelled``.
    public static func sleep(for duration: Duration) throws(Failure) {
        try Failure.check(cede_sleep_for(max(duration.nanoseconds, 0)))
    }

    /// The runtime's deadline for a Swift one; `nil` is never.
    static func nanoseconds(of deadline: Instant?) -> Int64 {
        guard let deadline else { return .max }
        let left = (deadline - .now).nanoseconds
        let (sum, overflow) = cede_now().addingReportingOverflow(max(left, 0))
        return overflow ? .max : sum
    }
}

extension Duration {
    /// Clamped to what 64 bits hold: 292 years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, more) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || more ? (seconds < 0 ? .min : .max) : sum
    }
}

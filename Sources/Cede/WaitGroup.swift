// The runtime's wait group with an address of its own: what handles and groups wait on.

import CedeRuntime

/// A count of things outstanding.
final class WaitGroup: @unchecked Sendable {
    private let group = UnsafeMutablePointer<cede_wait_group>.allocate(capacity: 1)

    init() { group.initialize(to: cede_wait_group()) }

    deinit { group.deallocate() }

    func add() { cede_wait_group_add(group, 1) }

    func done() { cede_wait_group_done(group) }

    /// Waits until the count is 0, also in a task that is cancelled.
    func wait() {
        Cede.withCancellationShield { _ = cede_wait_group_wait(group, .max) }
    }

    func wait(until deadline: Cede.Instant?) throws(Cede.Failure) {
        try Cede.Failure.check(cede_wait_group_wait(group, Cede.nanoseconds(of: deadline)))
    }
}

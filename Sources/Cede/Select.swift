// Waiting for several channels at once.

import CedeRuntime
import Glibc

extension Cede {
    /// One thing that ``Cede/select(_:until:)`` may do, and what it makes of it.
    public struct SelectCase<Result> {
        fileprivate let prepare: (inout cede_case) -> Pending

        /// What is left to do when the wait is over.
        fileprivate struct Pending {
            let chosen: (CInt) throws -> Result
            let notChosen: () -> Void
        }

        /// Receives from `channel`; `then` gets the element, or `nil` when the channel is closed and empty.
        public static func receive<Element>(
            from channel: Channel<Element>, then: @escaping (Element?) throws -> Result
        ) -> SelectCase {
            SelectCase { one in
                let slot = UnsafeMutablePointer<Slot<Element>?>.allocate(capacity: 1)
                slot.initialize(to: nil)
                one.kind = CEDE_RECEIVE
                one.channel = channel.channel
                one.element = UnsafeMutableRawPointer(slot)
                return Pending(
                    chosen: { _ in
                        defer { slot.deallocate() }
                        return try then(slot.pointee?.take())
                    },
                    notChosen: { slot.deallocate() })
            }
        }

        /// Sends `element` to `channel`; `then` is called when that is done. A channel that is closed throws
        /// ``Failure/closed``.
        public static func send<Element>(
            _ element: Element, to channel: Channel<Element>, then: @escaping () throws -> Result
        ) -> SelectCase where Element: Sendable {
            SelectCase { one in
                let slot = UnsafeMutablePointer<Slot<Element>?>.allocate(capacity: 1)
                slot.initialize(to: Slot(element))
                one.kind = CEDE_SEND
                one.channel = channel.channel
                one.element = UnsafeMutableRawPointer(slot)
                let giveUp = {
                    slot.pointee?.destroy()
                    slot.deallocate()
                }
                return Pending(
                    chosen: { error in
                        guard error == 0 else {
                            giveUp()
                            throw Failure(code: error)
                        }
                        slot.deallocate()
                        return try then()
                    },
                    notChosen: giveUp)
            }
        }
    }

    /// Waits until one of the cases can go on, does exactly that one, and returns what it makes of it. Among several
    /// that can, each is chosen in turn.
    ///
    /// ```swift
    /// let next = try Cede.select(
    ///     .receive(from: requests) { $0.map(Event.request) ?? .end },
    ///     .receive(from: ticks) { _ in .tick })
    /// ```
    ///
    /// - Throws: ``Failure/timedOut``, ``Failure/cancelled``, and then nothing was sent or received; what the case throws.
    public static func select<Result>(_ cases: SelectCase<Result>..., until deadline: Instant? = nil) throws -> Result {
        try withUnsafeTemporaryAllocation(of: cede_case.self, capacity: cases.count) { prepared in
            prepared.initialize(repeating: cede_case())
            let pending = cases.indices.map { cases[$0].prepare(&prepared[$0]) }
            var chosen = 0
            let error = cede_select(prepared.baseAddress, cases.count, &chosen, nanoseconds(of: deadline))
            for (index, one) in pending.enumerated() where error != 0 || index != chosen { one.notChosen() }
            try Failure.check(error)
            return try pending[chosen].chosen(prepared[chosen].error)
        }
    }
}

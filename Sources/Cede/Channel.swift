// Values from task to task.
//
// The runtime's channel copies bytes, and not every Swift value may be copied so (a weak reference is known by
// its address): what goes through is a pointer to the value.

import CedeRuntime
import Glibc

extension Cede {
    /// A queue that tasks and threads send to and receive from. First come, first served on both sides.
    ///
    /// Iterating receives until the channel is closed and empty, or the task is cancelled.
    public final class Channel<Element>: @unchecked Sendable {
        let channel: OpaquePointer

        /// - Parameter capacity: elements that wait in the channel; 0: each send waits for its receiver.
        /// - Precondition: there is memory for `capacity` pointers.
        public init(capacity: Int = 0) {
            precondition(capacity >= 0, "a channel's capacity is not negative")
            guard let channel = cede_channel_new(MemoryLayout<UnsafeMutableRawPointer>.size, capacity) else {
                fatalError("no memory for a channel of \(capacity) elements")
            }
            self.channel = channel
        }

        deinit {
            var waiting: Slot<Element>?
            while cede_channel_try_receive(channel, &waiting) == 0 { waiting?.destroy() }
            cede_channel_free(channel)
        }

        /// Sends `element`, waiting for room.
        ///
        /// - Throws: ``Failure/closed``, ``Failure/timedOut``, ``Failure/cancelled``; then nothing was sent.
        public func send(_ element: sending Element, until deadline: Instant? = nil) throws(Failure) {
            var slot: Slot? = Slot(element)
            let error = cede_channel_send(channel, &slot, Cede.nanoseconds(of: deadline))
            if error != 0 { slot?.destroy() }
            try Failure.check(error)
        }

        /// Receives the next element, waiting for one.
        ///
        /// - Returns: `nil` when the channel is closed and everything that was sent has been received.
        /// - Throws: ``Failure/timedOut``, ``Failure/cancelled``.
        public func receive(until deadline: Instant? = nil) throws(Failure) -> sending Element? {
            var slot: Slot<Element>?
            let error = cede_channel_receive(channel, &slot, Cede.nanoseconds(of: deadline))
            if error == EPIPE { return nil }
            try Failure.check(error)
            return slot?.take()
        }

        /// Ends it: who waits to send gets ``Failure/closed``. What is in it can still be received.
        public func close() { cede_channel_close(channel) }

        /// Elements that wait in it now.
        public var count: Int { cede_channel_length(channel) }
    }
}

extension Cede.Channel: Sequence, IteratorProtocol {
    public func next() -> Element? { try? receive() }
}

/// An element on its way; a bare pointer, so that an optional one is what C copies.
struct Slot<Element> {
    private let pointer: UnsafeMutablePointer<Element>

    init(_ element: sending Element) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: element)
    }

    func take() -> sending Element {
        defer { pointer.deallocate() }
        nonisolated(unsafe) let element = pointer.move()
        return element
    }

    func destroy() {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }
}

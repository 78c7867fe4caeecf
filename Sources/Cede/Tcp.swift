// TCP: listeners and connections, blocking the task and not its worker.

import CedeRuntime
import Glibc

extension Cede {
    /// Waits for TCP connections. Dropping the last reference closes it.
    public final class TcpListener: @unchecked Sendable {
        private let descriptor: Descriptor

        /// - Parameters:
        ///   - address: numeric, IPv4 or IPv6; `nil`: all of both.
        ///   - port: 0 lets the system choose: see ``port``.
        /// - Throws: ``Failure`` with the system's error, as `EADDRINUSE`.
        public init(address: String? = nil, port: UInt16) throws(Failure) {
            descriptor = try Descriptor { cede_tcp_listen(address, port, $0) }
        }

        /// The port that it listens on.
        public var port: UInt16 {
            var port: UInt16 = 0
            cede_local_port(descriptor.number, &port)
            return port
        }

        /// Waits for the next connection.
        ///
        /// - Throws: ``Failure/timedOut``, ``Failure/cancelled``; `EBADF` after ``close()``; `EMFILE` when the process has no
        ///   descriptor left: the peer stays in line, so free one, or sleep, before the next call.
        public func accept(until deadline: Instant? = nil) throws(Failure) -> TcpStream {
            let deadline = Cede.nanoseconds(of: deadline)
            return TcpStream(try Descriptor { cede_accept(self.descriptor.number, $0, nil, nil, deadline) })
        }

        /// Ends the waits of those who accept, with `EBADF`.
        public func close() { descriptor.close() }
    }

    /// A TCP connection. Two tasks may use it at once, one reading and one writing. Dropping the last reference closes it.
    public final class TcpStream: ByteReader, ByteWriter, @unchecked Sendable {
        private let descriptor: Descriptor

        /// Until when each of its reads and writes may wait; `nil`: for ever. Set it before others use the stream.
        public var deadline: Instant?

        fileprivate init(_ descriptor: Descriptor) { self.descriptor = descriptor }

        /// Connects: resolves the host, then tries its addresses in turn.
        ///
        /// - Throws: ``Failure/timedOut``, ``Failure/cancelled``, `EHOSTUNREACH` when the name is not known, and the system's
        ///   errors, as `ECONNREFUSED`.
        public init(host: String, port: UInt16, until deadline: Instant? = nil) throws(Failure) {
            let deadline = Cede.nanoseconds(of: deadline)
            descriptor = try Descriptor { cede_tcp_connect(host, port, $0, deadline) }
        }

        /// - Throws: ``Failure/timedOut`` at ``deadline``, ``Failure/cancelled``, and the system's errors, as `ECONNRESET`.
        public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
            let count = cede_read(descriptor.number, buffer.baseAddress, buffer.count, Cede.nanoseconds(of: deadline))
            if count < 0 { throw Failure(code: CInt(-count)) }
            return count
        }

        /// - Throws: as ``read(into:)``, and ``Failure/closed`` when the peer has closed it; part may have been sent.
        public func write(_ bytes: RawSpan) throws(Failure) {
            let deadline = Cede.nanoseconds(of: deadline)
            try Failure.check(bytes.withUnsafeBytes { bytes in
                cede_write_all(descriptor.number, bytes.baseAddress, bytes.count, nil, deadline)
            })
        }

        /// Says to the peer that nothing more comes; reading goes on.
        public func finishWriting() { cede_shutdown(descriptor.number, CInt(SHUT_WR)) }

        /// Ends the waits of those who use it, with `EBADF`.
        public func close() { descriptor.close() }
    }

    /// A descriptor that is closed once: by hand, or by its last owner.
    fileprivate final class Descriptor: Sendable {
        let number: CInt
        private let isOpen = Mutex(true)

        init(_ open: (UnsafeMutablePointer<CInt>) -> CInt) throws(Failure) {
            var number: CInt = -1
            try Failure.check(open(&number))
            self.number = number
        }

        deinit { close() }

        func close() {
            let isFirst = isOpen.withLock { isOpen in
                defer { isOpen = false }
                return isOpen
            }
            if isFirst { cede_close(number) }
        }
    }
}

// What readers and writers of bytes have in common, so that an encoder writes straight into a connection.
//
// Spans and not arrays: nothing is copied on the way to the system call.

extension Cede {
    /// Something that bytes come from.
    public protocol ByteReader {
        /// Reads at least one byte unless `buffer` is empty.
        ///
        /// - Returns: how many were read, at the start of `buffer`; 0 at the end.
        func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    }

    /// Something that bytes go to.
    public protocol ByteWriter {
        /// Writes all of `bytes`.
        func write(_ bytes: RawSpan) throws(Failure)
    }
}

extension Cede.ByteReader {
    /// Reads until the end, or `limit` bytes.
    public func readAll(limit: Int = .max) throws(Cede.Failure) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < limit, case let piece = try read(upTo: Swift.min(16 << 10, limit - all.count)), !piece.isEmpty {
            all += piece
        }
        return all
    }

    /// Reads at least one byte and at most `count`; none at the end.
    public func read(upTo count: Int) throws(Cede.Failure) -> [UInt8] {
        var failure: Cede.Failure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(Cede.Failure) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

extension Cede.ByteWriter {
    /// Writes the string's UTF-8.
    public func write(_ string: String) throws(Cede.Failure) {
        try write(string.utf8Span.span.bytes)
    }

    public func write(_ bytes: [UInt8]) throws(Cede.Failure) {
        try write(bytes.span.bytes)
    }

    /// Writes the number's bytes, the highest first, as networks do.
    public func write<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) throws(Cede.Failure) {
        let number = CollectionOfOne(number.bigEndian)
        try write(number.span.bytes)
    }
}

extension Cede {
    /// Gathers small writes, so that each is no system call.
    ///
    /// What is not flushed is lost: it cannot throw when it is dropped.
    public final class BufferedWriter<Target: ByteWriter>: ByteWriter {
        private let target: Target
        private let capacity: Int
        private var bytes: [UInt8] = []

        /// - Parameter capacity: bytes that are gathered.
        public init(_ target: Target, capacity: Int = 8 << 10) {
            self.target = target
            self.capacity = capacity
            bytes.reserveCapacity(capacity)
        }

        public func write(_ bytes: RawSpan) throws(Failure) {
            if self.bytes.count + bytes.byteCount > capacity { try flush() }
            if bytes.byteCount > capacity { return try target.write(bytes) }
            bytes.withUnsafeBytes { self.bytes.append(contentsOf: $0) }
        }

        /// Hands on what was gathered. After an error it is gone.
        public func flush() throws(Failure) {
            defer { bytes.removeAll(keepingCapacity: true) }
            if !bytes.isEmpty { try target.write(bytes.span.bytes) }
        }
    }
}

// The project headers of several units, gathered while the units are analysed one by one.

import Planning
import Rewriting

public struct SharedHeaders: Sendable {
    public struct Header: Sendable {
        public var path: String
        /// As it was read.
        public var bytes: [UInt8]
        fileprivate var shares: [HeaderShare] = []
        fileprivate var preludes: Set<Prelude> = []

        /// What all units agree on. A header of C and of C++ sources cannot declare the check for both on one line.
        public var agreed: AgreedHeader {
            preludes.count > 1
                ? .nothing(of: bytes, shares) : agree(bytes, shares, prelude: preludes.first)
        }
    }

    private var headers: [String: Header] = [:]
    private var sources: [String: HeaderShare] = [:]

    public init() {}

    public mutating func note(_ unit: Analysed, _ prelude: Prelude?) {
        sources[unit.asHeader.path] = unit.asHeader
        for (share, bytes) in unit.headers {
            headers[share.path, default: Header(path: share.path, bytes: Array(bytes))].shares.append(share)
            if let prelude { headers[share.path]?.preludes.insert(prelude) }
        }
    }

    /// In order of their paths. A source that others include is one, with what it needs by itself.
    public var all: [Header] {
        headers.values.sorted { $0.path < $1.path }.map { header in
            var header = header
            if let own = sources[header.path] { header.shares.append(own) }
            return header
        }
    }
}

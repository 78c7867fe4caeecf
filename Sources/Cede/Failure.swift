// The one error of the API.
//
// An errno number, as the runtime speaks: rejected are an enum for each part (a caller that sleeps, receives and reads
// would have three) and `any Error` (typed throws cost no allocation, and say that nothing else can come).

import CedeRuntime
import Glibc

extension Cede {
    /// Why a call that waits, or one on a socket, did not do what it is for.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// An errno number.
        public let code: CInt

        public init(code: CInt) { self.code = code }

        /// The task was cancelled, before or while it waited.
        public static let cancelled = Failure(code: ECANCELED)
        /// The deadline passed.
        public static let timedOut = Failure(code: ETIMEDOUT)
        /// The channel is closed, or the peer has closed the connection.
        public static let closed = Failure(code: EPIPE)

        public var description: String {
            switch self {
            case .cancelled: "the task was cancelled"
            case .timedOut: "the deadline passed"
            case .closed: "closed"
            default: String(cString: strerror(code))
            }
        }

        /// Throws unless the code is 0.
        static func check(_ code: CInt) throws(Failure) {
            if code != 0 { throw Failure(code: code) }
        }
    }
}

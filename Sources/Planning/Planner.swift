// The planner: skeleton -> plan.

public struct Planner: Sendable {
    public struct Options: Sendable {
        /// The largest gap allowed between two checks.
        public var budget: Cost = .microseconds(20)

        public init() {}
    }

    public var options: Options

    public init(_ options: Options = Options()) {
        self.options = options
    }

    public func plan(_ skeleton: Skeleton) -> Plan {
        Plan(entries: [])
    }
}

// What a call into code that was not seen costs, as far as somebody said: a configuration first, then the table of the
// C library (`KnownCalls`). Whatever has a cost here returns without calling back into the program.

public enum CallCost: Hashable, Sendable {
    case fixed(Cost)
    /// So much, and more when it enters the kernel.
    case system(Cost)
    /// So much, and so much for each byte; their number is the product of these arguments, or only known when it runs.
    case perByte(base: Cost, each: Cost, lengths: [Int])
}

public struct CallCosts: Sendable {
    /// By name, whoever declares it.
    public var given: [String: CallCost]

    public init(given: [String: CallCost] = [:]) { self.given = given }

    /// `isSystem`: a system header declares it.
    public func cost(of name: String, isSystem: Bool) -> CallCost? {
        if !given.isEmpty, let cost = given[name] { return cost }
        return isSystem ? KnownCalls.cost(of: name) : nil
    }

    /// The cost of one call, when nothing about it is open.
    func knownCost(of call: Call, _ name: String, isSystem: Bool) -> Cost? {
        switch cost(of: name, isSystem: isSystem) {
        case .fixed(let cost)?: cost
        case .perByte(let base, let each, let lengths)?: call.product(of: lengths).map { base + each * $0 }
        case .system?, nil: nil
        }
    }

    /// Whether a call is sure never to call back into the program.
    func returnsDirectly(_ name: String, isSystem: Bool) -> Bool {
        cost(of: name, isSystem: isSystem) != nil || isSystem && KnownCalls.neverCallsBack(name)
    }
}

extension Call {
    /// The product of constant arguments; `nil` when one of them is not, or there are none.
    public func product(of positions: [Int]) -> UInt64? {
        if positions.isEmpty { return nil }
        var product: UInt64 = 1
        for position in positions {
            guard constants.indices.contains(position), let value = constants[position] else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: value)
            product = overflow ? .max : next
        }
        return product
    }
}

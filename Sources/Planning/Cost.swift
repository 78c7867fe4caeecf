// Cost: time, in picoseconds, of work between two checks, when all data is in the caches near the core; and how many
// loads it makes, each of which may have to wait for memory instead. The figures of single operations are in
// `CostModel`.
//
// Two figures and not one: a load that misses costs a hundred times one that does not, so a time that holds for both
// says nothing. Rejected: counting instructions or iterations. The same interval needs 2 000 to 150 000 instructions in
// published work (Compiler Interrupts, PLDI 2021), so a count is no bound on time.

public struct Cost: Hashable, Sendable, Comparable, AdditiveArithmetic, Codable {
    public var picoseconds: UInt64
    public var loads: UInt64

    public init(picoseconds: UInt64, loads: UInt64 = 0) {
        self.picoseconds = picoseconds
        self.loads = loads
    }

    public static let zero = Cost(picoseconds: 0)
    public static func nanoseconds(_ n: Double) -> Cost { Cost(picoseconds: UInt64(n * 1_000)) }
    public static func microseconds(_ n: Double) -> Cost { Cost(picoseconds: UInt64(n * 1_000_000)) }

    public static func < (a: Cost, b: Cost) -> Bool {
        (a.picoseconds, a.loads) < (b.picoseconds, b.loads)
    }

    /// Saturates: a bound that overflows is no bound, and stays the largest.
    public static func + (a: Cost, b: Cost) -> Cost {
        Cost(picoseconds: sum(a.picoseconds, b.picoseconds), loads: sum(a.loads, b.loads))
    }

    public static func - (a: Cost, b: Cost) -> Cost {
        Cost(
            picoseconds: a.picoseconds >= b.picoseconds ? a.picoseconds - b.picoseconds : 0,
            loads: a.loads >= b.loads ? a.loads - b.loads : 0)
    }

    public static func * (a: Cost, times: UInt64) -> Cost {
        Cost(picoseconds: product(a.picoseconds, times), loads: product(a.loads, times))
    }

    public func divided(by parts: UInt64) -> Cost { Cost(picoseconds: picoseconds / parts, loads: loads / parts) }

    /// No less than either in both figures.
    public static func longest(_ a: Cost, _ b: Cost) -> Cost {
        Cost(picoseconds: max(a.picoseconds, b.picoseconds), loads: max(a.loads, b.loads))
    }

    /// The same work when every load waits for memory.
    public var fromMemory: Cost { self + CostModel.memoryLatency * loads }

    private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }

    private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }
}

extension Cost {
    /// A time as people write it: `20us`, `1.5ms`, `0.1 ns`.
    public init?(written text: String) {
        let number = text.prefix { $0.isNumber || $0 == "." }
        guard number.first != ".", number.last != ".", let value = Double(number), value < 1e9 else { return nil }
        switch text.dropFirst(number.count).drop(while: { $0 == " " }) {
        case "ns": self = .nanoseconds(value)
        case "us", "µs": self = .microseconds(value)
        case "ms": self = .microseconds(value * 1_000)
        default: return nil
        }
    }

    /// As `init(written:)` reads it, exactly.
    public var written: String {
        for (unit, size) in [("ms", UInt64(1_000_000_000)), ("us", 1_000_000)] where picoseconds % size == 0 && picoseconds > 0 {
            return "\(picoseconds / size)\(unit)"
        }
        return picoseconds % 1_000 == 0 ? "\(picoseconds / 1_000)ns" : "\(Double(picoseconds) / 1_000)ns"
    }

    /// Below this a check would be most of the work.
    public static let leastBudget = Cost.nanoseconds(100)
}

extension Cost: CustomStringConvertible {
    /// Two digits and a unit: `12 ns`, `1.4 us`.
    public var description: String {
        let units: [(String, Double)] = [("s", 1e12), ("ms", 1e9), ("us", 1e6), ("ns", 1e3)]
        let value = Double(picoseconds)
        for (name, size) in units where value >= size { return Self.short(value / size) + " " + name }
        return "\(picoseconds) ps"
    }

    private static func short(_ x: Double) -> String {
        if x >= 10 { return String(Int(x.rounded())) }
        let tenths = Int((x * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}

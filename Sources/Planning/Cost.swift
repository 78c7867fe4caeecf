// Cost: time, in picoseconds, of work between two checks. An estimate of a typical x86-64 core at -O2;
// the figures of single operations are in `CostModel`.
//
// Rejected: counting instructions or iterations. The same interval needs 2 000 to 150 000 instructions in
// published work (Compiler Interrupts, PLDI 2021), so a count is no bound on time.

public struct Cost: Hashable, Sendable, Comparable, AdditiveArithmetic {
    public var picoseconds: UInt64

    public init(picoseconds: UInt64) { self.picoseconds = picoseconds }

    public static let zero = Cost(picoseconds: 0)
    public static func nanoseconds(_ n: Double) -> Cost { Cost(picoseconds: UInt64(n * 1_000)) }
    public static func microseconds(_ n: Double) -> Cost { Cost(picoseconds: UInt64(n * 1_000_000)) }

    public static func < (a: Cost, b: Cost) -> Bool { a.picoseconds < b.picoseconds }

    /// Saturates: a bound that overflows is no bound, and stays the largest.
    public static func + (a: Cost, b: Cost) -> Cost {
        let (sum, overflow) = a.picoseconds.addingReportingOverflow(b.picoseconds)
        return Cost(picoseconds: overflow ? .max : sum)
    }

    public static func - (a: Cost, b: Cost) -> Cost {
        Cost(picoseconds: a.picoseconds >= b.picoseconds ? a.picoseconds - b.picoseconds : 0)
    }

    public static func * (a: Cost, times: UInt64) -> Cost {
        let (product, overflow) = a.picoseconds.multipliedReportingOverflow(by: times)
        return Cost(picoseconds: overflow ? .max : product)
    }
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

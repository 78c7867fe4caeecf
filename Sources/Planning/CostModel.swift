// What single operations cost: rough throughput figures of a current x86-64 core at -O2, warm caches.
// They size strips and prove short loops short; a loop the compiler vectorises is faster than this says,
// which only makes its strips shorter in time.

public enum CostModel {
    public enum Operation: Sendable {
        case arithmetic, division, memory, branch, call, assembly, opaqueCall
        /// Working out where a strip ends.
        case strip
    }

    public static func cost(of operation: Operation) -> Cost {
        switch operation {
        case .arithmetic: Cost(picoseconds: 250)
        case .division: Cost(picoseconds: 2_500)
        case .memory: Cost(picoseconds: 500, loads: 1)
        case .branch: Cost(picoseconds: 300)
        case .call: Cost(picoseconds: 1_500)
        case .assembly: Cost(picoseconds: 5_000)
        case .opaqueCall: Cost(picoseconds: 100_000)
        case .strip: Cost(picoseconds: 3_000)
        }
    }

    /// What a load costs more when no cache has its data.
    public static let memoryLatency = Cost.nanoseconds(100)
}

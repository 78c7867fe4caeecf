// What single operations cost, by target: the time of each when it waits for the one before, with its data in the
// caches near the core. `make calibrate` measures them (Benchmarks/calibrate) beside these figures.
//
// Latencies and not throughputs: these figures bound what a processor may overlap and cannot be seen to. A loop that is
// vectorised is faster than they say, which only makes its strips shorter in time. What is not in them: data that comes
// from further away (`Cost.loads` counts what may), pages touched for the first time, and a clock that slows down.

public enum CostModel {
    public enum Operation: Sendable {
        /// Of integers and addresses, but for the two that follow.
        case arithmetic, multiplication, division
        /// Addition and multiplication of floating-point numbers.
        case floating
        case memory
        /// One that depends on data, so that half of them are not foreseen.
        case branch
        /// One that is foreseen: the turn of a loop, a goto.
        case jump
        case call, assembly, opaqueCall
        /// Working out where a strip ends.
        case strip
    }

    public static func cost(of operation: Operation) -> Cost {
        switch operation {
        case .arithmetic: Cost(picoseconds: table.arithmetic)
        case .multiplication: Cost(picoseconds: table.multiplication)
        case .division: Cost(picoseconds: table.division)
        case .floating: Cost(picoseconds: table.floating)
        case .memory: Cost(picoseconds: table.memory, loads: 1)
        case .branch: Cost(picoseconds: table.branch)
        case .jump: Cost(picoseconds: table.jump)
        case .call: Cost(picoseconds: table.call)
        // A few instructions; what turns or repeats in it is no work of its own kind but a loop that is told.
        case .assembly: Cost(picoseconds: 5_000)
        // Not a figure: such a call is named wherever it matters.
        case .opaqueCall: Cost(picoseconds: 100_000)
        case .strip: Cost(picoseconds: table.strip)
        }
    }

    /// What a load costs more when no cache has its data nor knows its page.
    public static var memoryLatency: Cost { Cost(picoseconds: table.memoryLatency) }

    private struct Table {
        var arithmetic, multiplication, division, floating, memory, branch, jump, call, strip,
            memoryLatency: UInt64
    }

    #if arch(arm64)
        private static let table = aarch64
    #else
        private static let table = x86_64
    #endif

    /// Measured on a Zen 5 server's virtual machine, rounded up; clang 21 and gcc 12 agree within a tenth.
    private static let x86_64 = Table(
        arithmetic: 250, multiplication: 750, division: 4_000, floating: 750, memory: 950, branch: 3_000,
        jump: 300,
        call: 1_200, strip: 1_500, memoryLatency: 250_000)

    /// Not measured: by the published latencies of a Neoverse V1 at 2.6 GHz.
    private static let aarch64 = Table(
        arithmetic: 400, multiplication: 1_200, division: 4_800, floating: 1_200, memory: 1_600,
        branch: 3_500,
        jump: 400, call: 1_600, strip: 2_000, memoryLatency: 250_000)
}

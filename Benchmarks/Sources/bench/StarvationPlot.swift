// The demonstration's pictures, 80 columns: when the sleeper woke during one run, and how late over all runs.

import Foundation

struct StarvationPlot {
    let plain: StarvationRun
    let cede: StarvationRun
    let all: [StarvationRun]

    private let width = 64
    private let blocks = Array("▁▂▃▄▅▆▇█")

    func print() {
        Swift.print(
            "  the sleeper's wake-ups during the last run (one column is "
                + "\(fixed(1000 * cede.seconds / Double(width), 0)) ms)\n")
        Swift.print("  plain  \(strip(plain))")
        Swift.print("  Cede   \(strip(cede))")
        Swift.print("         0 s\(pad(fixed(cede.seconds, 0) + " s", width - 3))\n")
        histogram()
    }

    /// A full block is a wake-up a millisecond, a dot is none at all.
    private func strip(_ run: StarvationRun) -> String {
        var counts = Array(repeating: 0, count: width)
        for wake in run.wakes {
            counts[min(width - 1, Int(wake.at / 1e6 / run.seconds * Double(width)))] += 1
        }
        let most = 1000 * run.seconds / Double(width)
        return String(
            counts.map { count in
                let level = Int(Double(count) / most * Double(blocks.count))
                return count == 0 ? "·" : blocks[min(blocks.count - 1, level)]
            })
    }

    private func histogram() {
        let limits: [Double] = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, .infinity]
        let lateness = all.flatMap(\.lateness)
        guard !lateness.isEmpty else { return }
        Swift.print("  how late it woke, all runs through Cede")
        if plain.wakes.isEmpty {
            Swift.print("  (plain: never; \(fixed(plain.overdue / 1000, 0)) ms overdue at the end)")
        }
        Swift.print()
        var below = 0.0
        for limit in limits {
            let share = Double(lateness.filter { $0 >= below && $0 < limit }.count) / Double(lateness.count)
            let bar = String(repeating: "█", count: Int((share * 50).rounded()))
            let label = limit.isFinite ? "< \(time(limit))" : "more"
            Swift.print("  \(pad(label, 9))  \(pad(fixed(100 * share, 1), 5)) %  \(bar)")
            below = limit
        }
        Swift.print()
    }

    private func time(_ microseconds: Double) -> String {
        microseconds < 1000 ? "\(Int(microseconds)) µs" : "\(Int(microseconds / 1000)) ms"
    }
}

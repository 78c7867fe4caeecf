// What every subject prints in the same way: where it ran, tables, and whether a bar was met.

import Foundation

/// The first column is flush left, the others flush right.
struct Table {
    private var rows: [[String]]

    init(_ header: String...) {
        rows = [header]
    }

    mutating func add(_ cells: String...) {
        rows.append(cells)
    }

    func print() {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (index, row) in rows.enumerated() {
            let cells = row.indices.map { pad(row[$0], widths[$0], left: $0 == 0) }
            Swift.print("  " + cells.joined(separator: "  "))
            if index == 0 {
                Swift.print("  " + String(repeating: "─", count: widths.reduce(-2) { $0 + $1 + 2 }))
            }
        }
        Swift.print()
    }
}

func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + fill : fill + text
}

func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
}

func milliseconds(_ seconds: Double) -> String {
    fixed(seconds * 1000, 1)
}

func geometricMean(_ ratios: [Double]) -> Double {
    exp(ratios.map { log($0) }.reduce(0, +) / Double(ratios.count))
}

func printBar(_ what: String, _ value: Double, atMost bar: Double, unit: String = "") {
    let verdict = value <= bar ? "met" : "NOT MET"
    print("  bar: \(what) \(fixed(value, 3))\(unit), at most \(fixed(bar, 3))\(unit): \(verdict)")
}

func printHeading(_ title: String) {
    print("\n\(title)\n\(String(repeating: "═", count: title.count))")
}

/// Timings without the machine they came from, and what else it did, are worth little.
func printMachine() {
    let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
        .split(separator: "\n").first { $0.hasPrefix("model name") }?
        .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first
    print(
        "  \(ProcessInfo.processInfo.activeProcessorCount) CPUs (\(cpu ?? "unknown")), "
            + "load \(load ?? "?") at the start, \(Places.compilers.joined(separator: " and "))")
}

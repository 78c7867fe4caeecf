// `cede bound`: the functions of a tree with their longest runs between two checks, worst first, and totals.

import Planning

public struct BoundTable {
    /// Worst first.
    public let functions: [FunctionBound]
    private let budget: Cost

    /// A header's function, which every file that includes it brings along, is shown once.
    public init(_ functions: [FunctionBound], budget: Cost) {
        var seen: [Key: FunctionBound] = [:]
        for function in functions {
            let key = Key(id: function.id, place: function.place)
            if let known = seen[key], !Self.isWorse(function, known) { continue }
            seen[key] = function
        }
        self.functions = seen.values.sorted(by: Self.isWorse)
        self.budget = budget
    }

    private struct Key: Hashable {
        var id: String
        var place: Place
    }

    private static func isWorse(_ a: FunctionBound, _ b: FunctionBound) -> Bool {
        if a.gap.isBounded != b.gap.isBounded { return !a.gap.isBounded }
        if a.gap.cost != b.gap.cost { return a.gap.cost > b.gap.cost }
        return (a.place, a.id) < (b.place, b.id)
    }

    public var text: String {
        var rows = [["longest run", "from memory", "function", "at", ""]]
        for function in functions {
            let gap = GapText(function.gap)
            rows.append([gap.time, gap.timeFromMemory, function.id, "\(function.place)", gap.extras])
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = (0..<4).map { column in
                let fill = String(repeating: " ", count: widths[column] - row[column].count)
                return column < 2 ? fill + row[column] : row[column] + fill
            }
            var line = (cells + [row[4]]).joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }
        return lines.joined() + totals + "\n"
    }

    private var totals: String {
        let bounded = functions.filter(\.gap.isBounded)
        let plain = bounded.filter(\.gap.extras.isEmpty)
        let within = bounded.count { $0.gap.cost.picoseconds <= budget.picoseconds }
        var parts = [
            "\(functions.count) functions: \(bounded.count) bounded (\(plain.count) of them by figures alone, the others "
                + "plus what is named), \(functions.count - bounded.count) unbounded;",
            "\(within) within \(budget)",
        ]
        if let worst = bounded.map(\.gap.cost).max() { parts.append("worst \(worst)") }
        return parts[0] + " " + parts[1...].joined(separator: ", ")
    }

    /// One object; times in nanoseconds.
    public var json: String {
        let rows = functions.map { function in
            let extras = function.gap.extras.map { extra in
                let (kind, name, why) = extra.kind.fields
                var fields = [("kind", JSONText.string(kind)), ("name", JSONText.string(name))]
                if !why.isEmpty { fields.append(("why", JSONText.string(why))) }
                fields += [("count", "\(extra.count)"), ("at", JSONText.string("\(extra.place)"))]
                if let each = extra.each { fields.append(("eachNs", JSONText.nanoseconds(each))) }
                return JSONText.object(fields)
            }
            return JSONText.object([
                ("function", JSONText.string(function.id)), ("at", JSONText.string("\(function.place)")),
                ("bounded", "\(function.gap.isBounded)"),
                ("longestRunNs", function.gap.isBounded ? JSONText.nanoseconds(function.gap.cost) : "null"),
                (
                    "fromMemoryNs",
                    function.gap.isBounded ? JSONText.nanoseconds(function.gap.cost.fromMemory) : "null"
                ),
                ("plus", JSONText.array(extras)),
            ])
        }
        return JSONText.object([
            ("version", "1"), ("budgetNs", JSONText.nanoseconds(budget)), ("functions", JSONText.array(rows)),
        ]) + "\n"
    }
}

// `cede explain`: every function, loop and jump of a plan with its decision and reason, one line each.
//
//     sum.c:4:15:  function sum     no check             it is on no cycle of calls; ...
//     sum.c:4:73:    loop 'for'     strips of 4096 turns a counted loop of about 1 ns a turn
//
// The place leads and is clickable; columns align within one report. Rejected: a tree drawing (no grep) and
// one block of text an entry (no overview).

import Planning

public struct Explain: Sendable {
    public var plan: Plan
    /// The file as its places name it.
    public var file: String
    /// The functions' longest runs, shown below their entries.
    public var bounds: [FunctionBound]

    public init(_ plan: Plan, file: String, bounds: [FunctionBound] = []) {
        self.plan = plan
        self.file = file
        self.bounds = bounds
    }

    /// `line` restricts to the entries on that line or, when there are none, to the function it falls into.
    public func text(line: Int? = nil) -> String {
        let own = plan.entries.filter { $0.place.file == file }
        let shown = line.map { restrict(own, to: $0) } ?? own
        let gaps = Dictionary(bounds.map { ($0.place, $0.gap) }, uniquingKeysWith: { a, _ in a })
        let rows = shown.flatMap { entry in
            let row = [
                "\(entry.place):", Self.indented(entry), Self.decision(entry), entry.reason.description,
            ]
            guard entry.subject == .entry, let gap = gaps[entry.place].map({ GapText($0) }) else {
                return [row]
            }
            return [row, ["\(entry.place):", "  longest run", gap.time, gap.extras]]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            (0..<3).map { Self.padded(row[$0], widths[$0]) }.joined(separator: "  ")
                + (row[3].isEmpty ? "" : "  " + row[3]) + "\n"
        }
        return lines.joined() + count(shown) + "\n"
    }

    /// A plan knows where things start; the function a line falls into is the last that starts before it.
    private func restrict(_ entries: [Plan.Entry], to line: Int) -> [Plan.Entry] {
        let exact = entries.filter { $0.place.line == line }
        if !exact.isEmpty { return exact }
        guard let start = entries.lastIndex(where: { $0.subject == .entry && $0.place.line < line }) else {
            return []
        }
        let end = entries[(start + 1)...].firstIndex { $0.subject == .entry } ?? entries.endIndex
        return Array(entries[start..<end])
    }

    private static func indented(_ entry: Plan.Entry) -> String {
        (entry.subject == .entry ? "" : "  ") + subject(entry)
    }

    static func subject(_ entry: Plan.Entry) -> String {
        switch entry.subject {
        case .entry: "function \(entry.function)"
        case .loop(let keyword): "loop '\(keyword)'"
        case .jump(let spelling): "jump '\(spelling)'"
        }
    }

    static func decision(_ entry: Plan.Entry) -> String {
        switch entry.decision {
        case .check where entry.turnsPerCheck > 1: "check, \(entry.turnsPerCheck) turns apart"
        case .check: entry.isLate ? "check behind guards" : "check"
        case .pieces(_, let turns): "called over pieces of \(turns)"
        case .strip(_, let turns), .slices(_, let turns): "strips of \(turns) turns"
        case .none:
            if entry.reason.isOnPurpose {
                "left unchecked"
            } else {
                entry.reason.leavesCycleUnchecked ? "LEFT UNCHECKED" : "no check"
            }
        }
    }

    private func count(_ entries: [Plan.Entry]) -> String {
        func number(_ n: Int, _ name: String) -> String { "\(n) \(name)\(n == 1 ? "" : "s")" }
        var kinds = [0, 0, 0]
        var checks = 0
        var strips = 0
        for entry in entries {
            switch entry.subject {
            case .entry: kinds[0] += 1
            case .loop: kinds[1] += 1
            case .jump: kinds[2] += 1
            }
            switch entry.decision {
            case .check: checks += 1
            case .strip, .slices, .pieces: strips += 1
            case .none: break
            }
        }
        let unchecked = entries.count { $0.decision == .none && $0.reason.leavesCycleUnchecked }
        let elsewhere = plan.entries.count { $0.place.file != file }
        return [
            number(kinds[0], "function") + ", " + number(kinds[1], "loop") + ", " + number(kinds[2], "jump")
                + ":",
            number(checks, "check") + ", " + number(strips, "loop") + " in strips,",
            "\(unchecked) left unchecked", elsewhere == 0 ? "" : "(\(elsewhere) more in included files)",
        ].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

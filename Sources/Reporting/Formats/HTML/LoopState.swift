// The four things that can be said of a loop, and how many of each there are.

import Planning

enum LoopState: Int, CaseIterable {
    case checked, bounded, skipped, unbounded

    /// Of loops and jumps; a function's entry is none.
    init?(_ entry: Plan.Entry) {
        if entry.subject == .entry { return nil }
        switch (entry.decision, entry.reason) {
        case (.check, _), (.strip, _), (.slices, _), (.pieces, _): self = .checked
        // One is met by other means.
        case (.none, .alreadyChecked), (.none, .calleeChecks), (.none, .cutAlready), (.none, .landsOnCheck): self = .checked
        case (.none, let reason):
            self = reason.isOnPurpose ? .skipped : reason.leavesCycleUnchecked ? .unbounded : .bounded
        }
    }

    /// Told by shape as well as by colour.
    var sign: String {
        switch self {
        case .checked: "✓"
        case .bounded: "≤"
        case .skipped: "–"
        case .unbounded: "!"
        }
    }

    var word: String {
        switch self {
        case .checked: "checked"
        case .bounded: "proven bounded"
        case .skipped: "skipped"
        case .unbounded: "unbounded"
        }
    }

    var meaning: String {
        switch self {
        case .checked: "cede cc puts a check here, or one is met on every turn"
        case .bounded: "all turns together are within the budget"
        case .skipped: "the source asks for no check"
        case .unbounded: "no check can be put here, and nothing limits it"
        }
    }

    /// In style sheets.
    var name: String { "\(self)" }
}

struct LoopTotals {
    private var counts = Array(repeating: 0, count: LoopState.allCases.count)
    var findings = 0

    subscript(state: LoopState) -> Int { counts[state.rawValue] }
    var loops: Int { counts.reduce(0, +) }

    mutating func add(_ state: LoopState) { counts[state.rawValue] += 1 }

    mutating func add(_ other: LoopTotals) {
        for i in counts.indices { counts[i] += other.counts[i] }
        findings += other.findings
    }

    static func number(_ n: Int, _ what: String) -> String { "\(n) \(what)\(n == 1 ? "" : "s")" }

    /// `12 loops: 9 checked, 3 proven bounded`; `5 loops, all checked`
    var text: String {
        let states = LoopState.allCases.filter { self[$0] > 0 }
        if states.count == 1, loops > 1 { return "\(loops) loops, all \(states[0].word)" }
        return Self.number(loops, "loop") + (loops == 0 ? "" : loops == 1 ? ", " : ": ")
            + states.map { (loops == 1 ? "" : "\(self[$0]) ") + $0.word }.joined(separator: ", ")
    }

    /// For little room: `✓ 9  ≤ 3`, read as words.
    var signs: String {
        let parts = LoopState.allCases.filter { self[$0] > 0 }.map { state in
            "<span class=\"\(state.name)\"><b><span aria-hidden=\"true\">\(state.sign)</span> \(self[state])</b>"
                + "<span class=\"unseen\"> \(state.word)</span></span>"
        }
        return parts.isEmpty ? "" : "<span class=\"signs\">\(parts.joined(separator: " "))</span>"
    }

    /// A bar of the states' shares; its numbers stand beside it as text.
    var bar: String {
        let parts = LoopState.allCases.filter { self[$0] > 0 }.map { "<i class=\"\($0.name)\" style=\"flex:\(self[$0])\"></i>" }
        return "<span class=\"bar\" aria-hidden=\"true\">\(parts.joined())</span>"
    }
}

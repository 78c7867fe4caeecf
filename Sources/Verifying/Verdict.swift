// What a cycle without a check is: a fault, or explained, and by what.
//
// A program built with `cede cc --summary` carries what was decided about each cycle of its sources. A cycle of machine code
// is that of the source whose line its own instructions have or, if they have none of a loop's head, the innermost loop that
// holds them all. It is explained if the plan left that one alone for a reason that bounds it, and if it has no line of one
// that was given a check: that one has lost it. What is not explained so may be short by its machine code (`TurnCounts`).

import Planning

public struct Verdict: Sendable {
    public enum Explanation: Hashable, Sendable {
        case planned(PlannedCycle)
        case runtime
        case allowed(String)
        /// By its machine code.
        case counted(turns: Int, instructions: Int)
    }

    public var cycle: Cycle
    public var explanation: Explanation?
    /// Where it stands in the source, if the file has debug lines.
    public var place: SourceLine?
    /// What is known about an unexplained one.
    public var remark: String?
}

public struct SourceLine: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// 0: not known, as of what a compiler has put together from several places.
    public var line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    public var description: String { "\(file):\(line)" }
}

public struct Judge: Sendable {
    private let planned: [Int: [PlannedCycle]]
    /// Of more than one line.
    private let loops: [PlannedCycle]
    private let runtime: KnownCode
    private let allowances: Allowances

    public init(planned: [PlannedCycle], runtime: KnownCode, allowances: Allowances) {
        self.planned = Dictionary(grouping: planned, by: \.line)
        loops = planned.filter { $0.lastLine > $0.line }
        self.runtime = runtime
        self.allowances = allowances
    }

    /// `lines`: where the cycles' instructions stand in the source, inlined functions last.
    public func verdicts(on verification: Verification, lines: [UInt64: [SourceLine]]) -> [Verdict] {
        verification.cycles.map { cycle in
            // What has no line at all may be of anywhere.
            let own = levels(cycle.own.compactMap { lines[$0] }.filter { $0.contains { $0.line > 0 } })
            let first = lines[cycle.address]?.last { $0.line > 0 }
            var verdict = Verdict(cycle: cycle, place: first ?? own.first?.first { $0.line > 0 })
            if let reason = cycle.functions.lazy.compactMap(allowances.reason(for:)).first {
                verdict.explanation = .allowed(reason)
            } else if runtime.contains(cycle.ranges.map { verification.image.bytes($0) ?? [] }) {
                verdict.explanation = .runtime
            } else {
                explain(&verdict, own)
                // Whatever it is of the source, it is short.
                if verdict.explanation == nil, let count = cycle.count {
                    verdict.explanation = .counted(turns: count.turns, instructions: count.instructions)
                    verdict.remark = nil
                }
            }
            return verdict
        }
    }

    /// The lines of the function that the cycle is written in, which stands behind the calls that all its instructions were
    /// inlined by; then those of these calls, the innermost first. What stands deeper is that of functions it calls.
    private func levels(_ places: [[SourceLine]]) -> [[SourceLine]] {
        if places.isEmpty { return [] }
        var places = places
        var calls: [SourceLine] = []
        var depth = 0
        while let call = commonCall(places, depth) {
            places = places.filter { $0.count > depth + 1 && $0[depth] == call }
            calls.append(call)
            depth += 1
        }
        return [places.map { $0[depth] }] + calls.reversed().map { [$0] }
    }

    /// The call that all instructions were inlined by or, if no cycle of the source has its line or those of the others, nearly
    /// all: compilers share what is the same in two places.
    private func commonCall(_ places: [[SourceLine]], _ depth: Int) -> SourceLine? {
        var counts: [SourceLine: Int] = [:]
        for place in places where place.count > depth + 1 { counts[place[depth], default: 0] += 1 }
        guard let (call, count) = counts.first(where: { $0.value * 10 >= places.count * 9 }) else { return nil }
        if count == places.count { return call }
        let lines = Set(places.map { $0[min(depth, $0.count - 1)] })
        return lines.allSatisfy { cycles(at: $0).isEmpty } && innermost([call]) == nil ? call : nil
    }

    private func cycles(at line: SourceLine) -> [PlannedCycle] {
        (planned[line.line] ?? []).filter { Self.isSame(line.file, $0.file) }
    }

    private func explain(_ verdict: inout Verdict, _ levels: [[SourceLine]]) {
        guard let own = levels.first else { return }
        let lines = Set(own).filter { $0.line > 0 }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
        var found: [(line: SourceLine, cycle: PlannedCycle)] = []
        for line in lines {
            found += cycles(at: line).map { (line, $0) }
        }
        let bounds = found.filter { isBound($0.cycle, verdict.cycle) }
        let lost = found.first { line, cycle in cycle.kind == .checked && !bounds.contains { $0.line == line } }
        if let lost {
            verdict.place = lost.line
            verdict.remark = "the plan has a check here: \(lost.cycle.sentence)"
        } else if let bound = bounds.first {
            verdict.place = bound.line
            verdict.explanation = .planned(bound.cycle)
        } else if let fault = found.first(where: { $0.cycle.kind == .fault }) {
            verdict.place = fault.line
            verdict.remark = fault.cycle.sentence
        } else if let around = levels.lazy.compactMap(innermost).first, around.allSatisfy({ isBound($0, verdict.cycle) }),
            let bound = around.first
        {
            verdict.explanation = .planned(bound)
        }
    }

    /// Whether the plan says of one of its cycles why this one may go without a check.
    private func isBound(_ planned: PlannedCycle, _ cycle: Cycle) -> Bool {
        switch planned.kind {
        case .bounded, .purpose: true
        // Around the turns of a strip goes the loop that checks; a compiler may split those with `continue` in two.
        case .strip: cycle.isInnermost || cycle.isInsideChecked
        case .checked, .fault: false
        }
    }

    /// The loops that hold all of these lines and no other such loop, if any does: none of a cycle's instructions need have the
    /// line of its head. Several that stand on the same lines cannot be told apart.
    private func innermost(_ lines: [SourceLine]) -> [PlannedCycle]? {
        let lines = lines.filter { $0.line > 0 }
        guard let first = lines.map(\.line).min(), let last = lines.map(\.line).max() else { return nil }
        let around = loops.filter { loop in
            loop.line <= first && last <= loop.lastLine && lines.allSatisfy { Self.isSame($0.file, loop.file) }
        }
        guard let shortest = around.map({ $0.lastLine - $0.line }).min() else { return nil }
        return around.filter { $0.lastLine - $0.line == shortest }
    }

    /// Debug information has a source's whole path, the plan the one that the compiler was given.
    private static func isSame(_ whole: String, _ given: String) -> Bool {
        let given = given.hasPrefix("./") ? given.dropFirst(2) : given[...]
        return whole == given || (whole.hasSuffix(given) && whole.dropLast(given.count).last == "/")
    }
}

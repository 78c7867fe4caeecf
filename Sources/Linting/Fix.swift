// `--fix`: the plan that puts explicit checks where the planner would, for the findings that are shown and no others.
//
// What people keep in their sources should read like theirs: a check a turn and never a strip, which is text for compilers;
// a statement where the language allows one since 1999; and one declaration of the check, not its definition.

import Planning

public struct Fix: Sendable {
    /// A part of the unit's plan.
    public var plan: Plan
    /// What it gives a check.
    public var fixed: [Finding]

    /// `unit` is the source as it stands on disk; `isDeclared`: it can name the check already.
    public init(of findings: [Finding], in unit: LintUnit, isDeclared: Bool) {
        var asked: [Place: Finding] = [:]
        for finding in findings where Self.rules.contains(finding.rule) { asked[finding.place] = finding }
        // A finding about the labels of a dispatch is about all of them.
        for cycle in unit.cycles where cycle.entry.reason == .landing {
            let first = unit.cycles.first { $0.function == cycle.function && $0.entry.reason == .landing && $0.needsCheck }
            asked[cycle.entry.place] = first.flatMap { asked[$0.entry.place] }
        }
        var entries: [Plan.Entry] = []
        fixed = []
        for cycle in unit.cycles {
            guard let finding = asked[cycle.entry.place], finding.word == cycle.word || cycle.entry.reason == .landing,
                let site = cycle.explicitSite(in: unit.skeleton.functions[cycle.function])
            else { continue }
            var entry = cycle.entry
            entry.decision = .check(site)
            entries.append(entry)
            if fixed.last != finding { fixed.append(finding) }
        }
        let declaration = entries.isEmpty || isDeclared ? nil : unit.plan.prelude ?? unit.skeleton.prelude
        plan = Plan(entries: entries, declarations: declaration.map { [$0] } ?? [])
        plan.isPreludePublic = unit.skeleton.isInlined(entries)
    }

    private static let rules = ["unbounded-loop", "unbounded-recursion"]
}

extension Cycle {
    /// Where a person would write the check.
    fileprivate func explicitSite(in function: Function) -> Site? {
        let site: Site?
        switch entry.decision {
        case .check(let planned): site = planned
        case .strip, .slices: site = loop?.latch
        case .pieces: site = function.entry
        case .none: site = nil
        }
        guard var site else { return nil }
        let isBuilder = function.mayBeBuilder && !function.body.mayReturn
        if site.form == .declaration || site.form == .binding && !isBuilder { site.form = .statement }
        return site
    }
}

// What a team may choose about the lint. Where it comes from (`.cede.yml`, options) is not known here.

import Planning

public struct LintOptions: Hashable, Sendable {
    public enum Level: Hashable, Sendable {
        case off
        /// Every finding of the rule is this.
        case severity(Finding.Severity)
    }

    public var budget: Cost
    /// By rule; what is not named is as the rule says.
    public var levels: [String: Level]
    /// Functions that block the thread, besides those that are known.
    public var blockingCalls: Set<String>

    public init(
        budget: Cost = .microseconds(20), levels: [String: Level] = [:], blockingCalls: Set<String> = []
    ) {
        self.budget = budget
        self.levels = levels
        self.blockingCalls = blockingCalls
    }
}

extension LintOptions {
    /// What the rules say about a unit, with the severities that were chosen.
    public func findings(in unit: LintUnit) -> [Finding] {
        let all = Rules.all.filter { levels[$0.name] != .off }.flatMap { leveled($0.findings(in: unit)) }
        // On a Swift task the sharper of two findings about one loop is enough.
        let starving = Set(all.filter { $0.rule == "starving-task" }.map(\.place))
        return starving.isEmpty ? all : all.filter { $0.rule == "starving-task" || !starving.contains($0.place) }
    }

    /// Of one rule.
    func leveled(_ findings: [Finding]) -> [Finding] {
        findings.compactMap { finding in
            switch levels[finding.rule] {
            case .off?: return nil
            // What is only possible stays so.
            case .severity(let severity)? where finding.severity != .note || severity == .note:
                var finding = finding
                finding.severity = severity
                return finding
            default: return finding
            }
        }
    }
}

// What rules look at: a file's skeleton with its plan beside it, cycle by cycle.

import Planning

public struct LintUnit: Sendable {
    public let language: Language
    public let skeleton: Skeleton
    public let plan: Plan
    public let options: LintOptions
    /// What calls out of the file cost.
    public let calls: CallCosts
    /// Of Swift.
    public let concurrency: Concurrency?
    /// The calls within the file.
    let links: CallLinks
    /// Every entry of the plan with what it is about, in its order.
    public let cycles: [Cycle]

    /// Which of the cycles are warnings.
    let causes: Causes

    /// By function of the skeleton, whether it or what it calls in this file has a check, in the source or the plan.
    public let meetsChecks: [Bool]
    /// The same without checks that stand at an entry only because code outside may call back.
    let reachesCycles: [Bool]

    /// `plan` is the skeleton's, and so are `links`, where somebody has them already.
    public init(
        _ skeleton: Skeleton, _ plan: Plan, language: Language, options: LintOptions,
        calls: CallCosts = CallCosts(), concurrency: Concurrency? = nil, links: CallLinks? = nil
    ) {
        self.language = language
        self.skeleton = skeleton
        self.plan = plan
        self.options = options
        self.calls = calls
        self.concurrency = concurrency
        let links = links ?? CallLinks(skeleton.functions)
        self.links = links
        var estimating = Estimating(skeleton.functions, links, plan.entries, calls, budget: options.budget)
        cycles = estimating.cycles()
        causes = Causes(skeleton.functions, links, cycles, budget: options.budget)
        let written = skeleton.functions.map(\.body.holdsCheck)
        let callers = links.callers
        meetsChecks = Self.reaching(cycles.filter(\.needsCheck), or: written, callers)
        reachesCycles = Self.reaching(
            cycles.filter { $0.needsCheck && ($0.entry.subject != .entry || $0.entry.reason == .onCallCycle) }, or: written, callers)
    }

    /// By function, whether it or what it calls in this file holds one of these cycles, or a check that was written.
    private static func reaching(_ cycles: [Cycle], or written: [Bool], _ callers: [[Int]]) -> [Bool] {
        var meets = written
        for cycle in cycles { meets[cycle.function] = true }
        var open = meets.indices.filter { meets[$0] }
        while let next = open.popLast() {
            for caller in callers[next] where !meets[caller] {
                meets[caller] = true
                open.append(caller)
            }
        }
        return meets
    }
}

/// An entry of the plan: a function's entry, a loop, or a jump.
public struct Cycle: Sendable {
    public var entry: Plan.Entry
    /// Index of its function in the skeleton.
    public var function: Int
    /// Of a loop.
    public var loop: Loop?
    /// One turn.
    public var turn: Cost
    /// All turns, as far as they are known, and guessed where they are not: see `Estimating`.
    public var estimate: Cost
    /// How much of the estimate goes over data.
    var overData = Cost.zero
    /// Something in the estimate is a guess.
    var isGuess = true

    /// Its first word in the source.
    var word: String {
        switch entry.subject {
        case .loop(let keyword): return keyword
        case .jump(let spelling): return String(spelling.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        case .entry: return entry.function.shortName
        }
    }

    /// By how much a guess must be beyond the budget.
    static let doubt: UInt64 = 100
    /// By how much what is known must be: costs are latencies, of which a processor overlaps several, and half of all branches
    /// are reckoned as not foreseen.
    private static let overlap: UInt64 = 8

    /// Whether it is known to take longer than the budget, or likely to. The two figures are chosen by Tests/lint/RESULTS.md. A
    /// jump back mostly tries again, and a `longjmp` ends something.
    func isLikely(beyond budget: Cost) -> Bool {
        if entry.subject == .entry, entry.reason != .onCallCycle { return false }
        if entry.reason == .backwardJump || entry.reason == .longjmpLanding { return false }
        return isGuess ? overData.isBeyond(budget * Self.doubt) : estimate.isBeyond(budget * Self.overlap)
    }

    /// The rewriter puts a check here, or cuts it into strips with checks between them.
    public var needsCheck: Bool { entry.decision != .none }
}

extension Cost {
    fileprivate func isBeyond(_ time: Cost) -> Bool { picoseconds >= time.picoseconds }
}

extension String {
    /// Of a function's name the last part: `accept` of `net::Server::accept(int)`.
    var shortName: String {
        let bare = utf8.prefix { $0 != UInt8(ascii: "(") }
        let parts = bare.split { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        return String(Substring(parts.last ?? bare))
    }
}

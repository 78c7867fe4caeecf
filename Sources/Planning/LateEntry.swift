// The check of an entry, standing later: behind what returns at once, before the first call.
//
//     int sum(struct node *t) { if (!t) return 0; ⟦cede_check();⟧ return sum(t->left) + t->value + sum(t->right); }
//
// A cycle of calls through a function leaves it by a call, so it passes there; a call that returns at once is on none. Half
// of a tree's calls are of that kind. The check stays at the start where other code goes round by calling the function: a
// library's loop, or a loop that relies on this check instead of one of its own.

extension Function {
    /// The source's own check is met before all that calls, turns or jumps: at once, or behind what returns at once.
    var holdsOwnCheck: Bool {
        let start = Start(of: body)
        return !start.isBroken && start.isChecked != .no
    }

    /// The work that may come before the check of the entry, the source's own or one that stands late.
    func costBeforeCheck(isLate: Bool) -> Cost { Start(of: body, countsMark: isLate).cost }

    /// The work that a call may do before the check of the entry, or without meeting it.
    var costBeforeEntry: Cost { behindGuards == nil ? .zero : costBeforeCheck(isLate: true) }

    /// Another place for the check of its entry.
    func lateEntry(isReliedOn: Bool) -> Site? { repeatedBy == nil && !isReliedOn ? behindGuards : nil }
}

/// The regions that a function's body begins with, as far as only work was met that runs straight through or returns.
public struct Guards {
    private var isOver = false
    private var count = 0
    /// The number of regions before the mark, and the place behind the statement that they end with.
    public private(set) var mark: (count: Int, site: Site)?

    public init() {}

    /// `site` is behind the statement, if a check may stand there.
    public mutating func met(_ region: Region, site: @autoclosure () -> Site?) {
        count += 1
        isOver = isOver || !region.isStraight
        if !isOver, region.mayReturn, let site = site() { mark = (count, site) }
    }
}

extension Region {
    /// Nothing in it but work that runs once, straight through or out of the function.
    public var isStraight: Bool {
        switch self {
        case .cost, .leave(.return): true
        case .sequence(let parts), .branch(let parts): parts.allSatisfy(\.isStraight)
        case .loop, .jump, .call, .check, .leave, .target, .choice, .entry: false
        }
    }

    /// Whether some way through it returns.
    public var mayReturn: Bool {
        switch self {
        case .leave(.return): true
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.mayReturn)
        case .loop(let loop): loop.body.mayReturn
        case .choice(let body): body.mayReturn
        case .jump, .call, .check, .cost, .leave, .target, .entry: false
        }
    }
}

/// What a function begins with, up to its check.
private struct Start {
    enum Checked { case no, onSomeWays, yes }

    var cost = Cost.zero
    var isChecked = Checked.no
    /// Something calls, turns or jumps before a check.
    var isBroken = false

    init(of region: Region, countsMark: Bool = false) {
        switch region {
        case .check: isChecked = .yes
        case .entry: isChecked = countsMark ? .yes : .no
        case .cost(let cost): self.cost = cost
        case .sequence(let parts):
            for part in parts where isChecked != .yes && !isBroken {
                let next = Start(of: part, countsMark: countsMark)
                cost = cost + next.cost
                isBroken = next.isBroken
                if next.isChecked != .no { isChecked = next.isChecked }
            }
        case .branch(let ways):
            // Perhaps none of them runs.
            for way in ways.map({ Start(of: $0, countsMark: countsMark) }) {
                cost = max(cost, way.cost)
                isBroken = isBroken || way.isBroken
                if way.isChecked != .no { isChecked = .onSomeWays }
            }
        case .leave(.return), .target: break
        case .loop, .jump, .call, .leave, .choice: isBroken = true
        }
    }
}

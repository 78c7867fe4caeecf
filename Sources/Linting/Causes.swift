// Which of a file's unbounded cycles are warnings: one for each cause.
//
// A function that may run for long has mostly several such cycles, and so has what it calls; whoever reads about one sees the
// others. So a function's worst cycle stands for all in it, and for those in functions that nobody but such functions calls.
// The others are notes. A function that calls itself has its own warning: a check in its callers does not help there.
//
// Rejected: a warning for each cycle. SQLite had 877 of them, and of a sample of all trees a third was wrong, mostly small
// loops in functions that were reported anyway (Tests/lint/RESULTS.md).

import Planning

struct Causes {
    /// By the index of each cycle that is a warning: how many others it stands for.
    private(set) var others: [Int: Int] = [:]

    init(_ functions: [Function], _ links: CallLinks, _ cycles: [Cycle], budget: Cost) {
        var worst: [Int: Int] = [:]
        var counts: [Int: Int] = [:]
        for (i, cycle) in cycles.enumerated() where cycle.needsCheck && cycle.isLikely(beyond: budget) {
            counts[cycle.function, default: 0] += 1
            if let known = worst[cycle.function], !cycle.isWorse(than: cycles[known]) { continue }
            worst[cycle.function] = i
        }
        let heads = Self.heads(functions, links, worst) { cycles[$0].entry.subject == .entry }
        for (function, i) in worst {
            guard let head = heads[function], let told = worst[head] else { continue }
            let count = counts[function] ?? 0
            others[told, default: 0] += told == i ? count - 1 : count
        }
    }

    /// By function: the one whose warning stands for what is in it.
    private static func heads(
        _ functions: [Function], _ links: CallLinks, _ worst: [Int: Int], isRecursion: (Int) -> Bool
    ) -> [Int: Int] {
        let callers = links.callers
        let circles = Components(links.callees).of(functions.indices)
        var circle = Array(repeating: 0, count: functions.count)
        for (n, members) in circles.enumerated() { for member in members { circle[member] = n } }
        var heads: [Int: Int] = [:]
        for (n, members) in circles.enumerated().reversed() {
            let outside = members.flatMap { callers[$0] }.filter { circle[$0] != n }
            let isOnlyCalledHere = members.allSatisfy {
                functions[$0].visibility == .file && !functions[$0].isAddressTaken
            }
            let head = isOnlyCalledHere && outside.allSatisfy { heads[$0] != nil } ? outside.min().flatMap { heads[$0] } : nil
            for member in members {
                if let own = worst[member], head == nil || isRecursion(own) {
                    heads[member] = member
                } else {
                    heads[member] = head
                }
            }
        }
        return heads
    }
}

extension Cycle {
    /// Whether it is the one to tell of two in a function: the function's calling itself, then the longest; jumps back last,
    /// as most of them end something.
    fileprivate func isWorse(than other: Cycle) -> Bool {
        (rank, estimate.picoseconds) > (other.rank, other.estimate.picoseconds)
    }

    private var rank: Int {
        if entry.subject == .entry { return 2 }
        return entry.reason == .backwardJump ? 0 : 1
    }
}

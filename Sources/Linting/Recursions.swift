// How often a function that calls itself is likely to do so in all.
//
// Whoever goes down a tree, calling itself with a part of what it was given, goes as deep as the tree is high, and the trees of
// programs (expressions, documents) are small next to their data. One call of itself, in no loop, mostly tries again or
// handles what is special. Several on one way, by numbers that step, double with each level. What is left goes as far as its
// data says.

import Planning

struct Recursions {
    private let functions: [Function]
    private let index: [String: Int]
    private let circles: [Int]
    private let members: [Int: [Int]]

    init(_ functions: [Function], _ links: CallLinks) {
        self.functions = functions
        index = links.index
        let circles = Components(links.callees).numbers
        self.circles = circles
        members = Dictionary(grouping: functions.indices) { circles[$0] }
    }

    func levels(of i: Int) -> UInt64 {
        var calls: UInt64 = 0
        var most: UInt64 = 0
        var descends = false
        for member in members[circles[i]] ?? [] {
            let body = functions[member].body
            most = max(most, body.most { $0.givesStep && isInside($0, circles[i]) })
            body.forEachCall { call in
                guard isInside(call, circles[i]) else { return }
                calls += 1
                descends = descends || call.givesPart
            }
        }
        if descends || calls < 2 { return 16 }
        return most > 1 ? 1 << 20 : Self.sure
    }

    /// What goes beyond this goes as far as numbers say.
    static let sure: UInt64 = 64

    private func isInside(_ call: Call, _ circle: Int) -> Bool {
        guard case .direct(let id, _) = call.callee, let callee = index[id] else { return false }
        return circles[callee] == circle
    }
}

extension Region {
    /// The most calls of some kind that one way through makes; one in a loop counts as two.
    fileprivate func most(_ isWanted: (Call) -> Bool) -> UInt64 {
        switch self {
        case .call(let call): isWanted(call) ? 1 : 0
        case .sequence(let parts): parts.reduce(0) { $0 + $1.most(isWanted) }
        case .branch(let ways): ways.map { $0.most(isWanted) }.max() ?? 0
        case .choice(let body): body.alternatives.map { $0.reduce(0) { $0 + $1.most(isWanted) } }.max() ?? 0
        case .loop(let loop): 2 * (loop.head.most(isWanted) + loop.body.most(isWanted))
        case .cost, .jump, .check, .leave, .target, .entry: 0
        }
    }
}

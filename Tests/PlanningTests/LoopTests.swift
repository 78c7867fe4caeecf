// Checks, strips and proofs for loops.

import Planning
import Testing

@Suite struct Loops {
    @Test func unknownTripsAreChecked() {
        guard case (.check, .unknownTrips)? = plan(function("f", loop(nanoseconds(1)))).loops.first else {
            Issue.record("no check")
            return
        }
    }

    @Test(arguments: [(1.0, 8192), (10.0, 512), (1.3, 4096), (0.01, 65536)] as [(Double, UInt64)])
    func stripsFillHalfOfTheBudget(turn: Double, turns: UInt64) {
        // 20 us of budget, 10 us a strip, and no strip shorter than a tenth of a nanosecond a turn says.
        guard
            case .strip(_, let found)? = plan(function("f", loop(nanoseconds(turn), counting: counted())))
                .loops.first?.decision
        else {
            Issue.record("no strip")
            return
        }
        #expect(found == turns)
    }

    /// Three strips of 8 us in a row would be more than the budget, three of 4 us are not.
    @Test func runsThatFollowOneAnotherGetLess() {
        let strip = loop(nanoseconds(1), counting: counted())
        let turns = plan(function("f", strip, strip, strip)).loops.map(\.decision).compactMap { decision in
            if case .strip(_, let turns) = decision { turns } else { nil }
        }
        #expect(turns == [4096, 4096, 4096])
    }

    @Test func theIndexTypeLimitsTheStrip() {
        let narrow = plan(function("f", loop(nanoseconds(1), counting: counted(longest: 20)))).loops[0]
        guard case .strip(_, 20) = narrow.decision else {
            Issue.record("\(narrow)")
            return
        }
        #expect(
            plan(function("f", loop(nanoseconds(1), counting: counted(longest: 15)))).loops[0].decision
                .isCheck)
    }

    @Test func heavyAndOpaqueTurnsAreChecked() {
        #expect(plan(function("f", loop(nanoseconds(1000), counting: counted()))).loops[0].decision.isCheck)
        #expect(plan(function("f", loop(call("elsewhere"), counting: counted()))).loops[0].decision.isCheck)
    }

    @Test func shortLoopsAreLeftAlone() {
        let short = plan(function("f", loop(nanoseconds(1), trips: .atMost(100)))).loops[0]
        #expect(short.decision == .none && short.reason == .bounded(trips: 100, total: .nanoseconds(100)))
        #expect(plan(function("f", loop(nanoseconds(1), trips: .atMost(10_001)))).loops[0].decision.isCheck)
        // Also when the product has no room.
        #expect(plan(function("f", loop(nanoseconds(1), trips: .atMost(.max)))).loops[0].decision.isCheck)
        #expect(plan(function("f", loop(call("elsewhere"), trips: .atMost(2)))).loops[0].decision.isCheck)
    }

    @Test func nestedProductsAreBounded() {
        let inner = loop(nanoseconds(1), trips: .atMost(100))
        #expect(
            plan(function("f", loop(inner, trips: .atMost(100)))).loops.allSatisfy { $0.decision == .none })
        #expect(plan(function("f", loop(inner, trips: .atMost(101)))).loops[0].decision.isCheck)
        #expect(plan(function("f", loop(inner, trips: .atMost(101)))).loops[1].decision == .none)
    }

    @Test func aLoopAroundALoopIsNotCut() {
        let plan = plan(function("f", loop(loop(nanoseconds(1)), counting: counted())))
        #expect(plan.loops[0].reason == .holdsLoop && plan.loops[0].decision.isCheck)
    }

    @Test func calleesCountWhereTheyAreCalled() {
        let caller = function("f", loop(call("g"), trips: .atMost(10)))
        #expect(plan(caller, function("g", nanoseconds(100))).loops[0].decision == .none)
        #expect(plan(caller, function("g", nanoseconds(1_100))).loops[0].decision.isCheck)
    }

    /// The trap of two skips that are each sound: a callee whose own check is left out proves nothing.
    @Test func anUncheckedCalleeLoopIsOpaque() {
        let refused = loop(nanoseconds(1), refusal: .fromMacro("M"))
        let plan = plan(function("f", loop(call("g"), trips: .atMost(3))), function("g", refused))
        #expect(plan.loops[0].decision.isCheck)
        #expect(plan.loops[1].reason == .fromMacro("M"))
    }

    @Test func checksOfTheSourceCount() {
        #expect(plan(function("f", loop(Region.check, nanoseconds(1)))).loops[0].reason == .alreadyChecked)
        #expect(plan(function("f", loop(nanoseconds(1), Region.check))).loops[0].reason == .alreadyChecked)
        // A continue may pass it by, and one way of two is not every way.
        #expect(
            plan(function("f", loop(Region.branch([call("g")]), Region.check, continues: true))).loops[0]
                .decision.isCheck)
        #expect(
            plan(function("f", loop(Region.branch([Region.check, Region.empty])))).loops[0].decision.isCheck)
    }
}

extension Plan.Decision {
    var isCheck: Bool { if case .check = self { true } else { false } }
}

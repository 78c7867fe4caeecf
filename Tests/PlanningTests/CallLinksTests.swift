// What calls of a file mean, and regions put together.

import Planning
import Testing

@Suite struct CallLinksTests {
    @Test func callsAreLinkedInTheOrderOfTheText() {
        let links = CallLinks([
            function("a", call("b"), call("elsewhere"), call("b"), callThroughPointer), function("b", call("a")), function("c"),
        ])
        #expect(links.targets == [[1, ~0, 1, ~1], [0], []])
        #expect(links.others.map(\.callee) == [.direct(id: "elsewhere", isSystem: false), .pointer])
        #expect(links.callees == [[1, 1], [0], []])
    }

    @Test func aCallerIsNamedOnce() {
        let links = CallLinks([function("a", call("c"), call("c")), function("b", call("c")), function("c", call("c"))])
        #expect(links.callers == [[], [], [0, 1, 2]])
    }

    /// Of two with one id, as copies of one text have it.
    @Test func theFirstOfAnIdIsMeant() {
        #expect(CallLinks([function("a"), function("a"), function("b", call("a"))]).callees[2] == [0])
    }
}

@Suite struct RegionLists {
    @Test func costsThatMeetAreAddedUp() {
        let five = Region.joined([.cost(.nanoseconds(1)), .sequence([.cost(.nanoseconds(3)), .branch([.empty])]), .cost(.nanoseconds(1))])
        guard case .cost(let cost) = five else { return #expect(Bool(false), "\(five)") }
        #expect(cost == .nanoseconds(5))
    }

    @Test func whatIsBetweenKeepsThemApart() {
        let parts = Region.joined([.cost(.nanoseconds(1)), .check, .cost(.nanoseconds(1)), .empty])
        guard case .sequence(let all) = parts else { return #expect(Bool(false), "\(parts)") }
        #expect(all.count == 3)
    }

    @Test func nothingIsASequenceOfNothing() {
        guard case .sequence(let all) = Region.joined([.empty, .branch([])]) else { return #expect(Bool(false)) }
        #expect(all.isEmpty)
    }
}

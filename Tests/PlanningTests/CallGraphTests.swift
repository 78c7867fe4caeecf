// Which entries need a check so that no cycle of calls is without one.

import Planning
import Testing

@Suite struct CallCycles {
    @Test func aChainNeedsNone() {
        let plan = plan(function("a", call("b")), function("b", call("c")), function("c"))
        #expect(plan.checkedEntries.isEmpty)
        #expect(plan.prelude == nil)
    }

    @Test func directRecursion() {
        #expect(plan(function("a", call("a")), function("b", call("a"))).checkedEntries == ["a"])
    }

    @Test func oneCheckCutsACycle() {
        let plan = plan(function("a", call("b")), function("b", call("c")), function("c", call("a")))
        #expect(plan.checkedEntries.count == 1)
    }

    @Test func whatStaysIsCutAgain() {
        // Two cycles that share no function, joined by a third.
        let plan = plan(
            function("a", call("b")), function("b", call("a"), call("c")), function("c", call("d")),
            function("d", call("c"), call("a")))
        #expect(plan.checkedEntries.count == 2)
        #expect(Set(plan.checkedEntries).isSubset(of: ["a", "b", "c", "d"]))
    }

    @Test func selfCallIsCutAtItself() {
        let plan = plan(function("a", call("b")), function("b", call("b"), call("a")))
        #expect(plan.checkedEntries == ["b"])
    }

    @Test func codeOutsideMayCallBack() {
        #expect(plan(function("a", call("elsewhere"), visibility: .program)).checkedEntries == ["a"])
        #expect(plan(function("a", call("elsewhere"))).checkedEntries.isEmpty)
        #expect(plan(function("a", callThroughPointer, addressTaken: true)).checkedEntries == ["a"])
        // By way of a callee that only this file can name.
        #expect(
            plan(function("a", call("b"), visibility: .program), function("b", call("elsewhere")))
                .checkedEntries == ["a"])
    }

    @Test func knownFunctionsNeverCallBack() {
        #expect(
            plan(function("a", call("strlen", isSystem: true), visibility: .program)).checkedEntries.isEmpty)
        // The name alone says nothing: it may be the program's own.
        #expect(plan(function("a", call("strlen"), visibility: .program)).checkedEntries == ["a"])
        #expect(
            plan(function("a", call("qsort", isSystem: true), visibility: .program)).checkedEntries == ["a"])
    }

    @Test func exclusionIsReported() {
        let why = Reason.functionExcluded("test")
        let plan = plan(function("a", call("a"), exclusion: why))
        #expect(plan.checkedEntries.isEmpty)
        #expect(plan.entries[0].reason == why && why.leavesCycleUnchecked)
    }

    @Test func aLongChainEndsWell() {
        let functions =
            (0..<3000).map { function("f\($0)", call("f\($0 + 1)")) } + [function("f3000", call("f0"))]
        #expect(Planner().plan(Skeleton(functions: functions)).checkedEntries.count == 1)
    }

    @Test func everyCycleOfARandomGraphIsCut() {
        var state: UInt64 = 7
        for _ in 0..<200 {
            let count = 8
            var callees: [[Int]] = []
            for _ in 0..<count {
                callees.append(
                    (0..<count).filter { _ in
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return (state >> 33) % 5 == 0
                    })
            }
            let functions = callees.enumerated().map { i, targets in
                Function(
                    id: "f\(i)", name: "f\(i)", place: place(i + 1), visibility: .file, isAddressTaken: false,
                    entry: Site(offset: 1, form: .statement), body: .sequence(targets.map { call("f\($0)") }))
            }
            let checked = Set(Planner().plan(Skeleton(functions: functions)).checkedEntries)
            // Take away what has a check; what is left must run out of functions that call nobody.
            var left = Set((0..<count).filter { !checked.contains("f\($0)") })
            while let leaf = left.first(where: { callees[$0].allSatisfy { !left.contains($0) } }) {
                left.remove(leaf)
            }
            #expect(left.isEmpty, "an unchecked cycle among \(left) in \(callees)")
        }
    }
}

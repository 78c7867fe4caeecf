// The proven gaps: by hand where a run is easily forgotten, and against a machine that runs what was planned.

import Testing

@testable import Planning

@Suite struct Gaps {
    private func bounds(budget: Double = 20, _ functions: Function...) -> [String: FunctionBound] {
        var options = Planner.Options()
        options.budget = .microseconds(budget)
        let skeleton = Skeleton(functions: functions)
        let all = Planner(options).plan(skeleton).bounds(skeleton)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    @Test func aBreakPassesTheCheckAtTheLatch() throws {
        // Each turn 10 ns, then a break before 100 ns more behind the loop.
        let f = function(
            "f", loop(nanoseconds(10), .branch([.leave(.break)]), nanoseconds(1)), nanoseconds(100))
        let bound = try #require(bounds(f)["f"])
        #expect(bound.gap.cost == .nanoseconds(110) && bound.gap.extras.isEmpty)
        #expect(bound.entry?.cost == .nanoseconds(11))
        #expect(bound.through?.cost == .nanoseconds(110) && bound.exit?.cost == .nanoseconds(110))
    }

    @Test func aRunGoesOnInTheCaller() throws {
        let g = function("g", nanoseconds(7), loop(nanoseconds(10)), nanoseconds(5))
        let f = function("f", nanoseconds(100), call("g"), nanoseconds(200), call("g"))
        let bound = try #require(bounds(f, g)["f"])
        // Past one g without a turn (12), then into the next up to its first check (17).
        #expect(bound.gap.cost == .nanoseconds(100 + 12 + 200 + 12 + 5))
        #expect(bound.exit?.cost == .nanoseconds(5 + 200 + 12))
    }

    @Test func oneAlternativeOfAChoiceCounts() throws {
        func alternative(_ cost: Double) -> Region {
            .sequence([.target(.alternative(isDefault: false)), nanoseconds(cost), .leave(.break)])
        }
        let apart = function("f", .choice(.sequence([alternative(10), alternative(30), alternative(20)])))
        #expect(bounds(apart)["f"]?.gap.cost == .nanoseconds(30))
        // Without the break it goes on into the next.
        let through = function(
            "f",
            .choice(
                .sequence([.target(.alternative(isDefault: false)), nanoseconds(10), alternative(30)])))
        #expect(bounds(through)["f"]?.gap.cost == .nanoseconds(40))
    }

    @Test func stripsAndShortLoopsCountWhole() throws {
        let strip = try #require(bounds(function("f", loop(nanoseconds(1), counting: counted())))["f"])
        // 8192 turns, and what it takes to find the strip's end.
        #expect(strip.gap.cost == .nanoseconds(8192) + CostModel.cost(of: .strip))
        let short = try #require(bounds(function("f", loop(nanoseconds(1), trips: .atMost(100))))["f"])
        #expect(short.gap.cost == .nanoseconds(100) && short.entry == nil)
    }

    @Test func aCycleLeftUncheckedHasNoBound() throws {
        let refused = loop(nanoseconds(1), refusal: .fromMacro("M"))
        let all = bounds(function("f", nanoseconds(3), call("g")), function("g", refused))
        for name in ["f", "g"] {
            let gap = try #require(all[name]).gap
            #expect(!gap.isBounded)
            #expect(gap.extras.map(\.place) == [place(2)])
        }
        // With a known number of turns it has one.
        let known = function("h", loop(nanoseconds(1), trips: .atMost(9), refusal: .fromMacro("M")))
        #expect(bounds(known)["h"]?.gap == Gap(cost: .nanoseconds(9)))
    }

    @Test func opaqueCallsAreNamedAndCounted() throws {
        let f = function("f", loop(call("elsewhere"), nanoseconds(2)), call("regexec", isSystem: true))
        let gap = try #require(bounds(f)["f"]).gap
        #expect(gap.extras.map(\.kind) == [.opaque("elsewhere"), .opaque("regexec")] && gap.isBounded)
        let sized = function(
            "s",
            .call(
                Call(
                    callee: .direct(id: "memcpy", isSystem: true), place: place(4),
                    constants: [nil, nil, 1000])),
            .call(
                Call(
                    callee: .direct(id: "memcpy", isSystem: true), place: place(5),
                    constants: [nil, nil, nil])))
        let both = try #require(bounds(sized)["s"]).gap
        #expect(both.cost == .nanoseconds(120) && both.extras.map(\.kind) == [.sized("memcpy")])
        #expect(both.extras[0].place.line == 5)
    }

    @Test func whatUnwindsIsTold() throws {
        let f = function("f", .branch([.sequence([call("f"), nanoseconds(4)])]), nanoseconds(1))
        let bound = try #require(bounds(f)["f"])
        #expect(bound.entry?.cost == .zero && bound.through == nil)
        let extra = try #require(bound.exit?.extras.first)
        #expect(extra.kind == .unwinding("f") && extra.each == .nanoseconds(5))
    }

    @Test func aJumpIntoALoopArrivesThere() throws {
        let body: [Region] = [.check, nanoseconds(50), .target(.label("in")), nanoseconds(1)]
        let f = function(
            "f", nanoseconds(100), .branch([.leave(.label("in"))]),
            loop(body[0], body[1], body[2], body[3], continues: true), nanoseconds(7))
        // 100 before the jump, 1 in the loop, and out by its head.
        #expect(try #require(bounds(f)["f"]).gap.cost == .nanoseconds(108))
    }

    /// The witness: nothing that happens is longer than what was proven.
    @Test func noRunOfTheMachineExceedsItsBound() {
        var (runs, bounded, tight) = (0, 0, 0)
        for seed in 0..<400 {
            var source = RandomSkeleton(seed: UInt64(seed))
            let skeleton = source.skeleton()
            var options = Planner.Options()
            options.budget = .nanoseconds([100, 400, 2_000][seed % 3])
            let plan = Planner(options).plan(skeleton)
            let bounds = plan.bounds(skeleton)
            let machine = Machine(skeleton, plan)
            var random = SplitMix(UInt64(seed) &* 31)
            for function in skeleton.functions.indices {
                for _ in 0..<10 {
                    machine.run(function, &random) { run in
                        let gap = bounds[run.owner].gap
                        runs += 1
                        guard gap.isBounded else { return }
                        bounded += 1
                        var allowed = gap.cost
                        for extra in gap.extras {
                            // All that returned unwound.
                            allowed = allowed + (extra.each ?? .zero) * UInt64(run.returns) * extra.count
                        }
                        if run.time * 10 >= gap.cost.picoseconds * 9, run.time > 0 { tight += 1 }
                        if run.time > allowed.picoseconds {
                            let name = skeleton.functions[run.owner].id
                            Issue.record("seed \(seed): \(name) ran \(run.time) ps, proven \(allowed)")
                        }
                    }
                }
            }
        }
        // The generator reaches what it is for.
        #expect(runs > 20_000 && bounded > runs / 4 && tight > 500, "\(runs) \(bounded) \(tight)")
    }
}

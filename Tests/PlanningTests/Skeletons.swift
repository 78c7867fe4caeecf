// Hand-made skeletons: short words for functions, calls and loops.

import Planning

func place(_ line: Int) -> Place { Place(file: "f.c", line: line, column: 1) }

func call(_ name: String, isSystem: Bool = false) -> Region {
    .call(Call(callee: .direct(id: name, isSystem: isSystem), place: place(1)))
}

let callThroughPointer = Region.call(Call(callee: .pointer, place: place(1)))

func nanoseconds(_ n: Double) -> Region { .cost(.nanoseconds(n)) }

func function(
    _ name: String, _ body: Region..., visibility: Function.Visibility = .file, addressTaken: Bool = false,
    exclusion: Reason? = nil
) -> Function {
    Function(
        id: name, name: name, place: place(1), visibility: visibility, isAddressTaken: addressTaken,
        entry: Site(offset: 1, form: .statement), body: .sequence(body), exclusion: exclusion)
}

func loop(
    _ body: Region..., trips: Loop.Trips = .unknown, counting: Loop.Counting = .not(because: "test"),
    continues: Bool = false, refusal: Reason? = nil
) -> Region {
    .loop(
        Loop(
            keyword: "for", place: place(2), head: .empty, body: .sequence(body), continues: continues,
            latch: Site(offset: 2, form: .statement), trips: trips, counting: counting, refusal: refusal))
}

func counted(longest: UInt64 = 1 << 20) -> Loop.Counting {
    .counted(
        Counted(
            index: "i", bound: "n", indexIsConverted: false, boundIsConverted: false, relation: .less,
            domain: .integer(type: "int", unsigned: "unsigned int", isSigned: true), step: 1, isRising: true,
            longestStrip: longest, shape: .for, opening: 3, bareBody: nil, afterBody: 4))
}

func plan(budget: Double = 20, _ functions: Function...) -> Plan {
    var options = Planner.Options()
    options.budget = .microseconds(budget)
    return Planner(options).plan(Skeleton(functions: functions, prelude: 0))
}

extension Plan {
    /// The functions with a check at their entry.
    var checkedEntries: [String] {
        entries.filter { if case .check = $0.decision { $0.subject == .entry } else { false } }.map(
            \.function)
    }

    /// What is decided about the loops, in order.
    var loops: [(decision: Decision, reason: Reason)] {
        entries.filter { if case .loop = $0.subject { true } else { false } }.map { ($0.decision, $0.reason) }
    }
}

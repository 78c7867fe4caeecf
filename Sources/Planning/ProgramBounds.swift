// The bounds of several files, put together: what one file calls opaque, another has proven.
//
// An extra that names a function of another file is replaced by the longest run of that function, as often as it is
// counted; a call through a pointer by the longest of all functions of its type whose address may be taken somewhere. That
// is more than the rule of `Gap` would give (the callee may hold a check), and never less. A function that is met while
// it is being put in place stays an extra: calls that lead round through several files are not followed.
//
// Only reports and the lint use this. The rewriting does not: bytes that depended on which summaries were there first
// would depend on the order of a build, and its caches would be wrong.

public struct ProgramBounds: Sendable {
    public var functions: [FunctionBound]

    public init(_ files: [[FunctionBound]]) {
        var linking = Linking(files)
        functions = linking.linked()
    }
}

private struct Linking {
    private let all: [FunctionBound]
    /// By name, as another file sees it.
    private var visible: [String: Int] = [:]
    private var byType: [String: [Int]] = [:]
    private var addressTaken: [Int] = []
    /// What a call of a function comes to, once that is known.
    private var runs: [Gap?]

    init(_ files: [[FunctionBound]]) {
        all = files.flatMap { $0 }
        runs = Array(repeating: nil, count: all.count)
        for (i, function) in all.enumerated() {
            if function.visibility == .program, visible[function.id] == nil { visible[function.id] = i }
            // Of one that others can name, another file may have taken the address.
            if function.isAddressTaken || function.visibility == .program {
                byType[function.type ?? "", default: []].append(i)
                addressTaken.append(i)
            }
        }
    }

    mutating func linked() -> [FunctionBound] {
        let callees = all.map { function in
            Array(Set(function.seenByCallers.flatMap(\.extras).flatMap(candidates))).sorted()
        }
        for circle in Components(callees).of(all.indices) {
            let known = circle.map { i in
                var sum = GapSum(cost: .zero)
                for gap in all[i].seenByCallers { sum = sum.longest(linked(gap)) }
                return sum.gap
            }
            for (i, run) in zip(circle, known) { runs[i] = run }
        }
        return all.map { function in
            var function = function
            function.gap = linked(function.gap)
            function.entry = function.entry.map(linked)
            function.through = function.through.map(linked)
            function.exit = function.exit.map(linked)
            return function
        }
    }

    /// The functions that an extra may stand for.
    private func candidates(_ extra: Extra) -> [Int] {
        switch extra.kind {
        case .opaque(let name): visible[name].map { [$0] } ?? []
        // A type that is not known may be any, and any may be of a type that is not known.
        case .pointer(let type?): (byType[type] ?? []) + (byType[""] ?? [])
        case .pointer(nil): addressTaken
        default: []
        }
    }

    private func linked(_ gap: Gap) -> Gap {
        var sum = GapSum(cost: gap.cost)
        for extra in gap.extras {
            let known = candidates(extra).map { runs[$0] }
            if known.isEmpty || known.contains(nil) {
                sum.add(extra)
            } else {
                sum.add(
                    known.reduce(GapSum(cost: .zero)) { $0.longest($1 ?? Gap(cost: .zero)) }.gap,
                    times: extra.count)
            }
        }
        return sum.gap
    }
}

extension FunctionBound {
    /// What its caller is in for, one or the other.
    fileprivate var seenByCallers: [Gap] { [entry, through, exit].compactMap { $0 } }
}

/// Gaps added up by the kind of their extras.
private struct GapSum {
    private var cost: Cost
    private var extras: [Extra.Kind: Extra] = [:]

    init(cost: Cost) { self.cost = cost }

    var gap: Gap { Gap(cost: cost, extras: extras.values.sorted(by: Extra.precedes)) }

    mutating func add(_ gap: Gap, times: UInt64) {
        cost = cost + gap.cost * times
        for var extra in gap.extras {
            let (count, overflow) = extra.count.multipliedReportingOverflow(by: times)
            extra.count = overflow ? .max : count
            add(extra)
        }
    }

    mutating func add(_ extra: Extra) {
        guard var known = extras[extra.kind] else {
            extras[extra.kind] = extra
            return
        }
        let (count, overflow) = known.count.addingReportingOverflow(extra.count)
        known.count = overflow ? .max : count
        known.place = min(known.place, extra.place)
        extras[extra.kind] = known
    }

    func longest(_ gap: Gap) -> GapSum {
        var result = self
        result.cost = .longest(cost, gap.cost)
        for extra in gap.extras {
            guard var known = result.extras[extra.kind] else {
                result.extras[extra.kind] = extra
                continue
            }
            known.count = max(known.count, extra.count)
            known.place = min(known.place, extra.place)
            result.extras[extra.kind] = known
        }
        return result
    }
}

// A run: what a program does between two checks, as far as it is known.
//
// Its cost, and what comes on top of that and cannot be put in figures from one file alone: calls into code that was
// not seen, library calls whose cost depends on data, cycles without a check. The extras are counted, so that whoever
// learns later what one costs (another file's summary, `.cede.yml`) can add it. Rejected: one "unknown" bit, which says
// neither what to look at nor how much of the bound still holds.

/// What a run holds besides the work whose cost is known.
public struct Extra: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Code that was not seen.
        case opaque(String)
        /// A call through a pointer to a function of this type.
        case pointer(type: String?)
        /// A library function whose cost depends on data.
        case sized(String)
        /// A library function that may enter the kernel; what it costs when it does not is in the run's cost.
        case system(String)
        /// Returns from a function that called itself pass no check.
        case unwinding(String)
        /// A cycle without a check: this run has no bound.
        case unchecked(String, why: String)
    }

    public var kind: Kind
    /// Where it happens, or the first such place.
    public var place: Place
    /// How often, at most.
    public var count: UInt64 = 1
    /// What each byte of a sized call, or each level that unwinds, costs.
    public var each: Cost?

    public init(_ kind: Kind, at place: Place, count: UInt64 = 1, each: Cost? = nil) {
        self.kind = kind
        self.place = place
        self.count = count
        self.each = each
    }

    public var isUnbounded: Bool { if case .unchecked = kind { true } else { false } }
}

/// A run with its extras under the numbers that `Extras` gave them.
struct Run: Equatable {
    struct Item: Equatable {
        var number: Int
        var count: UInt64
        /// Number of the first place; places met earlier have smaller numbers.
        var place: Int
    }

    var cost = Cost.zero
    /// Sorted by number.
    var items: [Item] = []

    static let zero = Run()

    static func + (a: Run, b: Run) -> Run {
        Run(cost: a.cost + b.cost, items: merged(a.items, b.items) { $0.addingReportingOverflow($1) })
    }

    static func * (a: Run, times: UInt64) -> Run {
        if times == 0 { return .zero }
        return Run(
            cost: a.cost * times,
            items: a.items.map {
                let (count, overflow) = $0.count.multipliedReportingOverflow(by: times)
                return Item(number: $0.number, count: overflow ? .max : count, place: $0.place)
            })
    }

    /// No shorter than either.
    static func longest(_ a: Run, _ b: Run) -> Run {
        Run(cost: .longest(a.cost, b.cost), items: merged(a.items, b.items) { (max($0, $1), false) })
    }

    private static func merged(
        _ a: [Item], _ b: [Item], _ combine: (UInt64, UInt64) -> (partialValue: UInt64, overflow: Bool)
    ) -> [Item] {
        if b.isEmpty { return a }
        if a.isEmpty { return b }
        var result: [Item] = []
        result.reserveCapacity(max(a.count, b.count))
        var (i, j) = (0, 0)
        while i < a.count && j < b.count {
            if a[i].number == b[j].number {
                let (count, overflow) = combine(a[i].count, b[j].count)
                result.append(
                    Item(
                        number: a[i].number, count: overflow ? .max : count,
                        place: min(a[i].place, b[j].place)))
                i += 1
                j += 1
            } else if a[i].number < b[j].number {
                result.append(a[i])
                i += 1
            } else {
                result.append(b[j])
                j += 1
            }
        }
        return result + a[i...] + b[j...]
    }
}

/// Numbers for the extras of one file, by kind, and for their places.
final class Extras {
    private var numbers: [Extra.Kind: Int] = [:]
    private var all: [Extra] = []
    private var places: [Place] = []

    func run(_ extra: Extra) -> Run {
        let number = numbers[extra.kind] ?? all.count
        if number == all.count {
            numbers[extra.kind] = number
            all.append(extra)
        }
        places.append(extra.place)
        return Run(items: [Run.Item(number: number, count: extra.count, place: places.count - 1)])
    }

    func kind(_ number: Int) -> Extra.Kind { all[number].kind }

    /// The extras of a run, what has no bound first, then by place.
    func named(_ run: Run) -> [Extra] {
        run.items.map { item in
            var extra = all[item.number]
            extra.count = item.count
            extra.place = places[item.place]
            return extra
        }.sorted(by: Extra.precedes)
    }
}

extension Extra {
    static func precedes(_ a: Extra, _ b: Extra) -> Bool {
        (a.rank, a.place, "\(a.kind)") < (b.rank, b.place, "\(b.kind)")
    }

    private var rank: Int {
        switch kind {
        case .unchecked: 0
        case .opaque: 1
        case .pointer: 2
        case .sized: 3
        case .unwinding: 4
        case .system: 5
        }
    }
}

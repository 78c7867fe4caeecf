// Between which numbers a value lies, by how it was made, by what it was compared with on every way to where it is asked for, and by
// what meets there.
//
// A compiler that copies a few bytes itself leaves a loop whose end is the bytes' number, rounded; that this is small stands in a
// comparison before, or in the width of what it was loaded from.

struct ValueBounds {
    private let graph: FlowGraph
    private let values: RegisterValues
    /// Those that are being asked for: what depends on itself has no bounds.
    private var asked: Set<Int> = []
    private var depth = 0

    init(_ graph: FlowGraph, _ values: RegisterValues) {
        self.graph = graph
        self.values = values
    }

    /// The lower `width` bits of a value, as a number that is not negative: at a block's start, or on its way to the next.
    mutating func bounds(of value: Value, width: Int, at block: Int, before next: Int? = nil) -> ClosedRange<Int64>? {
        guard let number = number(value, width: width, at: block, before: next), number.lowerBound >= 0, number.upperBound <= Self.largest(width) else {
            return nil
        }
        return number
    }

    /// Of as many bits; of sixty-four bits none that large is of interest, and sums of a few do not overflow.
    private static func largest(_ width: Int) -> Int64 { width < 56 ? 1 << Int64(width) - 1 : most }
    private static let most: Int64 = 1 << 56

    /// A number whose lower `width` bits are those of a value; it may be negative.
    private mutating func number(_ value: Value, width: Int, at block: Int, before next: Int? = nil) -> ClosedRange<Int64>? {
        let width = min(width, value.width)
        if value.isConstant {
            let unused = Int64(64 - width)
            let number = width == 64 ? Int64(bitPattern: value.offset) : Int64(bitPattern: (value.offset << UInt64(unused)) >> UInt64(unused))
            return number.magnitude <= UInt64(Self.most) ? number...number : nil
        }
        guard depth < 16 else { return nil }
        depth += 1
        defer { depth -= 1 }
        var own = own(value.symbol, width)
        let comparisons = comparisons(of: value.symbol, at: block, before: next)
        // Of what was made of fewer bits, the bits that were compared are all.
        if let made = values.size(of: value.symbol)?.width {
            for (offset, limits, compared) in comparisons where offset == 0 && (compared == made || compared == 64) {
                own = own.flatMap { both($0, limits) }
            }
        }
        var range = own.flatMap { moved($0, by: value.offset, width) }
        for (offset, limits, compared) in comparisons where compared == width || compared == 64 && limits.upperBound <= Self.largest(32) {
            guard let known = moved(limits, by: value.offset &- offset, width), known.lowerBound >= 0, known.upperBound <= Self.largest(width)
            else { continue }
            range = range.map { both($0, known) } ?? known
        }
        return range
    }

    /// What may be negative is another number than the one that was compared. What cannot be both is nowhere: nobody comes here.
    private func both(_ range: ClosedRange<Int64>, _ limits: ClosedRange<Int64>) -> ClosedRange<Int64> {
        if range.lowerBound < 0 { return range }
        return range.overlaps(limits) ? range.clamped(to: limits) : limits.lowerBound...limits.lowerBound
    }

    private func moved(_ range: ClosedRange<Int64>, by distance: UInt64, _ width: Int) -> ClosedRange<Int64>? {
        let unused = UInt64(64 - width)
        let step = Int64(bitPattern: distance << unused) >> Int64(unused)
        guard step.magnitude <= UInt64(Self.most), range.lowerBound >= -Self.most, range.upperBound <= Self.most else { return nil }
        return range.lowerBound + step...range.upperBound + step
    }

    /// By how it was made. Above what was made of fewer bits there are zeros, so there it may not be negative.
    private mutating func own(_ symbol: Int, _ width: Int) -> ClosedRange<Int64>? {
        guard let range = own(symbol), let made = values.size(of: symbol)?.width, made < width else { return own(symbol) }
        return range.lowerBound >= 0 && range.upperBound <= Self.largest(made) ? range : nil
    }

    private mutating func own(_ symbol: Int) -> ClosedRange<Int64>? {
        guard asked.insert(symbol).inserted else { return nil }
        defer { asked.remove(symbol) }
        if let (meeting, register) = values.meeting(symbol) {
            if values.isEntry(meeting) { return nil }
            var result: ClosedRange<Int64>?
            for (from, value) in values.incoming(meeting, register) where value != Value(symbol: symbol, offset: 0) {
                guard let next = bounds(of: value, width: 64, at: from, before: meeting) else { return nil }
                result = result.map { min($0.lowerBound, next.lowerBound)...max($0.upperBound, next.upperBound) } ?? next
            }
            return result
        }
        guard let (size, width) = values.size(of: symbol) else { return nil }
        let origin = values.origin(of: symbol)
        func number(_ value: Value) -> ClosedRange<Int64>? { self.number(values.resolved(value), width: width, at: origin) }
        func fitting(_ range: ClosedRange<Int64>) -> ClosedRange<Int64>? {
            range.lowerBound >= 0 && range.upperBound <= Self.largest(width) ? range : nil
        }
        switch size {
        case .atMost(let most): return 0...Int64(most)
        case .total(let first, let second):
            guard let one = number(first), let other = number(second) else { return nil }
            return one.lowerBound + other.lowerBound...one.upperBound + other.upperBound
        case .difference(let first, let second):
            if let distance = distance(values.resolved(first), values.resolved(second)) { return distance }
            guard let one = number(first), let other = number(second) else { return nil }
            return one.lowerBound - other.upperBound...one.upperBound - other.lowerBound
        case .masked(let value, let mask):
            let range = number(value).flatMap(fitting)
            if mask < 1 << 31 { return 0...min(Int64(mask), range?.upperBound ?? Int64(mask)) }
            guard let range, let rounding = Self.rounding(mask, width) else { return nil }
            return range.lowerBound & ~rounding...range.upperBound & ~rounding
        case .shifted(let value, let places):
            let range = number(value).flatMap(fitting) ?? 0...Self.largest(width)
            return range.lowerBound >> Int64(places)...range.upperBound >> Int64(places)
        case .least(let first, let second):
            let ranges = [first, second].compactMap { number($0).flatMap(fitting) }
            guard let most = ranges.map(\.upperBound).min() else { return nil }
            return (ranges.count == 2 ? ranges.map(\.lowerBound).min()! : 0)...most
        }
    }

    /// A mask that rounds down to a power of two: what it takes away at most.
    private static func rounding(_ mask: UInt64, _ width: Int) -> Int64? {
        let taken = ~mask & (width == 64 ? UInt64.max : 1 << UInt64(width) - 1)
        return taken & (taken &+ 1) == 0 && taken < 1 << 16 ? Int64(taken) : nil
    }

    /// Between two addresses of which one is the other, moved on and rounded down.
    private func distance(_ first: Value, _ second: Value) -> ClosedRange<Int64>? {
        func rounded(_ value: Value) -> (of: Value, by: Int64)? {
            guard value.width == 64, case (.masked(let of, let mask), 64)? = values.size(of: value.symbol),
                let rounding = Self.rounding(mask, 64)
            else { return nil }
            return values.resolved(of).adding(value.offset).map { ($0, rounding) }
        }
        func between(_ one: Value, _ other: Value) -> Int64? {
            let distance = Int64(bitPattern: one.offset &- other.offset)
            return one.symbol == other.symbol && one.width == 64 && other.width == 64 && distance.magnitude < 1 << 32 ? distance : nil
        }
        if let rounded = rounded(second), let distance = between(first, rounded.of) { return distance...distance + rounded.by }
        if let rounded = rounded(first), let distance = between(rounded.of, second) { return distance - rounded.by...distance }
        return nil
    }

    /// What a symbol, moved on by an offset, was compared with on every way from where it began to a block, by how many bits.
    private func comparisons(of symbol: Int, at block: Int, before next: Int?) -> [(offset: UInt64, limits: ClosedRange<Int64>, width: Int)] {
        var result: [(offset: UInt64, limits: ClosedRange<Int64>, width: Int)] = []
        for comparison in values.comparisons[symbol] ?? [] where comparison.width >= 32 {
            let b = comparison.block
            guard let test = Test(graph.code.text(of: graph.last(of: b)).mnemonic) else { continue }
            for taken in [true, false] {
                guard let limits = test.limits(Int64(comparison.other), holds: taken, largest: Self.largest(comparison.width)),
                    let way = graph.way(taken: taken, from: b), graph.way(taken: !taken, from: b) != way,
                    b == block && way == next || isOnEveryWay(from: values.origin(of: symbol), to: block, b, way)
                else { continue }
                result.append((comparison.offset, limits, comparison.width))
            }
        }
        return result
    }

    private func isOnEveryWay(from origin: Int, to block: Int, _ branch: Int, _ way: Int) -> Bool {
        // What follows the symbol in its own block is compared behind it.
        if origin == block { return false }
        var seen: Set<Int> = []
        var open = [origin]
        while let next = open.popLast() {
            for successor in graph.blocks[next].successors where !(next == branch && successor == way) {
                if successor == block { return false }
                if values.contains(successor), seen.insert(successor).inserted { open.append(successor) }
            }
        }
        return true
    }
}

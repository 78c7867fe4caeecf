// Headers that several units read: what one unit would insert, and what all agree on.
//
// A header is rewritten once for all of them, so a check is placed if one unit needs it and none forbids it. A unit may
// leave a function out (`#if`) or need fewer checks in it; what it may not do is see other loops in the same text.
// Rejected: what the first unit says (another may not compile it), and only what all say (a macro's loop is seen by
// those units alone that expand it).

import Planning

/// What one unit says about a header. Offsets are in the header.
public struct HeaderShare: Sendable {
    public var path: String
    /// What is placed in it, in the order of the source.
    var entries: [Plan.Entry]
    var declaration: Int?
    /// The loops and jumps of its functions, by where their bodies begin.
    var shapes: [Int: [CycleShape]]
    /// Places in macro definitions at which the unit allows no check.
    var forbidden: Set<Site>

    /// The share of a plan that falls into `range` of the unit's bytes: a header's, or the source's own, for a source
    /// that others include.
    public init(path: String, _ plan: Plan, _ skeleton: Skeleton, in range: Range<Int>, forbidden: Set<Site>)
    {
        self.path = path
        let distance = -range.lowerBound
        entries = plan.entries.compactMap { entry in
            guard let offset = entry.decision.offset, range.contains(offset) else { return nil }
            var entry = entry
            entry.decision = entry.decision.moved(by: distance)
            return entry
        }
        let declarations = plan.declarations + [plan.prelude].compactMap { $0 }
        declaration = declarations.first(where: range.contains).map { $0 + distance }
        let functions = skeleton.functions.filter { range.contains($0.text) }
        shapes = Dictionary(
            functions.map { ($0.text + distance, $0.shape.map { $0.moved(by: distance) }) },
            uniquingKeysWith: { a, _ in a })
        self.forbidden = Set(
            forbidden.filter { range.contains($0.offset) }.map { $0.moved(by: distance) })
    }
}

public struct AgreedHeader: Sendable {
    public var rewritten: Rewritten
    /// What some unit needs, and another does not allow.
    public var left: [Plan.Entry]

    /// The header as it is.
    public static func nothing(of bytes: [UInt8], _ shares: [HeaderShare]) -> AgreedHeader {
        AgreedHeader(
            rewritten: Rewritten(bytes: bytes, insertions: []), left: shares.flatMap(\.entries))
    }
}

/// The rewriting of a header that all its units agree on.
public func agree(_ bytes: [UInt8], _ shares: [HeaderShare], prelude: Prelude?) -> AgreedHeader {
    let forbidden = shares.reduce(into: Set<Site>()) { $0.formUnion($1.forbidden) }
    var shapes: [Int: Set<[CycleShape]>] = [:]
    for share in shares {
        for (start, shape) in share.shapes { shapes[start, default: []].insert(shape) }
    }
    var counts: [Int: Set<Counted>] = [:]
    for case .strip(let counted, _) in shares.flatMap(\.entries).map(\.decision) {
        counts[counted.opening, default: []].insert(counted)
    }
    let starts = shapes.keys.sorted()
    func isAllowed(_ entry: Plan.Entry) -> Bool {
        switch entry.decision {
        case .check(let site) where forbidden.contains(site): return false
        case .strip(let counted, _) where counts[counted.opening]?.count != 1: return false
        default: break
        }
        guard let offset = entry.decision.offset, let owner = starts.last(where: { $0 <= offset }) else {
            return true
        }
        return shapes[owner]?.count == 1
    }
    var kept: [Plan.Entry] = []
    var left: [Plan.Entry] = []
    for entry in shares.flatMap(\.entries) {
        if isAllowed(entry) { kept.append(entry) } else { left.append(entry) }
    }
    // What encloses starts before what is enclosed; units do not say it in one order.
    let ordered = kept.indices.sorted { (kept[$0].place, $0) < (kept[$1].place, $1) }.map { kept[$0] }
    let declarations = kept.isEmpty ? [] : Set(shares.compactMap(\.declaration)).sorted()
    let plan = Plan(entries: ordered, declarations: declarations)
    return AgreedHeader(rewritten: rewriteC(bytes, by: plan, prelude: prelude), left: left)
}

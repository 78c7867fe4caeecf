// The strips of a loop over a sequence in Swift, and the helpers they need, which the file's prelude declares.
//
//     for i in ⟦__cede_strips(⟧a..<b⟦, 512) { for i in i⟧ { body }⟦ }⟧
//
// Before every strip but the last there is a check, so the last two may follow one another: such a strip is half of the
// turns that may lie between two checks. Most loops are one strip and pay a comparison. A strip is a range of its own, as
// `from..<till`: without that operator's check the compiler does not move bounds checks of arrays out of the loop.
//
// Where the body is short and runs straight through, a loop of one strip is left as it is, and the strips repeat the body:
//
//     for i in ⟦__cede_gate(⟧a..<b⟦, 512) { if let i = i.short { for i in i⟧ { body }⟦ } else { for i in i.strips { ... { body } } } }⟧
//
// The compiler drops the bounds checks of `a[i - 1]` and `a[row + i]` for what it knows of a loop's start, and vectorises only
// without them. A short loop starts where the source says. Strips of a long one (`__CedeRanges`) start at a number of strips
// behind it, by arithmetic that traps: so no start seems to be before the first, which is enough for `a[i - 1]`. A stencil
// took 2.4 times as long with strips that start where the one before ends, now 1.1; a product of matrices 5.4, now 1.0.
// Rejected: such strips for all loops (short ones pay twice as much), a start that the compiler cannot see through and that is
// compared with the first (no vectors), and a copy of every body (what the compiler warns of in one, it would say twice).
//
// The check of a strip, and that of a range loop's turn, goes through the loop's variable (`cede_turn.h`): to the compiler
// it is arithmetic. One that may touch memory costs more in Swift than in C even in an outer loop, since without C's
// rules on types a store of a Double may change an array's count: a product of matrices with such a check in its middle
// loop took 3 times as long, with this one 0.9 to 1.0 times. Rejected: a module of helpers instead of a prelude (each
// carrier would have to build it), generic helpers for Int too (their loops keep their bounds checks), and a call instead
// of `precondition`, which to the compiler may do anything (the product of matrices keeps its uniqueness checks).
// `-Ounchecked` drops a precondition, so there the check is the ordinary one.

import Planning

extension SwiftInsertions {
    mutating func slices(_ loop: Sliced, turns: UInt64) {
        if case .counter(let name, let comparison, let end, let afterBrace) = loop.form {
            let amounts = "(\(name), \(end), \(turns / 2))"
            if let copy = loop.copy {
                text.open(loop.start, "if __cede_short\(amounts) { while \(name) \(comparison) \(end) { \(copy) } }; ")
            }
            text.open(afterBrace, " let __cede_end = __cede_until\(amounts); while \(name) \(comparison) __cede_end {")
        }
        let isShort = loop.whole.flatMap { whole in
            loop.copy.map { "if __cede_few(\(whole.name), \(turns)) { \(whole.head) { \($0) } } else { " }
        }
        if let isShort { text.open(loop.start, isShort) }
        if !loop.breaks.isEmpty {
            let label = loop.label ?? "__cede_loop_\(loop.start)"
            if loop.label == nil { text.open(loop.start, "\(label): ") }
            loop.breaks.forEach { text.open($0, " \(label)") }
        }
        switch loop.form {
        case .counter: break
        case .numbered(let offset, let element, let base, let end):
            text.open(base.lowerBound, "__cede_strips(")
            text.close(base.upperBound, ", \(turns / 2))")
            text.close(end, " { for (\(offset), \(element)) in __cede_numbered(\(offset), \(element), \(turns / 2))")
        case .sequence(let own, let afterName, let sequence):
            let name = named(own, endingAt: afterName)
            if let copy = loop.copy, isShort == nil {
                text.open(sequence.lowerBound, "__cede_gate(")
                text.close(sequence.upperBound, ", \(turns)) { if let \(name) = \(name).short { for \(name) in \(name)")
                text.close(
                    loop.afterBody, " } else { for \(name) in \(name).strips { for \(name) in \(name) { \(copy) } } } }")
                return
            }
            text.open(sequence.lowerBound, "__cede_strips(")
            text.close(sequence.upperBound, ", \(turns / 2)) { for \(own) in \(name)")
        }
        text.close(loop.afterBody, isShort == nil ? " }" : " } }")
    }
}

enum SwiftStrip {
    /// The helpers that the plan's insertions name.
    static func support(for plan: Plan) -> String {
        var loops: [Sliced] = []
        var hasTurns = false
        var hasPieces = false
        var hasDroppable = plan.quiet.contains { if case .droppable = $0.form { true } else { false } }
        for entry in plan.entries {
            switch entry.decision {
            case .slices(let loop, _): loops.append(loop)
            case .check(let site):
                hasTurns = hasTurns || site.index != nil
                if case .droppable = site.form { hasDroppable = true }
            case .pieces: hasPieces = true
            case .strip, .none: break
            }
        }
        let dropping = hasDroppable ? then : ""
        guard hasTurns || hasPieces || !loops.isEmpty else { return dropping }
        let isCounter = { (loop: Sliced) in if case .counter = loop.form { true } else { false } }
        var parts = [turn]
        if loops.contains(where: isCounter) { parts.append(counters) }
        if !loops.allSatisfy(isCounter) { parts += [strips("__CedeStrips", "", "Swift.Int"),
            strips("__CedeIntegers", "<I: Swift.FixedWidthInteger>", "I"), closed, each] }
        if hasPieces || !loops.allSatisfy(isCounter) { parts.append(slices) }
        if hasPieces { parts.append(pieces) }
        if loops.contains(where: { $0.copy != nil && $0.whole == nil && !isCounter($0) }) { parts.append(gate) }
        if loops.contains(where: { $0.whole != nil }) { parts.append(few) }
        if loops.contains(where: { if case .numbered = $0.form { true } else { false } }) { parts.append(numbered) }
        return dropping + parts.joined()
    }

    private static let inlined = "@inline(__always) nonisolated fileprivate func "
    private static let iterator = ": Swift.Sequence, Swift.IteratorProtocol"
    private static let next = "@inline(__always) mutating func next() -> "

    /// Not a call in the compiled code, whatever the configuration.
    private static let then =
        "@discardableResult @_transparent nonisolated fileprivate func __cede_then<T>(_: Swift.Void, _ value: T, "
        + "_: Swift.Void = ()) -> T { value }; "

    private static let turn =
        inlined + "__cede_checked() -> Swift.Bool { cede_check(); return true }; "
        + inlined + "__cede_turn(_ index: Swift.Int) { Swift.precondition(cede_turn(index) == index); "
        + "_ = Swift._isReleaseAssertConfiguration() || __cede_checked() }; "
        + inlined + "__cede_turn<I: Swift.FixedWidthInteger>(_ index: I) "
        + "{ __cede_turn(Swift.Int(truncatingIfNeeded: index)) }; "
        + inlined + "__cede_turn<T>(_ index: T) { cede_check() }; "

    /// No end is past the range, nor does the sum wrap round unseen.
    private static func strips(_ name: String, _ generic: String, _ integer: String) -> String {
        let type = name + (generic.isEmpty ? "" : "<I>")
        return "nonisolated fileprivate struct \(name)\(generic)\(iterator) { var from, end: \(integer); let turns: \(integer); "
            + next + "Swift.Range<\(integer)>? { let from = self.from; if from >= end { return nil }; var till = end; "
            + "let far = from &+ turns; if far > from && far < till { __cede_turn(from); till = far }; self.from = till; "
            + "return from..<till } }; "
            + inlined + "__cede_strips\(generic)(_ range: Swift.Range<\(integer)>, _ turns: Swift.Int) -> \(type) "
            + "{ \(type)(from: range.lowerBound, end: range.upperBound, turns: \(integer)(truncatingIfNeeded: turns)) }; "
    }

    private static let closed =
        "nonisolated fileprivate struct __CedeClosed\(iterator) { var from: Swift.Int; let last, turns: Swift.Int; "
        + "var isDone = false; " + next + "Swift.ClosedRange<Swift.Int>? { if isDone { return nil }; "
        + "let from = self.from; let far = from &+ turns; if far > from && far <= last { __cede_turn(from); "
        + "self.from = far; return from...(far &- 1) }; isDone = true; return from...last } }; "
        + inlined + "__cede_strips(_ range: Swift.ClosedRange<Swift.Int>, _ turns: Swift.Int) -> __CedeClosed "
        + "{ __CedeClosed(from: range.lowerBound, last: range.upperBound, turns: turns) }; "

    private static let slices =
        "nonisolated fileprivate struct __CedeSlices<C: Swift.RandomAccessCollection>\(iterator) { var rest: C.SubSequence; "
        + "let turns: Swift.Int; var turn = 0; " + next + "C.SubSequence? { if turn < 0 { return nil }; "
        + "if rest.count <= turns { turn = -1; return rest }; let strip = rest.prefix(turns); rest = rest.dropFirst(turns); "
        + "turn &+= turns; __cede_turn(turn); return strip } }; "
        + inlined + "__cede_strips<C: Swift.RandomAccessCollection>(_ elements: C, _ turns: Swift.Int) -> __CedeSlices<C> "
        + "{ __CedeSlices<C>(rest: elements[elements.startIndex..<elements.endIndex], turns: turns) }; "

    /// The library's loops, in typed throws, as the embedded language has no others. What is one strip is gone over as it is.
    private static let pieces =
        "nonisolated fileprivate struct __CedePieces<C: Swift.RandomAccessCollection> { let whole: C; let turns: Swift.Int; "
        + looping("reduce<R, E>(_ initial: R, _ next: (R, C.Element) throws(E) -> R) throws(E) -> R",
            from: "var result = initial; ", "result = try next(result, one)", to: "return result ")
        + looping("reduce<R, E>(into initial: R, _ next: (inout R, C.Element) throws(E) -> Swift.Void) throws(E) -> R",
            from: "var result = initial; ", "try next(&result, one)", to: "return result ")
        + looping("forEach<E>(_ body: (C.Element) throws(E) -> Swift.Void) throws(E)", "try body(one)")
        + "}; extension Swift.RandomAccessCollection { "
        + "@inline(__always) nonisolated fileprivate func __cede_pieces(_ turns: Swift.Int) -> __CedePieces<Self> "
        + "{ __CedePieces(whole: self, turns: turns) } }; "

    private static func looping(_ signature: String, from: String = "", _ turn: String, to: String = "") -> String {
        "@inline(__always) func \(signature) { \(from)if whole.count <= turns { for one in whole { \(turn) } } "
            + "else { for strip in __cede_strips(whole, turns) { for one in strip { \(turn) } } }; \(to)}; "
    }

    /// The number of a strip tells that of its first element. A sequence in one piece counts for itself.
    private static let numbered =
        "nonisolated fileprivate struct __CedeNumbered<C: Swift.RandomAccessCollection>\(iterator) { var offset: Swift.Int; "
        + "var elements: C.Iterator; " + next + "(offset: Swift.Int, element: C.Element)? { guard let element = elements.next() "
        + "else { return nil }; let offset = self.offset; self.offset &+= 1; return (offset, element) } }; "
        + inlined + "__cede_numbered<C: Swift.RandomAccessCollection>(_ strip: Swift.Int, _ elements: C, _ turns: Swift.Int) "
        + "-> __CedeNumbered<C> { __CedeNumbered<C>(offset: strip &* turns, elements: elements.makeIterator()) }; "
        + inlined + "__cede_numbered<S: Swift.Sequence>(_ strip: Swift.Int, _ elements: S, _ turns: Swift.Int) "
        + "-> Swift.EnumeratedSequence<S> { elements.enumerated() }; "

    /// The end of the strip that a counter has come to. What it is not past, as a range would say, lets the compiler move
    /// bounds checks out of the loop.
    private static let counters =
        ["<I: Swift.FixedWidthInteger>", ""].map { generic in
            let integer = generic.isEmpty ? "Swift.Int" : "I"
            let magnitude = generic.isEmpty ? "Swift.UInt" : "I.Magnitude"
            let parameters = "\(generic)(_ index: \(integer), _ end: \(integer), _ turns: Swift.Int)"
            return inlined + "__cede_until\(parameters) -> \(integer) { var till = end; "
                + "let far = index &+ \(integer)(truncatingIfNeeded: turns); "
                + "if far > index && far < end { __cede_turn(index); till = far }; Swift.precondition(index <= till); return till }; "
                + inlined + "__cede_short\(parameters) -> Swift.Bool "
                + "{ \(magnitude)(truncatingIfNeeded: end &- index) <= \(magnitude)(clamping: turns) }; "
        }.joined()

    /// A sequence that is not known to be cut: in one piece, with a check at each element.
    private static let each =
        "nonisolated fileprivate struct __CedeEach<S: Swift.Sequence>: Swift.Sequence { let sequence: S; "
        + "struct Iterator: Swift.IteratorProtocol { var iterator: S.Iterator; "
        + next + "S.Element? { cede_check(); return iterator.next() } }; "
        + "@inline(__always) func makeIterator() -> Iterator { Iterator(iterator: sequence.makeIterator()) } }; "
        + inlined + "__cede_strips<S: Swift.Sequence>(_ sequence: S, _ turns: Swift.Int) "
        + "-> Swift.CollectionOfOne<__CedeEach<S>> { Swift.CollectionOfOne(__CedeEach(sequence: sequence)) }; "

    private static let few =
        inlined + "__cede_few<C: Swift.RandomAccessCollection>(_ elements: C, _ turns: Swift.Int) -> Swift.Bool "
        + "{ elements.count <= turns }; "
        + inlined + "__cede_few<S: Swift.Sequence>(_ sequence: S, _ turns: Swift.Int) -> Swift.Bool { false }; "

    static let gate = [gates, ranges,
        chosen("", "Swift.Range<Swift.Int>", "__CedeRanges",
            isShort: "\(distance) <= \(most)", "__CedeRanges(from: range.lowerBound, end: range.upperBound, turns: turns)"),
        chosen("", "Swift.ClosedRange<Swift.Int>", "__CedeClosed", isShort: "\(distance) < \(most)"),
        chosen("<I: Swift.FixedWidthInteger>", "Swift.Range<I>", "__CedeIntegers<I>",
            isShort: "I.Magnitude(truncatingIfNeeded: range.upperBound &- range.lowerBound) <= turns"),
        chosen("<S: Swift.Sequence>", "S", "Swift.CollectionOfOne<__CedeEach<S>>", isShort: "false")].joined()

    private static let distance = "Swift.UInt(bitPattern: range.upperBound &- range.lowerBound)"
    private static let most = "Swift.UInt(bitPattern: turns)"

    private static let gates =
        "nonisolated fileprivate struct __CedeGate<R, S> { let isShort: Swift.Bool; let range: R; let strips: S; "
        + "var short: R? { @inline(__always) get { isShort ? range : nil } } }; "

    /// Of a range that is not empty.
    private static let ranges =
        "nonisolated fileprivate struct __CedeRanges\(iterator) { var strip = 0; let from, end, turns: Swift.Int; "
        + next + "Swift.Range<Swift.Int>? { let rest = Swift.UInt(bitPattern: end &- from &- 1); let turns = Swift.UInt(bitPattern: turns); "
        + "if strip > Swift.Int(bitPattern: rest / turns) { return nil }; let from = self.from + strip * self.turns; "
        + "let left = Swift.UInt(bitPattern: end &- from &- 1); let more = left < turns &- 1 ? left : turns &- 1; "
        + "if strip != 0 { __cede_turn(from) }; strip += 1; return from..<(from &+ Swift.Int(bitPattern: more) &+ 1) } }; "

    private static func chosen(
        _ generic: String, _ range: String, _ strips: String, isShort: String, _ cut: String = "__cede_strips(range, turns / 2)"
    ) -> String {
        inlined + "__cede_gate\(generic)(_ range: \(range), _ turns: Swift.Int) "
            + "-> Swift.CollectionOfOne<__CedeGate<\(range), \(strips)>> "
            + "{ Swift.CollectionOfOne(__CedeGate(isShort: \(isShort), range: range, strips: \(cut))) }; "
    }
}

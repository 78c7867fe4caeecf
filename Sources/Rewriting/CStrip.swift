// The strip of a counted loop in C: where it ends, and what stands before and behind it.
//
// The strip runs the same turns as the loop and leaves the index at the same value, so the head's own condition
// decides whether another strip follows. All distances are taken in the unsigned type, after the head's
// condition held, so nothing overflows:
//
//     i < n     d = n - i > 0      end = n, and if more than C steps are left end = i + C;   strip: i < end
//               with a step that is a variable s: C * s in 64 bits, of s what 32 bits hold; i <= n ends at i + (C * s - 1)
//     i != n    as i < n, steps of 1 only;                                                  strip: i != end
//     i <= n, and steps over 1 when unsigned: the index may wrap round past n, so the turns that are left are
//               counted: t = d / step + 1 (or (d - 1) / step + 1), end = i + min(t, C) * step;  strip: i != end
//               ... unless n is a constant: i <= 9 is i < 10, i >= 0 is i > -1
//
// Most loops are shorter than a strip, and the compiler is told so: the end is then the loop's own bound, and what
// it knows of that still holds. As a choice of two values (`d > C ? i + C : n`) it was computed on every way, and
// a reduction of 1 to 32 elements took 1.19 times as long, where this takes 1.03 (clang -O2).
// `i < end` is kept where it is right, for compilers infer from it that `i` does not wrap. (`i >= end` is not
// kept where it would be right: clang makes of it a loop 1.4 times slower than of `!=`.) A `break` leaves the
// index short of the end, which ends the outer loop too. Behind the last strip the check is not made: the loop
// around this one has its own.
//
// A condition that steps its index is asked by the strip with the strip's end, and what it stepped is taken back before it is asked
// by the source's own text:
//
//     while (n--) { end = 0, and if more than C are left end = n + 1 - C; n++; while (n-- != end) body if (...) break; n++; check }
//     do { end = ...; do body while (++i < end); if (...) break; i--; check } while (++i < n);
//
// The first turn of a `do` is asked about by nobody, so its index may begin behind the bound, which then is one turn.
//
// Where the body may stand twice (`TurnCopies`), a loop of one strip is the loop of the source, in front of the strips:
//
//     for (i = 0; i < n;) { if (n - i <= C) { for (; i < n; i++) body break; } for (;;) { end = ...; strip ... } break; }
//
// Both ways leave the loop around them at once, so that the compiler sees where the short one starts and moves out of a nest
// what it moves out of the plain one: that arrays do not overlap is tested once, not in each row. A product of matrices took 1.17
// times as long without the copy, 1.01 with it; a stencil in three dimensions 1.16, 1.02. SQLite's objects grew by 8.1 % without
// and by 7.6 % with it. Rejected: the copy as remainder loop behind the strips, which starts anywhere; and to say that the short
// one is likely, for clang then takes the strips for cold and makes them small (a stencil over long rows took 1.41 times as long,
// now 0.97).

import Planning

struct CStrip {
    let head: String
    let tail: String

    init(_ loop: Counted, turns: UInt64) {
        // The turn that a `do` begins with is one more.
        let turns = loop.shape == .do && loop.stepping != .apart ? turns - 1 : turns
        let name = "__cede_end"
        let index = StripIndex(loop)
        let end: End
        var relation = loop.relation.rawValue
        let bound: String
        // By its own condition an index that turns round would go on for more than a strip.
        var mayBeShort = true
        switch loop.domain {
        case .pointer:
            bound = loop.boundIsConverted ? loop.converted(index.type, "(\(loop.bound))") : Self.operand(loop.bound)
            let distance = loop.isRising ? "\(bound) - \(index.first)" : "\(index.first) - \(bound)"
            end = .atBound(
                loop, turns, distance: loop.variableStep == nil ? distance : loop.converted("unsigned long", "(\(distance))"),
                from: index.first, first: index.first, bound: bound
            ) { $0 }
        case .integer(let type, let unsigned, let isSigned):
            bound = loop.boundIsConverted ? loop.converted(type, "(\(loop.bound))") : Self.operand(loop.bound)
            let i = index.firstUnsigned
            let n =
                !isSigned && !loop.boundIsConverted ? bound : loop.converted(unsigned, Self.operand(loop.bound))
            let distance = loop.isRising ? "\(n) - \(i)" : "\(i) - \(n)"
            // The first turn of a `do` may take what lies behind the bound round to before it.
            let mayWrap = loop.variableStep == nil && loop.relation.isInclusive
                || (!isSigned && (loop.step > 1 || loop.shape == .do && loop.stepping == .apart))
            mayBeShort = isSigned || !mayWrap
            if let strict = loop.strictBound {
                relation = loop.isRising ? "<" : ">"
                mayBeShort = true
                let span = turns * loop.step
                end = End(
                    usual: strict, isFar: "\(distance) >= \(span)", otherwise: loop.converted(type, "(\(i) \(loop.isRising ? "+" : "-") \(span))"))
            } else if mayWrap {
                relation = "!="
                end = .counted(loop, turns, distance: distance, from: i, first: index.first, bound: bound) { loop.converted(type, "(\($0))") }
            } else {
                end = .atBound(loop, turns, distance: distance, from: i, first: index.first, bound: bound) {
                    isSigned ? loop.converted(type, "(\($0))") : $0
                }
            }
        }
        let adjustment = end.otherwise.map { "if (__builtin_expect(\(end.isFar), 0)) \(name) = \($0); " }
        let back = loop.stepping == .apart ? "" : index.stepBack
        let declaration = " \(index.type) \(name) = \(end.usual); \(adjustment ?? "")"
        let condition = "\(index.stepped) \(relation) \(name)"
        let short = (mayBeShort ? loop.copy : nil).map { copy in
            " if (!(\(end.isFar))) { for (; \(index.last) \(loop.relation.rawValue) \(bound);\(copy) break; } for (;;) {"
        }
        head =
            switch loop.shape {
            case .while: " {" + declaration + back + "while (\(condition))"
            case .for: ") {" + (short ?? "") + declaration + back + "for (; \(condition);"
            case .do: " {" + declaration + "do "
            }
        tail =
            (loop.shape == .do ? " while (\(condition));" : "")
            + " if (__builtin_expect(\(index.last) \(relation) \(name) || !(\(index.last) \(loop.relation.rawValue) \(bound)), 1)) break; "
            + back + "cede_check(); }" + (short == nil ? "" : " break; }")
    }

    /// Where a strip ends: usually with the loop, and elsewhere if more turns are left than a strip has.
    private struct End {
        var usual: String
        /// More turns are left than a strip has.
        var isFar: String
        var otherwise: String?

        static func atBound(
            _ loop: Counted, _ turns: UInt64, distance: String, from: String, first: String, bound: String,
            converted: (String) -> String
        ) -> End {
            let span = loop.span(turns)
            let reach = !loop.relation.isInclusive ? span : loop.variableStep == nil ? "\((turns - 1) * loop.step)" : "(\(span) - 1)"
            let isFar = "\(distance) \(loop.relation.isInclusive ? ">=" : ">") \(span)"
            return End(
                usual: bound, isFar: loop.mayBeginBehindBound ? "\(first) \(loop.relation.rawValue) \(bound) && \(isFar)" : isFar,
                otherwise: converted(sum(from, loop, reach)))
        }

        /// A choice of two counts, since only so compilers see how many steps it is from the index to the end: as a
        /// choice of two ends it cost a loop of step 2 its vectors (2.7 times as long).
        static func counted(
            _ loop: Counted, _ turns: UInt64, distance: String, from: String, first: String, bound: String,
            converted: (String) -> String
        ) -> End {
            let most = loop.relation.isInclusive ? "(\(distance))" : "(\(distance) - 1)"
            let steps = loop.step == 1 ? most : "\(most) / \(loop.step)"
            let times = loop.step == 1 ? "" : " * \(loop.step)"
            let isFar = "\(steps) >= \(turns)"
            var count = "(\(isFar) ? \(turns) : \(steps) + 1)"
            if loop.mayBeginBehindBound {
                count = "(\(first) \(loop.relation.rawValue) \(bound) ? \(count) : \(loop.stepping == .apart ? 1 : 0))"
            }
            count += times
            return End(usual: converted(sum(from, loop, count)), isFar: isFar)
        }

        private static func sum(_ from: String, _ loop: Counted, _ distance: String) -> String {
            "\(from) \(loop.isRising ? "+" : "-") \(distance)"
        }
    }

    /// Parentheses around anything that is more than one word.
    private static func operand(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return isWord ? text : "(\(text))"
    }
}

extension Counted.Relation {
    var isInclusive: Bool { self == .lessEqual || self == .greaterEqual }
}

extension Counted {
    /// A `do` has its first turn whatever its index is.
    fileprivate var mayBeginBehindBound: Bool { shape == .do && relation != .notEqual }

    /// Of an inclusive bound that is a constant, the one next to it. Distances are taken from the source's own, by which clang
    /// knows that an index has no sign: heapsort's sign extensions took a sixth of its time.
    fileprivate var strictBound: String? {
        guard case .integer(_, _, isSigned: true) = domain, variableStep == nil, relation.isInclusive, !mayBeginBehindBound,
            bound.utf8.first != UInt8(ascii: "0") || bound == "0", let constant = Int64(bound),
            // The index comes to rest at most a step behind it, and where overflow is defined must not go round.
            constant + Int64(clamping: step) <= Int64(Int32.max)
        else { return nil }
        return String(constant + (isRising ? 1 : -1))
    }

    /// How far so many turns lead, or fewer where their steps are so long that 64 bits might not hold it.
    fileprivate func span(_ turns: UInt64) -> String {
        guard let variableStep else { return "\(turns * step)" }
        let step = converted("unsigned long", variableStep.name)
        return "\(turns) * " + (variableStep.isWide ? "(\(step) < 0xffffffff ? \(step) : 0xffffffff)" : step)
    }

    fileprivate func converted(_ type: String, _ value: String) -> String {
        switch conversion {
        case .cast: "(\(type))\(value)"
        case .staticCast: "static_cast<\(type)>" + (value.hasPrefix("(") ? value : "(\(value))")
        }
    }
}

/// How a strip speaks of its index, in the type that it is compared in.
private struct StripIndex {
    let type: String
    /// What its condition compares, stepping it if the source's does.
    let stepped: String
    /// What was compared last.
    let last: String
    /// What the strip begins with: of a `do` that steps in its condition, what will be compared first.
    let first: String
    let firstUnsigned: String
    /// Takes back what the condition has stepped, so that it can be asked again.
    let stepBack: String

    init(_ loop: Counted) {
        let (forth, back) = loop.isRising ? ("+", "-") : ("-", "+")
        let step = forth + forth
        stepBack = "\(loop.index)\(back)\(back); "
        stepped =
            switch loop.stepping {
            case .apart: loop.indexIsConverted ? loop.converted(Self.type(of: loop), loop.index) : loop.index
            case .before: step + loop.index
            case .behind: loop.index + step
            }
        type = Self.type(of: loop)
        // By how far what was compared, and what will be, is from what the index is now.
        let lastOff = loop.stepping == .behind ? back : nil
        let firstOff = loop.shape == .do ? (loop.stepping == .before ? forth : nil) : lastOff
        last = Self.value(loop, lastOff)
        first = Self.value(loop, firstOff)
        firstUnsigned = Self.unsigned(loop, firstOff)
    }

    private static func type(of loop: Counted) -> String {
        switch loop.domain {
        case .pointer: "__typeof__(\(loop.index))"
        case .integer(let type, _, _): type
        }
    }

    /// The index, or what is one step from it.
    private static func value(_ loop: Counted, _ off: String?) -> String {
        switch (loop.domain, off) {
        case (.pointer, let off?): "(\(loop.index) \(off) 1)"
        case (.pointer, nil): loop.index
        case (.integer(let type, _, _), let off): off == nil && !loop.indexIsConverted ? loop.index
            : loop.converted(type, off == nil ? loop.index : "(\(unsigned(loop, off)))")
        }
    }

    private static func unsigned(_ loop: Counted, _ off: String?) -> String {
        guard case .integer(_, let unsigned, let isSigned) = loop.domain else { return loop.index }
        let index = !isSigned && !loop.indexIsConverted ? loop.index : loop.converted(unsigned, loop.index)
        return off.map { "(\(index) \($0) 1)" } ?? index
    }
}

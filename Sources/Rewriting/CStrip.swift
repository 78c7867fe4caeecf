// The strip of a counted loop in C: where it ends, and what stands before and behind it.
//
// The strip runs the same turns as the loop and leaves the index at the same value, so the head's own condition
// decides whether another strip follows. All distances are taken in the unsigned type, after the head's
// condition held, so nothing overflows:
//
//     i < n     d = n - i > 0      end = n, and if more than C steps are left end = i + C;   strip: i < end
//     i != n    as i < n, steps of 1 only;                                                  strip: i != end
//     i <= n, and steps over 1 when unsigned: the index may wrap round past n, so the turns that are left are
//               counted: t = d / step + 1 (or (d - 1) / step + 1), end = i + min(t, C) * step;  strip: i != end
//
// Most loops are shorter than a strip, and the compiler is told so: the end is then the loop's own bound, and what
// it knows of that still holds. As a choice of two values (`d > C ? i + C : n`) it was computed on every way, and
// a reduction of 1 to 32 elements took 1.19 times as long, where this takes 1.03 (clang -O2).
// `i < end` is kept where it is right, for compilers infer from it that `i` does not wrap. (`i >= end` is not
// kept where it would be right: clang makes of it a loop 1.4 times slower than of `!=`.) A `break` leaves the
// index short of the end, which ends the outer loop too. Behind the last strip the check is not made: the loop
// around this one has its own.
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
        let name = "__cede_end"
        func converted(_ type: String, _ value: String) -> String {
            switch loop.conversion {
            case .cast: "(\(type))\(value)"
            case .staticCast: "static_cast<\(type)>" + (value.hasPrefix("(") ? value : "(\(value))")
            }
        }
        let end: End
        var relation = loop.relation.rawValue
        let type: String
        let index: String
        let bound: String
        // By its own condition an index that turns round would go on for more than a strip.
        var mayBeShort = true
        switch loop.domain {
        case .pointer:
            type = "__typeof__(\(loop.index))"
            index = loop.index
            bound = loop.boundIsConverted ? converted(type, "(\(loop.bound))") : Self.operand(loop.bound)
            end = .atBound(
                loop, turns, distance: loop.isRising ? "\(bound) - \(index)" : "\(index) - \(bound)",
                from: index, bound: bound
            ) { $0 }
        case .integer(let name, let unsigned, let isSigned):
            type = name
            index = loop.indexIsConverted ? converted(name, loop.index) : loop.index
            bound = loop.boundIsConverted ? converted(name, "(\(loop.bound))") : Self.operand(loop.bound)
            let i = !isSigned && !loop.indexIsConverted ? loop.index : converted(unsigned, loop.index)
            let n =
                !isSigned && !loop.boundIsConverted ? bound : converted(unsigned, Self.operand(loop.bound))
            let distance = loop.isRising ? "\(n) - \(i)" : "\(i) - \(n)"
            let mayWrap = loop.relation.isInclusive || (!isSigned && loop.step > 1)
            mayBeShort = isSigned || !mayWrap
            if mayWrap {
                relation = "!="
                end = .counted(loop, turns, distance: distance, from: i) { converted(name, "(\($0))") }
            } else {
                end = .atBound(loop, turns, distance: distance, from: i, bound: bound) {
                    isSigned ? converted(name, "(\($0))") : $0
                }
            }
        }
        let adjustment = end.otherwise.map { "if (__builtin_expect(\(end.isFar), 0)) \(name) = \($0); " }
        let declaration = " \(type) \(name) = \(end.usual); \(adjustment ?? "")"
        let condition = "\(index) \(relation) \(name)"
        let ownCondition = "\(index) \(loop.relation.rawValue) \(bound)"
        let short = (mayBeShort ? loop.copy : nil).map { copy in
            " if (!(\(end.isFar))) { for (; \(ownCondition);\(copy) break; } for (;;) {"
        }
        head =
            loop.isWhile ? " {" + declaration + "while (\(condition))"
            : ") {" + (short ?? "") + declaration + "for (; \(condition);"
        tail =
            " if (__builtin_expect(\(condition) || !(\(ownCondition)), 1)) break;"
            + " cede_check(); }" + (short == nil ? "" : " break; }")
    }

    /// Where a strip ends: usually with the loop, and elsewhere if more turns are left than a strip has.
    private struct End {
        var usual: String
        /// More turns are left than a strip has.
        var isFar: String
        var otherwise: String?

        static func atBound(
            _ loop: Counted, _ turns: UInt64, distance: String, from: String, bound: String,
            converted: (String) -> String
        ) -> End {
            let span = turns * loop.step
            let reach = loop.relation.isInclusive ? span - loop.step : span
            return End(
                usual: bound, isFar: "\(distance) \(loop.relation.isInclusive ? ">=" : ">") \(span)",
                otherwise: converted(sum(from, loop, "\(reach)")))
        }

        /// A choice of two counts, since only so compilers see how many steps it is from the index to the end: as a
        /// choice of two ends it cost a loop of step 2 its vectors (2.7 times as long).
        static func counted(
            _ loop: Counted, _ turns: UInt64, distance: String, from: String,
            converted: (String) -> String
        ) -> End {
            let most = loop.relation.isInclusive ? "(\(distance))" : "(\(distance) - 1)"
            let steps = loop.step == 1 ? most : "\(most) / \(loop.step)"
            let times = loop.step == 1 ? "" : " * \(loop.step)"
            let isFar = "\(steps) >= \(turns)"
            let count = "(\(isFar) ? \(turns) : \(steps) + 1)" + times
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

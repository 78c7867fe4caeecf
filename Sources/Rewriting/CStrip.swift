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
// around this one has its own. Rejected for now: a copy of the body as remainder loop (more code, and labels,
// statics and breaks in the body forbid it).

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
            if mayWrap {
                relation = "!="
                end = .counted(loop, turns, distance: distance, from: i) { converted(name, "(\($0))") }
            } else {
                end = .atBound(loop, turns, distance: distance, from: i, bound: bound) {
                    isSigned ? converted(name, "(\($0))") : $0
                }
            }
        }
        let adjustment = end.otherwise.map { "if (__builtin_expect(\($0.isFar), 0)) \(name) = \($0.end); " }
        let declaration = " { \(type) \(name) = \(end.usual); \(adjustment ?? "")"
        let condition = "\(index) \(relation) \(name)"
        head =
            loop.isWhile ? declaration + "while (\(condition))" : ")" + declaration + "for (; \(condition);"
        tail =
            " if (__builtin_expect(\(condition) || !(\(index) \(loop.relation.rawValue) \(bound)), 1)) break;"
            + " cede_check(); }"
    }

    /// Where a strip ends: usually with the loop, and elsewhere if more turns are left than a strip has.
    private struct End {
        var usual: String
        var otherwise: (isFar: String, end: String)?

        static func atBound(
            _ loop: Counted, _ turns: UInt64, distance: String, from: String, bound: String,
            converted: (String) -> String
        ) -> End {
            let span = turns * loop.step
            let reach = loop.relation.isInclusive ? span - loop.step : span
            return End(
                usual: bound,
                otherwise: (
                    "\(distance) \(loop.relation.isInclusive ? ">=" : ">") \(span)",
                    converted(sum(from, loop, "\(reach)"))
                ))
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
            let count = "(\(steps) >= \(turns) ? \(turns) : \(steps) + 1)" + times
            return End(usual: converted(sum(from, loop, count)))
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

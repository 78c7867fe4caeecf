// An independent witness for strips: many small counted loops, generated, run plain and rewritten.
//
// It shares no code with the planner or the rewriter. Each loop is a function that prints a checksum of the
// values its index takes, in order, the number of turns, and where the index ends. The generator is seeded
// and leaves out only what C does not define (a signed index that passes its type's end) and what never ends.

import Foundation
import Planning
import TestSupport
import Testing

struct IndexType: Sendable {
    var name: String
    var bits: Int
    var isSigned: Bool

    static let all = [
        IndexType(name: "int", bits: 32, isSigned: true),
        IndexType(name: "unsigned", bits: 32, isSigned: false),
        IndexType(name: "long", bits: 64, isSigned: true),
        IndexType(name: "unsigned long", bits: 64, isSigned: false),
        IndexType(name: "short", bits: 16, isSigned: true),
        IndexType(name: "unsigned char", bits: 8, isSigned: false),
        IndexType(name: "signed char", bits: 8, isSigned: true),
        IndexType(name: "long long", bits: 64, isSigned: true),
    ]

    /// As an Int128 that has room for every step past the ends.
    var least: Int128 { isSigned ? -(1 << Int128(bits - 1)) : 0 }
    var most: Int128 { (1 << Int128(isSigned ? bits - 1 : bits)) - 1 }

    /// A value of another type, converted to this one.
    func wrapped(_ value: Int128) -> Int128 {
        let low = value & ((1 << Int128(bits)) - 1)
        return isSigned && low > most ? low - (1 << Int128(bits)) : low
    }

    /// The type in which this and another are compared.
    func common(with other: IndexType) -> IndexType {
        let int = Self.all[0]
        let (a, b) = (bits < 32 ? int : self, other.bits < 32 ? int : other)
        if a.bits != b.bits { return a.bits > b.bits ? a : b }
        return a.isSigned ? b : a
    }

    func literal(_ value: Int128) -> String {
        let suffix = bits == 64 ? (isSigned ? "L" : "UL") : isSigned ? "" : "u"
        if bits == 32, isSigned, value >= 0 { return "\(value)" }
        return value == least && isSigned && bits >= 32
            ? "(-\(most)\(suffix) - 1)" : "(\(name))\(value)\(suffix)"
    }
}

struct GeneratedLoop: Sendable {
    var index: IndexType
    var bound: IndexType
    var relation: String
    var step: Int128
    var start: Int128
    var limit: Int128
    var boundIsConstant: Bool
    var startInHead: Bool
    var boundOnLeft: Bool
    var shape: Shape
    var body: Int
    /// What is compared is the index and so much.
    var offset: Int128

    /// What kind of loop, and where it steps its index: in the head, in the body, or where it is tested (`--i`, `i--`).
    enum Shape: CaseIterable, Sendable {
        case forHead, forBefore, forBehind, whileBody, whileBefore, whileBehind, doBody, doBefore, doBehind

        var keyword: String { String("\(self)".prefix { $0.isLowercase }) }
        var stepsInBody: Bool { self == .whileBody || self == .doBody }
        var stepsBefore: Bool { [.forBefore, .whileBefore, .doBefore].contains(self) }
        var stepsBehind: Bool { [.forBehind, .whileBehind, .doBehind].contains(self) }
        var stepsInCondition: Bool { stepsBefore || stepsBehind }
    }

    /// How many turns C gives it; `nil` where C does not say, or when it takes too many.
    var turns: Int? {
        let n = index.common(with: bound).wrapped(limit)
        var i = start
        for turn in 0..<600 {
            if turn > 0 || shape.keyword != "do" {
                guard let goesOn = test(&i, n) else { return nil }
                if !goesOn { return turn }
            }
            if leaves(turn) { return turn }
            if !shape.stepsInCondition, !take(&i) { return nil }
        }
        return nil
    }

    /// `nil` where C does not say.
    private func test(_ i: inout Int128, _ n: Int128) -> Bool? {
        let was = i
        if shape.stepsInCondition, !take(&i) { return nil }
        let sum = (shape.stepsBehind ? was : i) + offset
        let promoted = index.common(with: index)
        if promoted.isSigned, sum > promoted.most || sum < promoted.least { return nil }
        return holds(index.common(with: bound).wrapped(promoted.wrapped(sum)), n)
    }

    /// One step; false where C does not say what becomes of it.
    private func take(_ i: inout Int128) -> Bool {
        let next = i + step
        if index.isSigned && index.bits >= 32 && (next > index.most || next < index.least) { return false }
        i = index.wrapped(next)
        return true
    }

    private func holds(_ i: Int128, _ n: Int128) -> Bool {
        switch relation {
        case "<": i < n
        case "<=": i <= n
        case ">": i > n
        case ">=": i >= n
        default: i != n
        }
    }

    private func leaves(_ turn: Int) -> Bool { body == 1 && turn >= 90 || body == 3 && turn >= 200 }

    /// `void loop<n>(bound)`, and the call to it.
    func source(_ number: Int) -> (function: String, call: String) {
        let n = boundIsConstant ? bound.literal(limit) : "n"
        let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="][relation] ?? relation
        let sign = step > 0 ? "++" : "--"
        let sum = offset == 0 ? "i" : offset > 0 ? "i + \(offset)" : "i - \(-offset)"
        let tested = shape.stepsBefore ? sign + "i" : shape.stepsBehind ? "i" + sign : sum
        let isBare = shape.stepsInCondition && relation == "!=" && boundIsConstant && limit == 0
        let condition = isBare ? tested : boundOnLeft ? "\(n) \(mirrored) \(tested)" : "\(tested) \(relation) \(n)"
        let increment = step == 1 ? "i++" : step == -1 ? "--i" : step > 0 ? "i += \(step)" : "i -= \(-step)"
        let stepsInBody = shape.stepsInBody
        let hash = "h = h * 31 + (unsigned long)i; turn();"
        let leave = "p(\(number), h, t, (long)i); return;"
        // A `continue` would pass by a step in the body.
        let body = [
            "{ \(hash) t++; STEP }", "{ \(hash) if (t >= 90) break; t++; STEP }",
            stepsInBody
                ? "{ STEP t++; if (t & 1) { \(hash) } }" : "{ t++; turn(); if (t & 1) continue; \(hash) }",
            "{ \(hash) if (t >= 200) { \(leave) } t++; STEP }",
            stepsInBody
                ? "{ turn(); h = h * 31 + (unsigned long)i; t++, STEP }"
                : "h = h * 31 + (unsigned long)i, turn(), t++;",
        ][self.body].replacingOccurrences(of: "STEP", with: stepsInBody ? "\(increment);" : "")
        let head = startInHead ? "i = \(index.literal(start))" : ""
        let before = startInHead && shape.keyword == "for" ? "\(index.name) i" : "\(index.name) i = s"
        let loop =
            switch shape.keyword {
            case "for": "for (\(head); \(condition); \(shape == .forHead ? increment : "")) \(body)"
            case "while": "while (\(condition)) \(body)"
            default: "do \(body) while (\(condition));"
            }
        return (
            """
            static void loop\(number)(\(bound.name) n, \(index.name) s) {
                unsigned long h = 7; int t = 0;
                \(before);
                \(loop)
                p(\(number), h, t, (long)i);
                (void)n; (void)s;
            }
            """,
            "loop\(number)(\(bound.literal(limit)), \(index.literal(start)));"
        )
    }

    init(_ random: inout SplitMix) {
        index = random.pick(IndexType.all)
        bound = random.below(3) == 0 ? random.pick(IndexType.all) : index
        relation = random.pick(["<", "<=", ">", ">=", "!=", "<", ">"])
        let stride = random.pick([1, 1, 1, 2, 3, 5, 7, 16, 100] as [Int128])
        let isRising = relation.hasPrefix("<") || relation == "!=" && random.below(2) == 0
        step = (isRising ? 1 : -1) * (relation == "!=" && random.below(8) != 0 ? 1 : stride)
        let distance = Int128(random.below(400))
        // Near the ends of the types, near zero, or anywhere.
        let anchor = random.pick([index.least, index.most, 0, bound.most, bound.least, 77])
        limit = bound.wrapped(anchor + random.pick([0, 1, -1, distance, -distance, 5]))
        start = index.wrapped(
            limit + (isRising ? -1 : 1) * random.pick([distance, distance, distance, 0, 1, -3, 33]))
        boundIsConstant = random.below(3) == 0
        startInHead = random.below(2) == 0
        boundOnLeft = random.below(4) == 0
        body = random.below(5)
        shape = random.below(2) == 0 ? .forHead : random.pick(Shape.allCases)
        offset = !shape.stepsInCondition && random.below(4) == 0 ? random.pick([1, 2, -1, 5]) : 0
        if shape.stepsInCondition { step = isRising ? 1 : -1 }
    }
}

/// Small and the same everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
}

@Suite struct StripWitness {
    private static let callOfTurn = """
        static void turn(void) {
            if (checks_taken != at) at = checks_taken, run = 0;
            if (++run > longest) longest = run;
        }
        """
    /// The same without a call, so that bodies may stand twice.
    private static let turnInPlace = """
        #define turn() (run = checks_taken != at ? 1 : run + 1, at = checks_taken, longest = run > longest ? run : longest)
        """

    /// One program of many loops.
    private func program(seed: UInt64, loops: Int, turn: String = Self.callOfTurn) -> String {
        var random = SplitMix(state: seed)
        var functions: [String] = []
        var calls: [String] = []
        while functions.count < loops {
            let loop = GeneratedLoop(&random)
            guard let turns = loop.turns, turns > 0 || random.below(5) == 0 else { continue }
            let (function, call) = loop.source(functions.count)
            functions.append(function)
            calls.append(call)
        }
        return """
            #include <stdio.h>
            extern unsigned long checks_taken;
            static unsigned long at, run, longest;
            \(turn)
            static void p(int f, unsigned long h, int t, long i) {
                printf("%d: %lx %d %ld\\n", f, h, t, i);
                if (longest > 64) fprintf(stderr, "loop%d or one before it: %lu turns\\n", f, longest);
                run = 0;
            }
            \(functions.joined(separator: "\n"))
            int main(void) {
            \(calls.joined(separator: "\n"))
                fprintf(stderr, "longest: %lu\\n", longest);
                return 0;
            }

            """
    }

    /// A strip of so few turns that every loop has several.
    private var shortStrips: Planner.Options {
        var options = Planner.Options()
        options.budget = .microseconds(0.9)
        return options
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func stripsRunTheSameTurns(seed: UInt64) throws {
        let scratch = try Scratch()
        let bytes = Array(program(seed: seed, loops: 400).utf8)
        let source = try Carrier.tree.source(of: "loops.c", bytes, flags: [], in: scratch)
        let passage = try Passage(source, .tree, shortStrips)
        #expect(passage.plan.entries.filter { $0.decisionWord == "strip" }.count > 150)
        try scratch.write(bytes, "plain.c")
        try scratch.write(passage.rewritten.bytes, "strips.c")
        var plain: [Substring]?
        for (compiler, flags) in settings(seed) {
            if plain == nil {
                #expect(try compiler.build("plain", ["plain.c", "-w", "-O0"], in: scratch).failure == nil)
                plain = try run([scratch.path("plain")], in: scratch).text.split(separator: "\n")
            }
            let build = try compiler.build("strips", ["strips.c", "-w"] + flags, in: scratch)
            #expect(build.failure == nil)
            let outcome = try run([scratch.path("strips")], in: scratch)
            #expect(outcome.code == 0, "\(compiler) \(flags): \(outcome.errors)")
            let printed = outcome.text.split(separator: "\n")
            let different = zip(plain ?? [], printed).filter { $0 != $1 }.map { "plain \($0), strips \($1)" }
            #expect(different.isEmpty, "\(compiler) \(flags): \(different.joined(separator: "\n"))")
            #expect(printed.count == plain?.count)
            #expect(outcome.checksTaken > 400)
            // A strip that goes on where its index wraps round runs the same turns, and for too long.
            #expect(longestRun(outcome) <= 64, "\(outcome.errors.prefix(200))")
        }
    }

    /// Of loops whose body stands twice, the turns of one that is shorter than a strip are those of the copy.
    @Test(arguments: [7, 8, 9] as [UInt64])
    func copiesRunTheSameTurns(seed: UInt64) throws {
        let scratch = try Scratch()
        let bytes = Array(program(seed: seed, loops: 400, turn: Self.turnInPlace).utf8)
        let carrier = Carrier.preprocessed(.clang)
        let source = try carrier.source(of: "loops.c", bytes, flags: [], copiesTurns: true, in: scratch)
        let passage = try Passage(source, carrier, shortStrips)
        let copies = passage.rewritten.insertions.count { $0.text.contains("break; } for (;;) {") }
        #expect(copies > 10, "\(copies) copies")
        try scratch.write(bytes, "plain.c")
        try scratch.write(passage.rewritten.bytes, "strips.i")
        #expect(try Compiler.clang.build("plain", ["plain.c", "-w", "-O0"], in: scratch).failure == nil)
        let plain = try run([scratch.path("plain")], in: scratch).text
        for flags in [["-O2"], ["-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"]] {
            #expect(try Compiler.clang.build("strips", ["strips.i", "-w"] + flags, in: scratch).failure == nil)
            let outcome = try run([scratch.path("strips")], in: scratch)
            #expect(outcome.text == plain, "\(flags): \(outcome.errors)")
            #expect(longestRun(outcome) <= 64, "\(outcome.errors.prefix(200))")
        }
    }

    private func longestRun(_ outcome: Outcome) -> Int {
        outcome.errors.split(separator: "\n").first { $0.hasPrefix("longest: ") }.flatMap {
            Int($0.dropFirst(9))
        } ?? .max
    }

    /// Both compilers at both ends of optimisation over all seeds, and the sanitizers for one.
    private func settings(_ seed: UInt64) -> [(Compiler, [String])] {
        seed == 1
            ? [(.clang, ["-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"])]
            : seed % 2 == 0
                ? [(.clang, ["-O2"]), (.gcc, ["-O0"])]
                : [(.gcc, ["-O2"]), (.clang, ["-O0"])]
    }
}

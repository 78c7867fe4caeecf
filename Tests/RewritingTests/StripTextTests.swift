// The text of a strip, for the kinds of loop that differ; that it runs the same turns, the witness shows.

import Planning
import Testing

@testable import Rewriting

@Suite struct StripText {
    private static let int = Counted.Domain.integer(type: "int", unsigned: "unsigned int", isSigned: true)
    private static let unsigned = Counted.Domain.integer(
        type: "unsigned int", unsigned: "unsigned int", isSigned: false)

    private func head(
        _ relation: Counted.Relation, _ domain: Counted.Domain, step: UInt64 = 1, isRising: Bool = true,
        bound: String = "n", indexIsConverted: Bool = false
    ) -> String {
        CStrip(
            Counted(
                index: "i", bound: bound, indexIsConverted: indexIsConverted, boundIsConverted: false,
                relation: relation, domain: domain, step: step, isRising: isRising, longestStrip: 1 << 20, shape: .for,
                opening: 0, bareBody: nil, afterBody: 0), turns: 64
        ).head
    }

    @Test func signedDistancesAreTakenUnsigned() {
        #expect(
            head(.less, Self.int).contains(
                "int __cede_end = n; if (__builtin_expect((unsigned int)n - (unsigned int)i > 64, 0)) "
                    + "__cede_end = (int)((unsigned int)i + 64); for (; i < __cede_end;"
            ))
    }

    @Test func whatMayWrapIsCounted() {
        #expect(
            head(.lessEqual, Self.int).contains(
                "(int)((unsigned int)i + (((unsigned int)n - (unsigned int)i) >= 64 ? 64 : "
                    + "((unsigned int)n - (unsigned int)i) + 1)); for (; i != __cede_end;"))
        #expect(head(.greaterEqual, Self.int, isRising: false).contains("i != __cede_end"))
        #expect(head(.less, Self.unsigned).contains("i < __cede_end"))
        #expect(head(.less, Self.unsigned, step: 3).contains("i != __cede_end"))
        #expect(head(.lessEqual, Self.unsigned).contains("i != __cede_end"))
    }

    /// Compilers infer less from `!=`.
    @Test func constantBoundsAreLeftOneStepOn() {
        let down = head(.greaterEqual, Self.int, isRising: false, bound: "0")
        #expect(down.contains("int __cede_end = -1; if (__builtin_expect((unsigned int)i - (unsigned int)0 >= 64, 0))"))
        #expect(down.contains("__cede_end = (int)((unsigned int)i - 64); for (; i > __cede_end;"))
        #expect(head(.lessEqual, Self.int, bound: "9").contains("int __cede_end = 10;"))
        #expect(head(.lessEqual, Self.int, step: 8, bound: "2147483639").contains("i < __cede_end"))
        #expect(head(.lessEqual, Self.int, step: 9, bound: "2147483639").contains("i != __cede_end"))
        #expect(head(.greaterEqual, Self.unsigned, isRising: false, bound: "0").contains("i != __cede_end"))
    }

    @Test func pointersStepByElements() {
        #expect(head(.notEqual, .pointer, bound: "p + n").contains("= (p + n); if (__builtin_expect((p + n) - i > 64, 0)) __cede_end = i + 64;"))
        #expect(head(.less, .pointer, step: 3).contains("> 192, 0)) __cede_end = i + 192;"))
    }

    @Test func convertedIndexIsConvertedEverywhere() {
        #expect(head(.less, Self.int, indexIsConverted: true).contains("(int)i < __cede_end"))
    }
}

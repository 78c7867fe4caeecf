// Diffs, against what `diff -u` prints.

import Reporting
import Testing

@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        String(decoding: UnifiedDiff.of(Array(old.utf8), Array(new.utf8), path: "d/x.c"), as: UTF8.self)
    }

    @Test func nothingForEqualSides() {
        #expect(diff("a\nb\n", "a\nb\n") == "")
        #expect(diff("", "") == "")
    }

    @Test func keepsThreeLinesOfContextAndJoinsNearHunks() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let new = (1...20).map { [5, 6, 12, 20].contains($0) ? "\($0)!\n" : "\($0)\n" }.joined()
        #expect(
            diff(old, new) == """
                --- a/d/x.c
                +++ b/d/x.c
                @@ -2,14 +2,14 @@
                 2
                 3
                 4
                -5
                -6
                +5!
                +6!
                 7
                 8
                 9
                 10
                 11
                -12
                +12!
                 13
                 14
                 15
                @@ -17,4 +17,4 @@
                 17
                 18
                 19
                -20
                +20!

                """)
    }

    @Test func marksAMissingFinalNewlineOnBothSides() {
        #expect(
            diff("a", "ab").hasSuffix("-a\n\\ No newline at end of file\n+ab\n\\ No newline at end of file\n")
        )
    }

    @Test func keepsCarriageReturnsAndBytesThatAreNoText() {
        let out = UnifiedDiff.of([0xff, 13, 10], [0xff, 0x61, 13, 10], path: "a b.c")
        #expect(out.contains(0xff))
        #expect(
            String(decoding: out, as: UTF8.self).hasPrefix("--- a/a b.c\t\n+++ b/a b.c\t\n@@ -1,1 +1,1 @@\n-")
        )
    }
}

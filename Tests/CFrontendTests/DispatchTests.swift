// Where the check of a loop stands that goes by a `switch`, as an interpreter's does.

import CFrontend
import Planning
import Rewriting
import TestSupport
import Testing

@Suite struct DispatchTests {
    private func rewritten(_ body: String, _ repeats: CSource.RepeatedTurns) throws -> String {
        let text = "int g(int);\nint f(int n) {\n\(body)\nreturn n;\n}\n"
        var source = CSource(path: "/nowhere/f.i", bytes: Array(text.utf8), arguments: ["-x", "cpp-output"], isPreprocessed: true)
        source.repeats = repeats
        let passage = try Passage(source, .preprocessed(repeats == .all ? .clang : .gcc))
        #expect(passage.rewritten.restored == source.bytes)
        let lines = String(decoding: passage.rewritten.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines[2...].dropLast(3).joined(separator: "\n")
    }

    private static let ways = "switch (n) { case 1: n = 2; break; case 2: n = 3; continue; default: return 1; }"

    @Test(arguments: [
        ("for (;;) { \(ways) }", "for (;;) { cede_check(); \(ways) }", "for (;; cede_check()) { \(ways) }"),
        ("for (;; n++) \(ways)", "for (;; n++) { cede_check(); \(ways) }", "for (;; n++, cede_check()) \(ways)"),
        ("while (n) { n--; \(ways) }", "while (n) { cede_check(); n--; \(ways) }", "while (n) { cede_check(); n--; \(ways) }"),
        ("for (;;) { if (n) { \(ways) } }", "for (;; cede_check()) { if (n) { \(ways) } }", "for (;; cede_check()) { if (n) { \(ways) } }"),
    ])
    func theCheckIsFirstForGcc(body: String, gcc: String, clang: String) throws {
        for (repeats, expected) in [(CSource.RepeatedTurns.indexedTexts, gcc), (.all, clang), (.none, clang)] {
            let found = try rewritten(body, repeats)
            #expect(found == expected, "\(found)")
        }
    }
}

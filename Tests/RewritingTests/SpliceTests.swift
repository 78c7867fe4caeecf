// Insertions: their order at equal offsets, the forms of the check, and the declarations of the tree carrier.

import Foundation
import Planning
import Testing

@testable import Rewriting

private func rewritten(_ text: String, _ decisions: [Plan.Decision], prelude: Int? = nil) -> String {
    let entries = decisions.map {
        Plan.Entry(
            subject: .loop("for"), place: Place(file: "f.c", line: 1, column: 1), function: "f", decision: $0,
            reason: .holdsLoop)
    }
    let result = rewriteC(
        Array(text.utf8), by: Plan(entries: entries, prelude: prelude), prelude: prelude != nil ? .c : nil)
    return String(decoding: result.bytes, as: UTF8.self)
}

@Suite struct Splicing {
    @Test func nothingToDoChangesNothing() {
        #expect(rewritten("int x;\r\n\u{0}", []) == "int x;\r\n\u{0}")
        #expect(rewritten("", [.none]) == "")
    }

    @Test(arguments: [
        (Site.Form.statement, 1, "{ cede_check(); }"),
        (.prefix, 1, "{ if (cede_check(), 0) {} else }"),
        (.around(end: 2), 1, "{{ cede_check(); } }"),
        (.increment(isEmpty: true), 1, "{ cede_check()}"),
        (.increment(isEmpty: false), 1, "{, cede_check()}"),
        (.condition, 1, "{cede_check(), }"),
    ])
    func eachFormOfTheCheck(form: Site.Form, offset: Int, expected: String) {
        #expect(rewritten("{}", [.check(Site(offset: offset, form: form))]) == expected)
    }

    /// Where the source names no variable, the loop gets one.
    @Test(arguments: [
        ("for i in a..<b { f(i) }", "i", "for i in a..<b { let _ = __cede_turn(i); f(i) }"),
        ("for _ in a..<b { f(0) }", "_", "for __cede_piece_ in a..<b { let _ = __cede_turn(__cede_piece_); f(0) }"),
    ])
    func aTurnHangsOnTheVariable(source: String, name: String, expected: String) {
        let site = Site(offset: 16, form: .binding, index: Site.Index(name: name, end: 5))
        let entry = Plan.Entry(
            subject: .loop("for"), place: Place(file: "f.swift", line: 1, column: 1), function: "f", decision: .check(site),
            reason: .holdsLoop)
        #expect(String(decoding: rewriteSwift(Array(source.utf8), by: Plan(entries: [entry])).bytes, as: UTF8.self) == expected)
    }

    @Test func closingsComeInnermostFirst() {
        let outer = Plan.Decision.check(Site(offset: 0, form: .around(end: 4)))
        let inner = Plan.Decision.check(Site(offset: 2, form: .around(end: 4)))
        #expect(rewritten("a b;", [outer, inner]) == "{ cede_check(); a { cede_check(); b; } }")
    }

    @Test func closingsComeBeforeWhatOpens() {
        let first = Plan.Decision.check(Site(offset: 0, form: .around(end: 2)))
        let second = Plan.Decision.check(Site(offset: 2, form: .around(end: 4)))
        #expect(rewritten("a;b;", [first, second]) == "{ cede_check(); a; }{ cede_check(); b; }")
    }

    @Test func preludeIsOneLine() {
        #expect(Self.preludes.allSatisfy { !$0.text.contains("\n") })
        #expect(rewritten("int x;", [], prelude: 0) == Prelude.c.text + "int x;")
    }

    private static let preludes: [Prelude] = [.c, .cxx(isConstexpr: false), .cxx(isConstexpr: true)]

    /// The prelude says what the header says on a target and compiler of which nothing is known.
    @Test(arguments: preludes)
    func preludeIsTheHeader(_ prelude: Prelude) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let header = try String(
            contentsOf: root.appendingPathComponent("Sources/CedeRuntime/include/cede_check.h"),
            encoding: .utf8)
        let words = { (text: String) in text.split { $0 == " " || $0 == "\n" }.joined(separator: " ") }
        let declarations = prelude.text.replacing("extern \"C\" { ", with: "").split(separator: "; extern")
        #expect(declarations.count == 3)
        // In C and in old C++ the check is inline like all else, in new C++ constexpr too.
        let specifiers = header.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
            .filter { $0.count == 3 && ["CEDE__CHECK", "CEDE__INLINE"].contains($0[1]) }.map { $0[2] }
        for declaration in declarations.map({ words(String($0)) }) {
            #expect(
                specifiers.contains { words(header).replacing("CEDE__CHECK", with: $0).contains(declaration.prefix { $0 != "{" }) },
                "\(declaration)")
        }
        // The body in one piece; the header's check calls its poll.
        #expect(words(header).contains("void cede__poll_flag(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); }"))
        #expect(prelude.text.contains("__builtin_expect(cede_flag, 0)) cede_check_slow(); }"))
    }
}

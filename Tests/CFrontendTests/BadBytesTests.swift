// Bytes that are no decent C, or C of an unusual size: an error that names the place, or a right rewriting.

import CFrontend
import Foundation
import Planning
import Rewriting
import TestSupport
import Testing

@Suite struct BadBytes {
    private func passage(_ bytes: [UInt8], preprocessed: Bool = false, flags: [String] = []) throws -> Passage
    {
        let source = CSource(
            path: "/nowhere/f.c", bytes: bytes, arguments: flags, isPreprocessed: preprocessed)
        return try Passage(source, .tree)
    }

    private let loop = "int f(int n) {\n    while (n > 0) n--;\n    return n;\n}"

    @Test(
        arguments: [[], Array(" ".utf8), Array("\n".utf8), [0xef, 0xbb, 0xbf], Array("// nothing".utf8)]
            as [[UInt8]])
    func emptySourcesPass(bytes: [UInt8]) throws {
        let passage = try passage(bytes)
        #expect(passage.rewritten.bytes == bytes && passage.plan.entries.isEmpty)
    }

    @Test func lineEndsAreKept() throws {
        for text in [loop, loop.replacingOccurrences(of: "\n", with: "\r\n"), loop + "\n"] {
            let passage = try passage(Array(text.utf8))
            #expect(passage.plan.entries.filter { $0.decision != .none }.count == 1)
            #expect(passage.rewritten.restored == Array(text.utf8))
            #expect(passage.rewritten.bytes.last == text.utf8.last)
        }
    }

    @Test func byteOrderMarkStaysFirst() throws {
        let passage = try passage([0xef, 0xbb, 0xbf] + Array(loop.utf8))
        #expect(passage.rewritten.bytes.starts(with: [0xef, 0xbb, 0xbf] + Array("extern".utf8)))
        #expect(passage.rewritten.restored == passage.source.bytes)
    }

    @Test func bytesThatAreNoTextStay() throws {
        let odd: [UInt8] =
            Array("/* ".utf8) + [0xff, 0xfe, 0x80] + Array(" */ char *s = \"".utf8) + [0xe9]
            + Array("\"; ".utf8) + Array(loop.utf8)
        let passage = try passage(odd)
        #expect(passage.rewritten.restored == odd)
        #expect(passage.plan.entries.contains { $0.decision != .none })
    }

    @Test func nulBytesDoNotCutTheSource() throws {
        let bytes = Array("/* ".utf8) + [0] + Array(" */ ".utf8) + Array(loop.utf8)
        #expect(try passage(bytes).rewritten.restored == bytes)
    }

    @Test func binaryIsAnError() {
        var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
        for i in 0..<4096 { bytes.append(UInt8(truncatingIfNeeded: i &* 167 &+ i >> 5)) }
        #expect(throws: CFrontendError.self) { try passage(bytes) }
    }

    @Test func errorsNameTheirPlace() {
        for (text, line, word) in [
            ("int x;\n#include \"missing.h\"\n", 2, "missing.h"), ("int x;\nint y\nint z;\n", 2, "expected"),
            (loop + "\nint g( {", 5, "expected"), ("#error stop here\n", 1, "stop here"),
        ] {
            do {
                _ = try passage(Array(text.utf8))
                Issue.record("accepted: \(text)")
            } catch {
                #expect("\(error)".contains("/nowhere/f.c:\(line):"), "\(error)")
                #expect("\(error)".contains(word), "\(error)")
            }
        }
    }

    @Test func preprocessedErrorsCostOneFunction() throws {
        let text = "int bad(int n) { while (n) n = nonsense; return n; }\n" + loop
        let passage = try passage(Array(text.utf8), preprocessed: true, flags: ["-x", "cpp-output"])
        #expect(passage.plan.entries.filter { $0.decision != .none }.map(\.function) == ["f"])
        #expect(passage.plan.entries.contains { $0.function == "bad" && $0.reason.leavesCycleUnchecked })
    }

    @Test func oneLineOfAMegabyte() throws {
        let text =
            (0..<60_000).map { "static int x\($0); " }.joined()
            + loop.replacingOccurrences(of: "\n", with: " ")
        #expect(try passage(Array(text.utf8)).rewritten.restored.count == text.utf8.count)
    }

    /// The parser allows 256 levels, and says so in words.
    @Test func deepNesting() throws {
        func expression(_ depth: Int) -> String {
            "int f(int n) { while (n) n = " + String(repeating: "-(", count: depth) + "n"
                + String(repeating: ")", count: depth) + " - 1; return n; }"
        }
        func blocks(_ depth: Int) -> String {
            "int f(int n) { " + String(repeating: "{ ", count: depth) + "while (n) n--;"
                + String(repeating: "}", count: depth) + " return n; }"
        }
        for text in [expression(250), blocks(250)] {
            let plan = try passage(Array(text.utf8)).plan
            #expect(plan.entries.filter { $0.decision != .none }.count == 1)
        }
        for text in [expression(2000), blocks(2000)] {
            #expect(throws: CFrontendError.self) { try passage(Array(text.utf8)) }
        }
    }

    @Test func longChains() throws {
        let ifs = (0..<1500).map { "if (n == \($0)) n = \($0 * 7); else " }.joined()
        let sums = (0..<1500).map { "n + \($0)" }.joined(separator: " + ")
        let text = "int f(int n) { while (n) { \(ifs) n--; n -= \(sums); } return n; }"
        #expect(try passage(Array(text.utf8)).plan.entries.filter { $0.decision != .none }.count == 1)
    }

    @Test func manyFunctionsInALongChain() throws {
        let text = (0..<3000).map { "int f\($0)(int n) { return \($0 == 0 ? "n" : "f\($0 - 1)(n)"); }" }
            .reversed().joined(separator: "\n")
        let declared = (0..<3000).map { "int f\($0)(int);" }.joined() + "\n" + text
        #expect(try passage(Array(declared.utf8)).plan.entries.count == 3000)
    }
}

// Rewritings to be read by people: name.c becomes name.expected.c. The budget is the default.
//
// CEDE_RECORD=1 writes the expected files and fails the run, so that nobody records without
// looking; what does not compile is not recorded.

import Foundation
import Planning
import TestSupport
import Testing

@Suite struct Goldens {
    private static let folder = Toolchain.packageRoot.appendingPathComponent("Fixtures/golden")
    private static let sources = Fixture.all(in: "golden").filter { !$0.name.hasSuffix(".expected.c") }
    private static let isRecording = ProcessInfo.processInfo.environment["CEDE_RECORD"] == "1"

    @Test func goldensAreThere() {
        #expect(Self.sources.count >= 5)
    }

    @Test(arguments: sources)
    func rewritingIsAsRecorded(_ fixture: Fixture) throws {
        let scratch = try Scratch()
        let source = try Carrier.tree.source(
            of: fixture.name, fixture.bytes, flags: fixture.flags, in: scratch)
        let rewritten = try Passage(source, .tree, fixture.options).rewritten.bytes
        try scratch.write(rewritten, fixture.name)
        for compiler in Compiler.allCases {
            let outcome = try run(
                [compiler.rawValue, "-Wall", "-Wextra", "-Werror", "-c", fixture.name] + fixture.flags,
                in: scratch)
            guard outcome.code == 0 else {
                Issue.record("\(compiler) does not compile it, so it is not recorded: \(outcome.errors)")
                return
            }
        }
        let expected = Self.folder.appendingPathComponent(
            fixture.name.replacingOccurrences(of: ".c", with: ".expected.c"))
        if Self.isRecording {
            try Data(rewritten).write(to: expected)
            Issue.record("recorded \(expected.lastPathComponent): read it, then run without CEDE_RECORD")
        }
        let found = String(decoding: rewritten, as: UTF8.self)
        #expect(try found == String(contentsOf: expected, encoding: .utf8), "\(fixture.name) changed")
    }
}

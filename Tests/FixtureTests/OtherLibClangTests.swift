// The same expectations on the libclang of the Swift toolchain. A process has one libclang, so this starts
// another of its own kind.

import Foundation
import TestSupport
import Testing

@Suite struct OtherLibClang {
    private static let isFirstProcess = ProcessInfo.processInfo.environment["LIBCLANG_PATH"] == nil

    @Test(.enabled(if: isFirstProcess))
    func plansAreTheSame() throws {
        let library = try #require(
            Toolchain.swiftLibClang, "the Swift toolchain has no libclang.so beside its clang")
        let scratch = try Scratch()
        let outcome = try run(
            [CommandLine.arguments[0], "--testing-library", "swift-testing", "--filter", "Expectations"],
            in: scratch, environment: ["LIBCLANG_PATH": library], seconds: 120)
        #expect(outcome.code == 0, "\(outcome.text.suffix(6000))\(outcome.errors.suffix(2000))")
        // A filter that matches nothing would pass as well.
        #expect((outcome.text + outcome.errors).contains("planIsAsAnnotated"))
    }
}

// What holds for every Swift source: fixtures and this package's own.

import Foundation
import SwiftFrontend
import TestSupport
import Testing
import Workspace

@Suite struct SwiftProperties {
    /// The package's own sources and the fixtures.
    static let sources: [String] = {
        var paths: [String] = []
        for folder in ["Sources", "Tests", "Fixtures/swift"] {
            let root = Toolchain.packageRoot.appendingPathComponent(folder)
            let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
            paths += (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.map(\.path).sorted()
        }
        return paths
    }()

    @Test func insertionsComeOutAgainAndComeOnce() throws {
        #expect(Self.sources.count > 100)
        for path in Self.sources {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            // A manifest of a newer language, a file of the parser's tests: passed through whole.
            guard let result = try? AnalysedSwift(SwiftSource(path: path, bytes: bytes), budget: nil, Configuration()) else { continue }
            #expect(result.rewritten.restored == bytes, "\(path): the insertions do not come out again")
            #expect(!result.rewritten.insertions.contains { $0.text.contains("\n") }, "\(path): a newline is inserted")
            let again = try AnalysedSwift(SwiftSource(path: path, bytes: result.rewritten.bytes), budget: nil, Configuration())
            #expect(
                again.rewritten.insertions.isEmpty,
                "\(path): rewritten again, it gets \(again.rewritten.insertions.first.map { "\($0)" } ?? "")")
        }
    }

    /// Whatever is cut off, the answer is an error or a rewriting, never a crash.
    @Test(arguments: Fixture.swift)
    func anyPrefixIsSurvived(_ fixture: Fixture) {
        for end in stride(from: 0, to: fixture.bytes.count, by: 97) {
            let bytes = Array(fixture.bytes[..<end])
            guard let result = try? AnalysedSwift(SwiftSource(path: "cut.swift", bytes: bytes), budget: nil, Configuration()) else { continue }
            #expect(result.rewritten.restored == bytes)
        }
    }

    @Test func errorsHaveAPlace() {
        let bytes = Array("func f() {\n    while true {\n".utf8)
        #expect {
            try SwiftFrontend.lower(SwiftSource(path: "x.swift", bytes: bytes))
        } throws: { error in
            guard case SwiftFrontendError.notParsed(let place, let words) = error else { return false }
            return place.file == "x.swift" && place.line == 2 && words.contains("}")
        }
    }
}

// The published schema of `.cede.yml` says what the reader takes.

import Foundation
import Linting
import TestSupport
import Testing
import Workspace

@Suite struct SchemaTests {
    private func schema() throws -> [String: Any] {
        let url = Toolchain.packageRoot.appendingPathComponent("Schemas/cede.yml.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    @Test func itsKeysAreThoseOfTheReader() throws {
        let properties = try #require(try schema()["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(ConfigurationFile.keys))
        let rules = try #require(properties["rules"]?["properties"] as? [String: Any])
        #expect(Set(rules.keys) == Set(Rules.all.map(\.name)))
        let definitions = try #require(try schema()["$defs"] as? [String: [String: Any]])
        #expect(definitions["level"]?["enum"] as? [String] == ConfigurationFile.levels)
    }

    @Test func timesMatchItsPattern() throws {
        let definitions = try #require(try schema()["$defs"] as? [String: [String: Any]])
        let pattern = try Regex(try #require(definitions["time"]?["pattern"] as? String))
        for text in ["20us", "1.5ms", "0.1 ns", "3µs", "20", "us", "1s", "-1us", "1.us", ""] {
            let isTime = (try? ConfigurationFile.parse(Array("calls: {f: \"\(text)\"}".utf8), path: "f")) != nil
            #expect((try pattern.wholeMatch(in: text) != nil) == isTime, "\(text)")
        }
    }

    @Test func whatIsPrintedIsReadTheSame() throws {
        let text = """
            budget: 7500ns
            rules: {opaque-call: off, blocking-call: error}
            exclude: [a b, "*.c"]
            calls: {f: 0.3ns, g: {base: 1us, per-byte: 0.25ns, lengths: [0, 2]}}
            blocking-calls: [wait]
            no-yield: [x, "A::b(int)"]
            """
        let first = try ConfigurationFile.parse(Array(text.utf8), path: "f")
        var second = try ConfigurationFile.parse(Array(first.text.utf8), path: "f")
        for (rule, level) in second.levels where first.levels[rule] == nil {
            #expect(level == .severity(try #require(Rules.named(rule)).severity))
            second.levels[rule] = nil
        }
        second.digest = first.digest
        #expect(first == second)
    }
}

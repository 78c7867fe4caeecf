// Every Swift fixture's plan is exactly what its annotations say.

import Planning
import SwiftFrontend
import TestSupport
import Testing
import Workspace

extension Fixture: CustomTestStringConvertible {
    public var testDescription: String { name }

    static let swift = all(in: "swift")

    func planned() throws -> AnalysedSwift { try AnalysedSwift(SwiftSource(path: name, bytes: bytes), budget: nil, Configuration()) }
}

@Suite struct SwiftExpectations {
    @Test func fixturesAreThere() {
        #expect(Fixture.swift.count >= 7)
    }

    @Test(arguments: Fixture.swift)
    func planIsAsAnnotated(_ fixture: Fixture) throws {
        var found = try fixture.planned().plan.entries.filter(\.needsAnnotation)
        var problems: [String] = []
        for expected in fixture.expectations {
            if let match = found.firstIndex(where: expected.holds(for:)) {
                found.remove(at: match)
            } else {
                problems.append("\(fixture.name):\(expected) - not found")
            }
        }
        problems += found.map { "\(fixture.name):\($0.annotation) - not annotated" }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}

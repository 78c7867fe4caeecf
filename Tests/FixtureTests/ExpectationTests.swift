// Every fixture's plan is exactly what its annotations say, in both carriers, on this process's libclang.

import CFrontend
import Foundation
import Planning
import TestSupport
import Testing

extension Fixture: CustomTestStringConvertible {
    public var testDescription: String { name }

    static let subjects = all(in: "c")
    static let cxx = all(in: "cxx")
    static let bugs = all(in: "bugs")
    /// Everything that must hold.
    static let everything = subjects + cxx + bugs
}

@Suite struct Expectations {
    @Test func fixturesAreThere() {
        #expect(Fixture.subjects.count > 25)
        #expect(Fixture.cxx.count > 20)
    }

    /// Whoever asks for another libclang gets it.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LIBCLANG_PATH"] != nil))
    func libclangIsTheOneAskedFor() throws {
        #expect(try CFrontend().libclang == ProcessInfo.processInfo.environment["LIBCLANG_PATH"])
    }

    @Test(arguments: Fixture.everything, Carrier.all)
    func planIsAsAnnotated(_ fixture: Fixture, _ carrier: Carrier) throws {
        let problems = try mismatches(fixture, carrier)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    /// What is annotated and not found, and what is found and not annotated.
    private func mismatches(_ fixture: Fixture, _ carrier: Carrier) throws -> [String] {
        if case .preprocessed(let compiler) = carrier, !fixture.compilers.contains(compiler) { return [] }
        guard try fixture.isReadable() else { return [] }
        let scratch = try Scratch()
        let source = try carrier.source(of: fixture.name, fixture.bytes, flags: fixture.flags, in: scratch)
        var found = try Passage(source, carrier, fixture.options).plan.entries.filter {
            $0.needsAnnotation && $0.place.file.hasSuffix(fixture.name)
        }
        var problems: [String] = []
        for expected in fixture.expectations where expected.carrier == nil || expected.carrier == carrier.kind
        {
            if let match = found.firstIndex(where: expected.holds(for:)) {
                found.remove(at: match)
            } else {
                problems.append("\(fixture.name):\(expected) - not found")
            }
        }
        return problems + found.map { "\(fixture.name):\($0.annotation) - not annotated" }
    }
}

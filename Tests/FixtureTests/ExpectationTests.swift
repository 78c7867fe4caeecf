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
        let problems = try fixture.mismatches(carrier)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}

extension Fixture {
    /// What is annotated and not found, and what is found and not annotated.
    func mismatches(_ carrier: Carrier) throws -> [String] {
        if case .preprocessed(let compiler) = carrier, !compilers.contains(compiler) { return [] }
        guard try isReadable() else { return [] }
        let scratch = try Scratch()
        let source = try carrier.source(of: name, bytes, flags: flags, in: scratch)
        var found = try Passage(source, carrier, options).plan.entries.filter {
            $0.needsAnnotation && $0.place.file.hasSuffix(name)
        }
        var problems: [String] = []
        for expected in expectations where expected.carrier == nil || expected.carrier == carrier.kind {
            if let match = found.firstIndex(where: expected.holds(for:)) {
                found.remove(at: match)
            } else {
                problems.append("\(name):\(expected) - not found")
            }
        }
        return problems + found.map { "\(name):\($0.annotation) - not annotated" }
    }
}

// The lint and the rewriter are of one mind: what is reported as unbounded is what gets a check, and nothing else.

import Linting
import Planning
import Rewriting
import TestSupport
import Testing

@Suite struct AgreementTests {
    static let fixtures = (Fixture.all(in: "c") + Fixture.all(in: "cxx")).filter {
        $0.compilers.contains(.clang) && ((try? $0.isReadable()) ?? false)
    }

    @Test(arguments: fixtures.map(\.name))
    func whatIsUnboundedGetsACheck(name: String) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == name })
        let scratch = try Scratch()
        let carrier = Carrier.preprocessed(.clang)
        let source = try carrier.source(of: fixture.name, fixture.bytes, flags: fixture.flags, in: scratch)
        let passage = try Passage(source, carrier, fixture.options)
        let options = LintOptions(budget: fixture.options.budget)
        let unit = LintUnit(passage.skeleton, passage.plan, language: .c, options: options)
        let findings = options.findings(in: unit).filter { $0.rule.hasPrefix("unbounded-") }
        var reported = Set(findings.map(\.place))
        // The labels of one dispatch are one finding, at the first of them.
        let landings = passage.plan.entries.filter { $0.reason == .landing && $0.decision != .none }
        for label in landings where landings.contains(where: { $0.function == label.function && reported.contains($0.place) }) {
            reported.insert(label.place)
        }

        // By what stands in the text: without the check at one place, it is another text.
        for entry in passage.plan.entries {
            var without = passage.plan
            without.entries = without.entries.filter { $0.place != entry.place }
            let hasCheck = rewriteC(source.bytes, by: without, prelude: nil).bytes != passage.rewritten.bytes
            #expect(reported.contains(entry.place) == hasCheck, "\(entry.place): \(entry.reason)")
        }
        #expect(reported.isSubset(of: passage.plan.entries.map(\.place)))
    }
}

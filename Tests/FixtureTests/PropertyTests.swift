// What holds for every rewriting, whatever the source: checked over all fixtures in both carriers.

import CFrontend
import Planning
import Rewriting
import TestSupport
import Testing

@Suite struct Properties {
    @Test(arguments: Fixture.everything, Carrier.all)
    func rewritingKeepsItsPromises(_ fixture: Fixture, _ carrier: Carrier) throws {
        if case .preprocessed(let compiler) = carrier, !fixture.compilers.contains(compiler) { return }
        guard try fixture.isReadable() else { return }
        let scratch = try Scratch()
        let source = try carrier.source(of: fixture.name, fixture.bytes, flags: fixture.flags, copiesTurns: fixture.copiesTurns, in: scratch)
        // Strips in every fixture, also in those whose loops are short.
        for budget in [fixture.options.budget, .microseconds(0.4)] {
            var options = fixture.options
            options.budget = budget
            let first = try Passage(source, carrier, options)
            #expect(first.rewritten.restored == source.bytes, "taking the insertions out gives the input")
            #expect(
                first.rewritten.insertions.allSatisfy { !$0.text.utf8.contains(0x0a) },
                "no newline is inserted")
            #expect(first.rewritten.insertions.map(\.offset).isSorted)
            let second = try Passage(source, carrier, options)
            #expect(second.rewritten.bytes == first.rewritten.bytes, "the same input gives the same bytes")
            // What has copies in it goes to the compiler and nowhere else.
            if source.repeats != .none { continue }
            let again = try first.again(carrier, options)
            #expect(
                again.rewritten.insertions.isEmpty,
                "rewritten once more: \(again.rewritten.insertions), \(again.plan.entries.map(\.annotation))")
        }
    }
}

extension Array where Element == Int {
    var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}

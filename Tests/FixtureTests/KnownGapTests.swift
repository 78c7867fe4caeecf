// A known gap says what should be and is not yet. One that starts to hold is noticed here: it is no gap any more, and
// moves to Fixtures/bugs.

import TestSupport
import Testing

@Suite struct KnownGaps {
    static let all = Fixture.all(in: "known-gaps")

    @Test(arguments: all)
    func gapIsStillOne(_ fixture: Fixture) throws {
        #expect(!fixture.expectations.isEmpty, "a gap says what is missing")
        let gaps = try Carrier.all.flatMap { try fixture.mismatches($0) }
        #expect(!gaps.isEmpty, "\(fixture.name) holds now: move it to Fixtures/bugs")
    }
}

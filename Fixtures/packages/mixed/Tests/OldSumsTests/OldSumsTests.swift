import XCTest

@testable import Sums

final class OldSumsTests: XCTestCase {
    func testTotal() { XCTAssertEqual(total(10), 257) }

    func testLater() async {
        await Task.yield()
        XCTAssertEqual(collatz(6), 8)
    }
}

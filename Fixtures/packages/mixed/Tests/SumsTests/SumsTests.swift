import Testing

@testable import Sums

@Test func totals() {
    #expect(total(10) == 2 * 45 + 165 + 2)
    #expect(greeting() == "hello")
}

@Test(arguments: [(1, 0), (6, 8), (27, 111)]) func steps(n: Int, count: Int) async {
    await Task.yield()
    #expect(collatz(n) == count)
}

// Code of tasks and actors has checks as other code has; no check is an `await`, so nothing else comes in between.
// flags: -parse-as-library
actor Counter {
    var n = 0
    func up(to end: Int) { while n < end { n += 1 } } // loop: check
    func get() -> Int { n }
    nonisolated func pure(_ n: Int) -> Int { n == 0 ? 1 : pure(n - 1) } // entry: late, call itself
}
@MainActor func onMain(_ n: Int) -> Int { n == 0 ? 0 : onMain(n - 1) } // entry: late, call itself
enum Fault: Error { case odd(Int) }
func typed(_ n: Int) throws(Fault) -> Int { // entry: late, call itself
    if n == 1 { throw .odd(n) }
    return n == 0 ? 0 : try typed(n - 2)
}
func rethrowing(_ body: (Int) throws -> Int) rethrows -> Int { // entry: check, body
    var s = 0
    for i in 0..<3 { s += try body(i) } // loop: check
    return s
}
func asked(_ n: Int) async -> Int { n == 0 ? 0 : await asked(n - 1) + 1 } // entry: late, call itself
func streamed() async -> Int { // entry: check, AsyncStream
    let stream = AsyncStream<Int> { c in // entry: check, yield
        for i in 0..<4 { c.yield(i) } // loop: check
        c.finish()
    }
    var s = 0
    for await x in stream { s += x } // loop: check
    return s
}
func grouped() async -> Int { // entry: check, withTaskGroup
    await withTaskGroup(of: Int.self) { group in // entry: check, addTask
        for i in 0..<4 { group.addTask { await asked(i) } } // loop: check; entry: check, asked
        return await group.reduce(0, +)
    }
}

@main struct Main {
    static func main() async { // entry: check, closure
        let counter = Counter()
        await counter.up(to: 7)
        async let later = asked(3)
        let closure: @Sendable (Int) -> Int = { n in var s = 0; for i in 0..<n { s += i }; return s } // loop: strip
        print(await counter.get(), counter.pure(3), await onMain(3), (try? typed(4)) ?? -1, (try? typed(5)) ?? -1)
        print(rethrowing { $0 * 2 }, await streamed(), await grouped(), await later, closure(4))
    }
}

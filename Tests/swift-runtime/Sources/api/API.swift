// The API: results, errors, cancellation, groups, channels, select, locks, time.

import Cede
import Expect

struct Wrong: Error, Equatable { var number: Int }

@main
struct API {
    static func main() throws {
        try options()
        let answer = try Cede.run(Cede.Options(workers: 2)) {
            handles()
            try cancellation()
            try groups()
            try channels()
            try selecting()
            locks()
            try time()
            return try Cede.run { 42 } // nested
        }
        expect(answer == 42)
        expect(throws: Wrong(number: 1)) { try Cede.run { throw Wrong(number: 1) } }
        expect(Cede.workerCount == 0)
        expect(!Cede.isCancelled)
        Cede.check()
    }

    static func options() throws {
        expect(throws: Cede.Failure(code: 22)) { try Cede.run(Cede.Options(workers: 0)) {} }
        expect(throws: Cede.Failure(code: 22)) { try Cede.run(Cede.Options(workers: 1 << 40)) {} }
        expect(throws: Cede.Failure(code: 22)) { try Cede.run(Cede.Options(slice: .zero)) {} }
        expect(throws: Cede.Failure(code: 22)) { try Cede.run(Cede.Options(stackSize: 9 << 20)) {} }
        try Cede.run(Cede.Options(workers: 3)) { expect(Cede.workerCount == 3) }
        expect(Cede.worker == nil)
        try Cede.run(Cede.Options(workers: 3)) {
            for worker in 0..<3 {
                expect(Cede.spawn(worker: worker) { Cede.yield(); return Cede.worker }.join() == worker)
                try Cede.withGroup { group in group.spawn(worker: worker) { expect(Cede.worker == worker) } }
            }
        }
    }

    static func handles() {
        expect(Cede.spawn { "text" }.join() == "text")
        let failing = Cede.spawn { () throws(Wrong) -> Int in throw Wrong(number: 3) }
        do throws(Wrong) {
            _ = try failing.join()
            fail("no error")
        } catch {
            expect(error.number == 3)
        }
        expect(throws: Wrong(number: 3)) { try failing.join() } // again, by another way
        let slow = Cede.spawn { try? Cede.sleep(for: .milliseconds(50)) }
        expect(slow.join(until: .now) == nil)
        slow.join()
        // Many wait for one.
        let number = Cede.spawn { Cede.yield(); return 5 }
        let joiners = (0..<10).map { _ in Cede.spawn { number.join() } }
        expect(joiners.reduce(0) { $0 + $1.join() } == 50)
    }

    static func cancellation() throws {
        let sleeper = Cede.spawn { () throws(Cede.Failure) in try Cede.sleep(for: .seconds(100)) }
        sleeper.cancel()
        expect(throws: Cede.Failure.cancelled) { try sleeper.join() }
        sleeper.cancel() // after its end
        let computing = Cede.spawn {
            while !Cede.isCancelled { Cede.check() }
            return Cede.withCancellationShield { (Cede.isCancelled, (try? Cede.sleep(for: .zero)) != nil) }
        }
        computing.cancel()
        expect(computing.join() == (false, true))
        expect(throws: Cede.Failure.cancelled) {
            let task = Cede.spawn { () throws(Cede.Failure) in
                while true { try Cede.checkCancellation(); Cede.yield() }
            }
            task.cancel()
            try task.join()
        }
    }

    static func groups() throws {
        // Results, and everything has ended.
        let sum = try Cede.withGroup { group in
            let parts = (0..<100).map { number in group.spawn { number * number } }
            return parts.reduce(0) { $0 + $1.join() }
        }
        expect(sum == 328_350)
        // The first error cancels the rest.
        let ended = Cede.Mutex(0)
        expect(throws: Wrong(number: 9)) {
            try Cede.withGroup { group in
                for _ in 0..<10 {
                    group.spawn {
                        defer { ended.withLock { $0 += 1 } }
                        try Cede.sleep(for: .seconds(100))
                    }
                }
                group.spawn { throw Wrong(number: 9) }
            }
        }
        expect(ended.withLock { $0 } == 10)
        // So does an error of the body, a deadline, and the cancellation of who waits.
        expect(throws: Wrong(number: 2)) {
            try Cede.withGroup { group in
                group.spawn { try Cede.sleep(for: .seconds(100)) }
                throw Wrong(number: 2)
            }
        }
        expect(throws: Cede.Failure.timedOut) {
            try Cede.withGroup(until: .now + .milliseconds(10)) { group in
                group.spawn { try Cede.sleep(for: .seconds(100)) }
            }
        }
        let waiting = Cede.spawn {
            try Cede.withGroup { group in group.spawn { try Cede.sleep(for: .seconds(100)) } }
        }
        waiting.cancel()
        expect(throws: Cede.Failure.cancelled) { try waiting.join() }
        // One that is spawned in a cancelled group is cancelled from the start, and has a result.
        try Cede.withGroup { group in
            group.cancel()
            expect(group.isCancelled)
            expect(group.spawn { Cede.isCancelled }.join())
        }
    }

    static func channels() throws {
        final class Token: Sendable { deinit { released.withLock { $0 += 1 } } }
        let channel = Cede.Channel<Int>()
        let producer = Cede.spawn {
            for number in 0..<1000 { try? channel.send(number) }
            channel.close()
        }
        expect(Array(channel) == Array(0..<1000))
        producer.join()
        expect(throws: Cede.Failure.closed) { try channel.send(1) }
        try expect(channel.receive() == nil)
        let full = Cede.Channel<Token>(capacity: 2)
        try full.send(Token())
        try full.send(Token())
        expect(full.count == 2)
        expect(throws: Cede.Failure.timedOut) { try full.send(Token(), until: .now + .milliseconds(5)) }
        expect(released.withLock { $0 } == 1)
        _ = try full.receive()
        expect(released.withLock { $0 } == 2)
        do { // what nobody received is released with the channel
            let dropped = Cede.Channel<Token>(capacity: 3)
            try dropped.send(Token())
        }
        expect(released.withLock { $0 } == 3)
        // Known by its address, so it may not be copied as bytes.
        struct Weak: Sendable { weak let token: Token? }
        let weak = Cede.Channel<Weak>(capacity: 1), token = Token()
        try weak.send(Weak(token: token))
        try expect(weak.receive()!.token === token)
    }

    static func selecting() throws {
        let numbers = Cede.Channel<Int>(capacity: 1), words = Cede.Channel<String>(capacity: 1)
        try words.send("one")
        let first = try Cede.select(
            .receive(from: numbers) { "number \($0 ?? 0)" }, .receive(from: words) { "word \($0 ?? "")" })
        expect(first == "word one")
        try expect(Cede.select(.receive(from: words) { _ in false }, .send(5, to: numbers) { true }))
        try expect(numbers.receive() == 5)
        expect(throws: Cede.Failure.timedOut) {
            try Cede.select(.receive(from: words) { _ in }, until: .now + .milliseconds(5))
        }
        words.close()
        try expect(Cede.select(.receive(from: words) { $0 == nil }))
        expect(throws: Cede.Failure.closed) { try Cede.select(.send("two", to: words) {}) }
    }

    static func locks() {
        let counter = Cede.Mutex(0)
        let tasks = (0..<100).map { _ in
            Cede.spawn {
                for _ in 0..<100 { counter.withLock { number in let before = number; Cede.yield(); number = before + 1 } }
            }
        }
        for task in tasks { task.join() }
        expect(counter.withLock { $0 } == 10_000)
        counter.withLock { _ in expect(Cede.spawn { counter.withLockIfAvailable { $0 } }.join() == nil) }
        expect(counter.withLockIfAvailable { $0 } == 10_000)
        expect(Cede.withoutYielding { 5 } == 5)
    }

    static func time() throws {
        let before = ContinuousClock.now
        try Cede.sleep(until: before + .milliseconds(20))
        expect(.now - before >= .milliseconds(20))
        try Cede.sleep(for: .milliseconds(5))
        try Cede.sleep(for: .seconds(-5))
        expect(.now - before >= .milliseconds(25))
        let endless = Cede.spawn { () throws(Cede.Failure) in try Cede.sleep(for: .seconds(Int64.max)) }
        try expect(endless.join(until: .now + .milliseconds(5)) == nil)
        endless.cancel()
    }
}

let released = Cede.Mutex(0)

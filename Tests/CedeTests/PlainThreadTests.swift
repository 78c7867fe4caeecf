// What the API does on threads that are no workers, and its conversions. What needs a runtime is in Tests/swift-runtime:
// it starts once in a process.

import Testing

@testable import Cede

@Suite struct PlainThreadTests {
    @Test func durationsAreClamped() {
        #expect(Duration.milliseconds(3).nanoseconds == 3_000_000)
        #expect(Duration.nanoseconds(-7).nanoseconds == -7)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
        #expect(Duration.seconds(9_223_372_036).nanoseconds == 9_223_372_036_000_000_000)
        #expect(Duration.seconds(9_223_372_037).nanoseconds == .max)
    }

    @Test func noDeadlineIsNever() {
        #expect(Cede.nanoseconds(of: nil) == .max)
        #expect(Cede.nanoseconds(of: .now + .seconds(Int64.max / 4)) == .max)
    }

    @Test func failuresSayWhatTheyAre() {
        #expect("\(Cede.Failure.cancelled)" == "the task was cancelled")
        #expect("\(Cede.Failure(code: 111))" == "Connection refused")
    }

    @Test func aThreadIsNoTask() {
        #expect(!Cede.isCancelled)
        #expect(Cede.workerCount == 0)
        #expect(Cede.withoutYielding { 5 } == 5)
        #expect(Cede.withCancellationShield { 6 } == 6)
        Cede.check()
        Cede.yield()
    }

    @Test func channelsServeThreads() throws {
        let channel = Cede.Channel<String>(capacity: 1)
        try channel.send("one")
        #expect(throws: Cede.Failure.timedOut) { try channel.send("two", until: .now) }
        #expect(try channel.receive() == "one")
        channel.close()
        #expect(try channel.receive() == nil)
    }

    @Test func mutexesServeThreads() {
        let mutex = Cede.Mutex(1)
        mutex.withLock { value in
            value += 1
            #expect(mutex.withLockIfAvailable { $0 } == nil)
        }
        #expect(mutex.withLockIfAvailable { $0 } == 2)
    }
}

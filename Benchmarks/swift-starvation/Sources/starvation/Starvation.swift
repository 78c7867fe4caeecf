// How late a sleeper wakes while others compute, on two workers:
//
//     starvation tasks SECONDS     Cede's tasks
//     starvation swift SECONDS     Swift's `Task`s on their own threads
//     starvation adopted SECONDS   Swift's `Task`s on Cede's workers
//
// Four hogs of different kinds compute; the sleeper sleeps a millisecond, over and over, and notes how much later it woke
// than it had asked for.

import Cede

/// Each computes until a moment; the result keeps the work from being left out.
enum Hogs {
    typealias Hog = @Sendable (Cede.Instant) -> UInt64

    @Sendable static func numbers(until end: Cede.Instant) -> UInt64 {
        var state: UInt64 = 1
        while .now < end {
            for _ in 0..<100_000 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
            }
        }
        return state
    }

    @Sendable static func dictionaries(until end: Cede.Instant) -> UInt64 {
        var counts: [Int: Int] = [:]
        while .now < end {
            for number in 0..<10_000 { counts[number &* 7919 % 1000, default: 0] += number }
        }
        return UInt64(truncatingIfNeeded: counts[0]!)
    }

    @Sendable static func strings(until end: Cede.Instant) -> UInt64 {
        var length = 0
        while .now < end {
            var text = ""
            for number in 0..<1000 { text += "\(number) " }
            length &+= text.split(separator: " ").reduce(0) { $0 + $1.count }
        }
        return UInt64(truncatingIfNeeded: length)
    }

    final class Node {
        var left: Node?, right: Node?
        init(depth: Int) {
            if depth > 0 { (left, right) = (Node(depth: depth - 1), Node(depth: depth - 1)) }
        }
        var count: Int { 1 + (left?.count ?? 0) + (right?.count ?? 0) }
    }

    @Sendable static func trees(until end: Cede.Instant) -> UInt64 {
        var count = 0
        while .now < end { count &+= Node(depth: 12).count }
        return UInt64(truncatingIfNeeded: count)
    }

    static let all: [Hog] = [numbers, dictionaries, strings, trees]
}

/// How late each wake-up was.
struct Lateness {
    private var all: [Duration] = []
    private var asked = Cede.Instant.now

    mutating func next() -> Cede.Instant {
        asked = .now + .milliseconds(1)
        return asked
    }

    mutating func note() { all.append(.now - asked) }

    func report(_ what: String) {
        let sorted = all.sorted()
        let quantiles = [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("most", 1)].map { name, share in
            let late = sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
            return "\(name) \(late.formatted)"
        }
        print("\(what): \(sorted.count) wake-ups, late by \(quantiles.joined(separator: ", "))")
    }
}

extension Duration {
    /// Milliseconds with two digits.
    var formatted: String {
        let hundredths = components.seconds * 100_000 + components.attoseconds / 10_000_000_000_000
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) ms"
    }
}

@main
struct Starvation {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let seconds = Int(arguments[2]) else {
            print("usage: starvation tasks|swift|adopted SECONDS")
            return
        }
        let duration = Duration.seconds(seconds)
        switch arguments[1] {
        case "tasks":
            try Cede.run(Cede.Options(workers: 2)) { onTasks(until: .now + duration) }
        case "adopted":
            try Cede.adoptTasksForever(Cede.Options(workers: 2))
            await onSwift("Swift tasks on Cede's workers", until: .now + duration)
        default:
            await onSwift("Swift tasks", until: .now + duration)
        }
    }

    static func onTasks(until end: Cede.Instant) {
        let hogs = Hogs.all.map { hog in Cede.spawn { hog(end) } }
        let sleeper = Cede.spawn {
            var lateness = Lateness()
            repeat {
                try? Cede.sleep(until: lateness.next())
                lateness.note()
            } while .now < end
            return lateness
        }
        sleeper.join().report("Cede's tasks")
        for hog in hogs { _ = hog.join() }
    }

    static func onSwift(_ what: String, until end: Cede.Instant) async {
        let hogs = Hogs.all.map { hog in Task.detached { hog(end) } }
        let sleeper = Task.detached {
            var lateness = Lateness()
            repeat {
                try? await Task.sleep(until: lateness.next(), clock: .continuous)
                lateness.note()
            } while .now < end
            return lateness
        }
        await sleeper.value.report(what)
        for hog in hogs { _ = await hog.value }
    }
}

// Swift's own tasks on Cede's workers: they may be preempted anywhere, and keep their task-locals, priority, isolation
// and children.

import Cede
import Expect
import Glibc

enum Locals {
    @TaskLocal static var number = -1
}

actor Counter {
    private(set) var count = 0
    func bump() {
        let before = count
        Cede.check()
        count = before + 1
    }
}

/// Switches to other jobs of the worker, again and again, and looks whether this is still the same task.
@inline(never)
func spin(_ number: Int) async {
    expect(Locals.number == number)
    for turn in 0..<50 {
        Cede.check()
        expect(Locals.number == number)
        withUnsafeCurrentTask { expect($0 != nil) }
        if turn % 10 == 0 { await Task.yield() }
    }
}

@main
struct Jobs {
    static func main() async throws {
        try Cede.adoptTasksForever(Cede.Options(workers: 2, yieldsAlways: true))
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    expect(Cede.workerCount == 2)
                    await Locals.$number.withValue(number) {
                        await spin(number)
                        await counter.bump()
                        async let child: Void = spin(number)
                        await child
                    }
                    try await Task.sleep(for: .milliseconds(number % 5))
                    expect(Locals.number == -1)
                }
            }
            try await group.waitForAll()
        }
        let count = await counter.count
        expect(count == 400)

        // Task-locals outside of tasks, in Cede's own tasks beside them.
        let plain = (0..<100).map { number in
            Cede.spawn {
                Locals.$number.withValue(number) {
                    for _ in 0..<50 {
                        Cede.check()
                        expect(Locals.number == number)
                    }
                }
            }
        }
        for handle in plain { await handle.value }

        // A task that computes does not keep the sleeper waiting: one worker has both.
        let task = Task.detached { () -> Int in
            var turns = 0
            while !Task.isCancelled { Cede.check(); turns += 1 }
            return turns
        }
        let waiting = Task.detached { try await Task.sleep(until: .now + .milliseconds(20), clock: .suspending) }
        try await waiting.value
        task.cancel()
        let turns = await task.value
        expect(turns > 0)

        // Across the border, from a task of Cede's.
        let bridged = Cede.spawn { Cede.wait { await spin(-1); return 7 } }
        let seven = await bridged.value
        expect(seven == 7)
    }
}

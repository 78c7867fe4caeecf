// Work on many items on all cores, results in the order of the items.
//
// Plain threads: each needs a libclang index of its own for as long as it lives, and Swift's concurrency would bring its
// run-time into a program that mostly starts for one source.

import Glibc
import Synchronization

public enum Parallel {
    public static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// `worker` makes what one thread works with. `done` is told how many results are in and of which item the last is.
    /// With `sizes` the largest is begun first: begun last, it would keep a single thread busy when all others are done.
    public static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], sizes: [Int]? = nil, jobs: Int = cores, worker: @escaping @Sendable () -> (Item) -> Result,
        done: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) -> [Result] {
        let order = sizes.map { sizes in items.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) } } ?? Array(items.indices)
        let state = Shared<Result>(count: items.count)
        let body: @Sendable () -> Void = {
            let work = worker()
            while let number = state.next() {
                let index = order[number]
                let result = work(items[index])
                state.finish(index, result, done)
            }
        }
        // All with deep stacks, which the work on each source would otherwise make one for.
        let count = min(jobs, items.count)
        let threads = count > 1 ? (0..<count).compactMap { _ in DeepStack.start(body) } : []
        if threads.isEmpty { body() }
        for thread in threads { pthread_join(thread, nil) }
        return state.all
    }

    private final class Shared<Result: Sendable>: Sendable {
        private let state: Mutex<(next: Int, finished: Int, results: [Result?])>

        init(count: Int) { state = Mutex((0, 0, Array(repeating: nil, count: count))) }

        func next() -> Int? {
            state.withLock { state in
                guard state.next < state.results.count else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        func finish(_ index: Int, _ result: Result, _ done: (Int, Int) -> Void) {
            state.withLock { state in
                state.results[index] = result
                state.finished += 1
                done(state.finished, index)
            }
        }

        var all: [Result] { state.withLock { $0.results.compactMap { $0 } } }
    }
}

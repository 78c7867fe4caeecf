// A lazy initialiser that is preempted: the second task of the worker waits for it, and a thread that computes it
// never runs it twice.

import Cede
import Expect
import Synchronization

let runs = Atomic(0)

enum Table {
    static let squares: [Int] = {
        runs.add(1, ordering: .relaxed)
        var squares: [Int] = []
        for number in 0..<1000 {
            squares.append(number * number)
            Cede.check()
        }
        return squares
    }()
}

@main
struct Once {
    static func main() throws {
        try Cede.run(Cede.Options(workers: 2, yieldsAlways: true)) {
            let sums = (0..<100).map { _ in Cede.spawn { Table.squares.reduce(0, +) } }
            for sum in sums { expect(sum.join() == 332_833_500) }
        }
        expect(runs.load(ordering: .relaxed) == 1)
    }
}

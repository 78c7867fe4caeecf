// A task may be preempted within a `modify` access. Accesses are kept in a list of the thread, which the runtime
// swaps; the access itself belongs to the task, so another may touch the same object meanwhile.

import Cede
import Expect

final class Box: @unchecked Sendable {
    var number = 0
    var other = 0
}

final class Order: @unchecked Sendable {
    var events: [String] = []
}

/// Yields in the midst of the access.
@inline(never)
func change(_ number: inout Int, _ order: Order, _ name: String) {
    order.events.append("\(name) begins")
    Cede.yield()
    number += 1
    Cede.check()
    order.events.append("\(name) ends")
}

@main
struct Exclusivity {
    static func main() throws {
        try Cede.run(Cede.Options(workers: 1, yieldsAlways: true)) {
            // Reads while another task's access to the same property is suspended.
            let box = Box(), order = Order()
            let first = Cede.spawn { change(&box.number, order, "first") }
            let second = Cede.spawn { change(&box.number, order, "second") }
            let reader = Cede.spawn { box.number + box.other }
            first.join()
            second.join()
            _ = reader.join()
            expect(box.number == 2)
            expect(order.events.firstIndex(of: "second begins")! < order.events.firstIndex(of: "first ends")!)

            // The list is right afterwards: many accesses of many tasks, ended in another order than begun.
            let boxes = (0..<100).map { _ in Box() }
            let handles = (0..<1000).map { number in
                Cede.spawn {
                    let order = Order()
                    for turn in 0..<20 {
                        change(&boxes[(number + turn) % boxes.count].number, order, "")
                        boxes[turn].other = number
                    }
                }
            }
            for handle in handles { handle.join() }
        }
    }
}

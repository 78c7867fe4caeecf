// Closures of one call whose value is dropped where they have no result; the compiler must not warn of it.
// flags: -parse-as-library
import Dispatch

final class Bag: @unchecked Sendable {
    var ones: Set<Int> = []
    var last: (() -> Void)?

    @discardableResult func put(_ n: Int) -> Bool { ones.insert(n).inserted }
    @discardableResult func checked(_ n: Int) throws -> Int { n > 100 ? try failing() : n }
    func failing() throws -> Int { throw Full() }
}
struct Full: Error {}
struct Later { let bag: Bag; func callAsFunction(_ n: Int) -> Int { n } }

func run(_ body: () throws -> Void) { try? body() } // entry: check, body
func value<T>(_ body: () throws -> T) rethrows -> T { try body() } // entry: check, body
func stop() -> Never { fatalError("stopped") }

func dropped(_ bag: Bag) async -> [Int] { // entry: check, through a pointer
    run { bag.put(1) } // entry: check, put
    run { bag.ones.insert(2) }
    run { try bag.checked(3) } // entry: check, checked
    run { try! bag.checked(4) } // entry: check, checked
    run { [weak bag] in bag?.put(5) } // entry: check, put
    bag.last = { DispatchQueue(label: "one").sync { bag.ones.remove(2) } } // entry: check, DispatchQueue
    bag.last?()
    bag.last = { DispatchQueue(label: "one").sync { bag.put(10) } } // entry: check, DispatchQueue; entry: none, a lock of the thread
    bag.last?()
    let done = DispatchSemaphore(value: 0)
    _ = await withTaskCancellationHandler { bag.put(6) } onCancel: { Task { bag.put(7) } } // entry: check, put; entry: check, Task; entry: check, put
    run { Task { bag.put(8) } } // entry: check, Task; entry: check, put
    run { Task.detached { done.signal() } } // entry: check, detached; entry: check, signal
    run { awaited(done) } // entry: check, awaited
    // Those have a value.
    let put = value { bag.put(9) } // entry: check, put
    let more: [Int?] = [1, 2].map { max($0, 2) } // entry: check, map may call it
    let any: [Any] = [1, 2].map { min($0, 1) } // entry: check, map may call it
    let never: () -> Never = { stop() } // entry: check, stop
    let exits: () -> Int = { fatalError("no value") }
    let made = value { Later(bag: bag) }
    let some: [Int?] = [3].map { .some($0) } // entry: check, map may call it
    let names = [1, 2].map { String(describing: $0) } // entry: check, map may call it
    return [put ? 1 : 0, more.count, any.count, made(3), some.count, names.count, type(of: exits) == type(of: never) ? 1 : 0]
}
@discardableResult func awaited(_ done: DispatchSemaphore) -> Int { done.wait(); return 1 } // entry: check, wait

@main struct Main {
    static func main() async { // entry: check, Bag
        let bag = Bag()
        print(await dropped(bag), bag.ones.count > 4)
    }
}

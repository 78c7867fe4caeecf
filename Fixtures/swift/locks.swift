// While a lock of the thread is held, yields are put off, in what is called there too; its own loops have no checks.
// flags: -parse-as-library
import Dispatch
import Foundation
import Synchronization

let shared = Mutex([1, 2, 3])
let lock = NSLock()
let queue = DispatchQueue(label: "one")

func slow(_ n: Int) -> Int { var k = 0; while k < n { k += 1 }; return k } // loop: strip

func summed() -> Int { // entry: check, withLock
    shared.withLock { list in // entry: none, a lock of the thread is held here, so yields are put off
        var s = 0
        for x in list { s += slow(x) } // loop: none, a lock of the thread is held here, so yields are put off
        return s
    }
}
func one() -> Int { shared.withLock { slow($0.count) } } // entry: check, withLock; entry: none, a lock of the thread is held here, so yields are put off
func thrown() throws -> Int { try lock.withLock { try checked(slow(3)) } } // entry: check, withLock; entry: none, a lock of the thread is held here, so yields are put off
func dropped(_ n: Int) -> Int { // entry: check, withLock
    var list = [n, n]
    lock.withLock { () -> Void in // entry: none, a lock of the thread is held here, so yields are put off
        list.removeLast(keeping: slow(n))
    }
    lock.withLock { () -> () in list.removeLast(keeping: slow(n)) } // entry: none, a lock of the thread is held here, so yields are put off
    return list.count
}
extension [Int] {
    @discardableResult mutating func removeLast(keeping n: Int) -> Int? { count > n ? popLast() : nil } // entry: check, popLast
}
func checked(_ n: Int) throws -> Int { n }
func voided() { lock.withLock { _ = slow(2) } } // entry: check, withLock; entry: none, a lock of the thread is held here, so yields are put off
func queued() -> Int { queue.sync { slow(4) } } // entry: check, sync; entry: none, a lock of the thread is held here, so yields are put off

enum Table {
    static let built: [Int: Int] = Table.make(5)
    static let inline: [Int] = { var r: [Int] = []; for i in 0..<3 { r.append(slow(i)) }; return r }() // loop: none, a lock of the thread is held here, so yields are put off
    static let chosen: Int? = slow(1) > 0 ? nil : .some(3)
    static let later: @Sendable (Int) -> Int = { n in var k = n; while k > 1 { k -= 1 }; return k } // loop: check
    static func make(_ n: Int) -> [Int: Int] {
        var d: [Int: Int] = [:]
        for i in 0..<n { d[i] = slow(i) } // loop: check, long enough for a check of its own
        return d
    }
}

func asked(_ n: Int) -> Int {
    var k = n
    // cede:no-yield -- the device is locked
    while k > 3 { k -= 1 } // loop: none, the device is locked
    while k > 0 { k -= 1 } // loop: check
    return k
}

// cede:no-yield -- a leaf
func whole(_ n: Int) -> Int { var k = n; while k > 3 { k -= 1 }; return k } // loop: none, a leaf

@main struct Main {
    static func main() throws { // entry: check, later
        voided()
        print(summed(), one(), try thrown(), queued(), Table.built.count, Table.inline, Table.chosen ?? -1, Table.later(4))
        print(asked(9), whole(5), dropped(1))
    }
}

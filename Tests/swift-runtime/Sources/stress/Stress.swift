// A thousand tasks do what Swift programs do, on two workers, with every check yielding: what one computes must not depend
// on what the others do meanwhile. It means most when it is built through Cede (`run`'s configuration `cede`).

import Cede
import Expect
import Foundation

protocol Shape { var area: Double { get } }
struct Square: Shape { var side: Double; var area: Double { side * side } }
struct Circle: Shape { var radius: Double; var area: Double { 3 * radius * radius } }

final class Account: @unchecked Sendable {
    var balance = 0
    var history: [Int] = []

    /// Several accesses to properties of a class, one within the other.
    func deposit(_ amount: Int) {
        modify(&balance) { $0 += amount }
        modify(&history) { $0.append(amount) }
    }
}

func modify<Value>(_ value: inout Value, by change: (inout Value) -> Void) { change(&value) }

func largest<Element: Comparable>(_ elements: some Sequence<Element>) -> Element? {
    var largest: Element?
    for element in elements where largest.map({ $0 < element }) ?? true { largest = element }
    return largest
}

struct Record: Codable, Equatable {
    var name: String
    var values: [Int]
    var nested: [String: [Double]]
}

enum Work {
    static func classes(_ number: Int) {
        let account = Account()
        for amount in 0..<20 { account.deposit(amount + number) }
        expect(account.balance == 190 + 20 * number)
        expect(account.history.count == 20)
    }

    static func generics(_ number: Int) {
        expect(largest((0..<50).map { ($0 * 31 + number) % 50 }) == 49)
        expect(largest((0..<26).map { String(UnicodeScalar(97 + ($0 + UInt8(number % 26)) % 26)) }) == "z")
    }

    static func existentials(_ number: Int) {
        var shapes: [any Shape] = []
        for side in 0..<20 {
            if side % 2 == 0 { shapes.append(Square(side: Double(side))) } else { shapes.append(Circle(radius: 0)) }
        }
        var area = 0.0
        for shape in shapes { area += shape.area }
        expect(area == 1140)
    }

    static func dictionaries(_ number: Int) {
        var counts: [String: Int] = [:]
        for turn in 0..<100 { counts["\(turn % 10 + number)", default: 0] += turn }
        expect(counts.count == 10)
        expect(counts.values.reduce(0, +) == 4950)
    }

    static func strings(_ number: Int) {
        var text = ""
        for turn in 0..<50 { text += turn % 2 == 0 ? "ä" : "\(turn)," }
        expect(text.split(separator: ",").count == 25)
        expect(text.reversed().filter { $0 == "ä" }.count == 25)
    }

    static func regexes(_ number: Int) {
        let text = (0..<10).map { "key\($0)=\($0 * number)" }.joined(separator: ";")
        let values = text.matches(of: /key(\d)=(\d+)/).map { Int($0.2)! }
        expect(values == (0..<10).map { $0 * number })
    }

    static func json(_ number: Int) throws {
        let record = Record(name: "n\(number)", values: Array(0..<10), nested: ["a": [0.5, 1.5], "b": []])
        let data = try JSONEncoder().encode([record, record])
        try expect(JSONDecoder().decode([Record].self, from: data) == [record, record])
    }

    static func sorting(_ number: Int) {
        let sorted = (0..<100).map { ($0 * 7919 + number) % 101 }.sorted { $0 > $1 }
        expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 >= $1 })
    }
}

@main
struct Stress {
    static func main() throws {
        // What a thousand tasks share: guarded, and never torn.
        let shared = Cede.Mutex<[Int: Int]>([:])
        try Cede.run(Cede.Options(workers: 2, yieldsAlways: true)) {
            try Cede.withGroup { group in
                for number in 0..<1000 {
                    group.spawn {
                        switch number % 8 {
                        case 0: Work.classes(number)
                        case 1: Work.generics(number)
                        case 2: Work.existentials(number)
                        case 3: Work.dictionaries(number)
                        case 4: Work.strings(number)
                        case 5: Work.regexes(number)
                        case 6: try Work.json(number)
                        default: Work.sorting(number)
                        }
                        shared.withLock { $0[number % 8, default: 0] += 1 }
                    }
                }
            }
        }
        expect(shared.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<8).map { ($0, 125) }))
    }
}

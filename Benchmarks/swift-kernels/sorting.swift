// Sorts structures by a closure, and searches what was sorted.

struct Person {
    var age: Int
    var height: Double
}

var state: UInt64 = 42
func random() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33)
}

let people = (0..<200_000).map { _ in Person(age: random() % 90, height: Double(random() % 1000) / 500) }
var sum = 0.0
for turn in 0..<3 {
    let sorted = people.sorted { a, b in a.age != b.age ? a.age < b.age : a.height < b.height }
    sum += sorted[turn].height + sorted[100_000 + turn].height
}
print(sum)

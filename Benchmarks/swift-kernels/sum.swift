// Sums of an array's elements that wrap round, which the compiler vectorises.

@inline(never)
func sum(_ values: [Int32]) -> Int32 {
    var total: Int32 = 0
    for value in values {
        total &+= value
    }
    return total
}

let values = (0..<1_000_000).map { Int32(truncatingIfNeeded: $0 &* 2_654_435_761) }
var total: Int32 = 0
for _ in 0..<300 {
    total &+= sum(values)
}
print(total)

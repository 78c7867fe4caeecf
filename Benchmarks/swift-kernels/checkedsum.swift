// Sums that trap when they overflow, as Swift's own arithmetic does: no vectors, one branch a turn.

@inline(never)
func sum(_ values: [Int]) -> Int {
    var total = 0
    for value in values {
        total += value
    }
    return total
}

let values = (0..<1_000_000).map { $0 % 1000 }
var total = 0
for _ in 0..<120 {
    total += sum(values)
}
print(total)

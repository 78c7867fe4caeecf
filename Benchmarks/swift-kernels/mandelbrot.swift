// Escape times over a grid.

@inline(never)
func escapeTime(_ cx: Double, _ cy: Double, limit: Int) -> Int {
    var x = 0.0
    var y = 0.0
    var turns = 0
    while x * x + y * y <= 4 && turns < limit {
        (x, y) = (x * x - y * y + cx, 2 * x * y + cy)
        turns += 1
    }
    return turns
}

var total = 0
for row in 0..<400 {
    for column in 0..<600 {
        total += escapeTime(Double(column) / 200 - 2, Double(row) / 200 - 1, limit: 300)
    }
}
print(total)

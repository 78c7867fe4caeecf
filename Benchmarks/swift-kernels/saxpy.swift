// One array plus a multiple of another, by index.

@inline(never)
func saxpy(_ y: inout [Float], _ a: Float, _ x: [Float]) {
    for i in 0..<min(x.count, y.count) {
        y[i] += a * x[i]
    }
}

let x = (0..<100_000).map { Float($0) * 0.5 }
var y = [Float](repeating: 1, count: x.count)
for turn in 0..<3000 {
    saxpy(&y, turn % 2 == 0 ? 0.25 : -0.25, x)
}
print(y[0], y[99_999])

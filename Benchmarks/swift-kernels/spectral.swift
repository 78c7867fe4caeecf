// The spectral norm of an infinite matrix, as far as 700 rows go.

func cell(_ i: Int, _ j: Int) -> Double {
    let diagonal = i + j
    return 1 / Double(diagonal * (diagonal + 1) / 2 + i + 1)
}

@inline(never)
func product(_ v: [Double], transposed: Bool) -> [Double] {
    v.indices.map { i in
        var sum = 0.0
        for j in v.indices {
            sum += (transposed ? cell(j, i) : cell(i, j)) * v[j]
        }
        return sum
    }
}

var u = [Double](repeating: 1, count: 700)
var v = u
for _ in 0..<10 {
    v = product(product(u, transposed: false), transposed: true)
    u = product(product(v, transposed: false), transposed: true)
}
var (vBv, vv) = (0.0, 0.0)
for i in u.indices {
    vBv += u[i] * v[i]
    vv += v[i] * v[i]
}
print((vBv / vv).squareRoot())

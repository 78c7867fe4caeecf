// Heat along a rod: each cell becomes the mean of itself and its neighbours.

@inline(never)
func step(_ old: [Double], _ new: inout [Double]) {
    for i in 1..<old.count - 1 {
        new[i] = (old[i - 1] + 2 * old[i] + old[i + 1]) * 0.25
    }
}

var rod = (0..<20_000).map { $0 == 10_000 ? 1000.0 : 0 }
var other = rod
for _ in 0..<6000 {
    step(rod, &other)
    swap(&rod, &other)
}
print(rod[10_000], rod[10_100])

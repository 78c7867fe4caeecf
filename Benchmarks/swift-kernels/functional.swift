// Arrays through map, filter and reduce, with small closures and with larger ones.

@inline(never)
func energy(_ samples: [Double]) -> Double {
    samples.map { $0 * $0 }.reduce(0, +)
}

@inline(never)
func parity(_ values: [Int32]) -> Int32 {
    values.map { $0 &* 3 &+ 1 }.filter { $0 & 1 == 0 }.reduce(0) { $0 ^ $1 }
}

@inline(never)
func largestOrbit(_ starts: Range<Int>) -> Int {
    starts.map { start in
        var (n, length) = (start, 0)
        while n != 1 {
            n = n & 1 == 0 ? n / 2 : 3 * n + 1
            length += 1
        }
        return length
    }.max() ?? 0
}

let samples = (0..<100_000).map { Double($0 % 17) }
let values = (0..<100_000).map { Int32($0) }
var result = 0.0
for _ in 0..<60 {
    result += energy(samples) + Double(parity(values))
}
print(result, largestOrbit(1..<30_000))

// Edit distances, two rows at a time.

@inline(never)
func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    var current = previous
    for i in 1...a.count {
        current[0] = i
        for j in 1...b.count {
            let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        }
        swap(&previous, &current)
    }
    return previous[b.count]
}

let a = (0..<3000).map { UInt8($0 * 7 % 251) }
let b = (0..<3000).map { UInt8($0 * 11 % 241) }
print(distance(a, b), distance(b, Array(a.reversed())))

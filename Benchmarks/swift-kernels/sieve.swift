// Primes below ten million.

@inline(never)
func primes(below limit: Int) -> Int {
    var isComposite = [Bool](repeating: false, count: limit)
    var count = 0
    for candidate in 2..<limit where !isComposite[candidate] {
        count += 1
        for multiple in stride(from: candidate * candidate, to: limit, by: candidate) {
            isComposite[multiple] = true
        }
    }
    return count
}

print(primes(below: 10_000_000))

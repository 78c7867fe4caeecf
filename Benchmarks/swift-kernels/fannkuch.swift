// The most flips of a pancake permutation of nine.

@inline(never)
func fannkuch(_ n: Int) -> (checksum: Int, most: Int) {
    var permutation = Array(0..<n)
    var count = [Int](repeating: 0, count: n)
    var (checksum, most, turn, r) = (0, 0, 0, n)
    while true {
        while r != 1 {
            count[r - 1] = r
            r -= 1
        }
        var work = permutation
        var flips = 0
        while work[0] != 0 {
            var (low, high) = (0, work[0])
            while low < high {
                work.swapAt(low, high)
                low += 1
                high -= 1
            }
            flips += 1
        }
        most = max(most, flips)
        checksum += turn % 2 == 0 ? flips : -flips
        while true {
            if r == n { return (checksum, most) }
            let first = permutation[0]
            for i in 0..<r {
                permutation[i] = permutation[i + 1]
            }
            permutation[r] = first
            count[r] -= 1
            if count[r] > 0 { break }
            r += 1
        }
        turn += 1
    }
}

print(fannkuch(9))

// Loops that count by hand: `while` over arrays of two lengths, elements with their numbers, and a slice.

@inline(never)
func distance(_ a: [Int32], _ b: [Int32]) -> Int32 {
    let n = a.count
    var total: Int32 = 0
    var i = 0
    while i < n {
        let difference = a[i] &- b[i]
        total &+= difference &* difference
        i += 1
    }
    return total
}

@inline(never)
func weighted(_ a: [Int32]) -> Int32 {
    var total: Int32 = 0
    for (i, value) in a.enumerated() {
        total &+= value &* Int32(truncatingIfNeeded: i)
    }
    return total
}

@inline(never)
func sum(_ a: ArraySlice<Int32>) -> Int32 {
    var total: Int32 = 0
    for value in a {
        total &+= value
    }
    return total
}

func run(_ long: [[Int32]], _ short: [[Int32]]) -> Int32 {
    var total: Int32 = 0
    for turn in 0..<20_000 {
        total &+= distance(long[turn & 1], long[1]) &+ weighted(long[turn & 1]) &+ sum(long[0].dropFirst(turn % 5000))
        for k in 0..<200 {
            total &+= distance(short[k & 1], short[1]) &+ weighted(short[k & 1]) &+ sum(short[1].dropFirst(turn & 7))
        }
    }
    return total
}

let long = [(0..<40_000).map { Int32(truncatingIfNeeded: $0 &* 2_654_435) }, (0..<40_000).map { Int32(truncatingIfNeeded: $0 &* 40_503) }]
print(run(long, long.map { Array($0.prefix(40)) }))

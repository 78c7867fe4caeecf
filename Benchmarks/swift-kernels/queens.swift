// Ways to place eleven queens, by recursion over the rows.

struct Board {
    let size: Int
    var columns: [Bool]
    var rising: [Bool]
    var falling: [Bool]

    init(size: Int) {
        self.size = size
        columns = Array(repeating: false, count: size)
        rising = Array(repeating: false, count: 2 * size)
        falling = Array(repeating: false, count: 2 * size)
    }

    mutating func solutions(from row: Int = 0) -> Int {
        if row == size { return 1 }
        var count = 0
        for column in 0..<size {
            let (r, f) = (row + column, row - column + size)
            if columns[column] || rising[r] || falling[f] { continue }
            (columns[column], rising[r], falling[f]) = (true, true, true)
            count += solutions(from: row + 1)
            (columns[column], rising[r], falling[f]) = (false, false, false)
        }
        return count
    }
}

var board = Board(size: 11)
print(board.solutions())

// Product of two matrices that are stored by rows in one array each.

struct Matrix {
    let size: Int
    var cells: [Double]

    init(size: Int, _ cell: (Int, Int) -> Double) {
        self.size = size
        cells = []
        for row in 0..<size {
            for column in 0..<size {
                cells.append(cell(row, column))
            }
        }
    }

    @inline(never)
    static func * (a: Matrix, b: Matrix) -> Matrix {
        let n = a.size
        var c = Matrix(size: n) { _, _ in 0 }
        for i in 0..<n {
            for k in 0..<n {
                let x = a.cells[i * n + k]
                for j in 0..<n {
                    c.cells[i * n + j] += x * b.cells[k * n + j]
                }
            }
        }
        return c
    }
}

let a = Matrix(size: 300) { Double($0 + $1) / 300 }
let b = Matrix(size: 300) { Double($0 - $1) / 300 }
var trace = 0.0
for _ in 0..<4 {
    let c = a * b
    for i in 0..<300 {
        trace += c.cells[i * 300 + i]
    }
}
print(trace)

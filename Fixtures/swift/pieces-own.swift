// A `reduce` of the program's own: where a file has one, no `reduce` in it is taken for the library's.

struct Cells { // any collection may have one
    let cells: [Int]
    func reduce(_ start: String, _ next: (String, Int) -> String) -> String { // entry: check, may call back
        cells.map(String.init).joined(separator: start) + next(start, 1)
    }
}

extension Array where Element == Int {
    func reduce(_ start: String, _ next: (String, Int) -> String) -> String { // entry: check, may call back
        isEmpty ? start : next(start, count)
    }
}

func own(_ cells: Cells) -> String { // entry: check, may call back
    cells.reduce("-") { $0 + String($1) } // entry: check, reduce may call it
}
func extended(_ numbers: [Int]) -> String { // entry: check, may call back
    numbers.reduce("+") { $0 + String($1) } // entry: check, reduce may call it
}
func library(_ numbers: [Int]) -> Int { // entry: check, may call back
    numbers.reduce(0) { $0 &+ $1 } // entry: check, reduce may call it
}

print(own(Cells(cells: [1, 2])), extended([1, 2, 3]), library([4, 5]))

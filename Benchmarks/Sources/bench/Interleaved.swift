// Two or more sides of one comparison, run in turn: A B B A A B B A ..., so that a machine that gets slower
// or faster meanwhile does so for all of them. Medians, because a disturbed run is an outlier upwards.

/// Median CPU seconds of each side, in the order given. With `sameOutput` the sides must print the same.
func interleaved(_ sides: [Command], runs: Int, sameOutput: Bool = true) throws -> [Double] {
    var seconds = Array(repeating: [Double](), count: sides.count)
    var expected: String?
    for run in 0..<runs {
        let order = run % 2 == 0 ? Array(sides.indices) : sides.indices.reversed()
        for index in order {
            let outcome = try sides[index].run()
            seconds[index].append(outcome.cpuSeconds)
            if sameOutput, let expected, expected != outcome.output {
                let program = sides[index].arguments.joined(separator: " ")
                throw Failure(description: "\(program) prints\n\(outcome.output)not\n\(expected)")
            }
            expected = outcome.output
        }
    }
    return seconds.map(median)
}

func median(_ values: [Double]) -> Double {
    quantile(0.5, of: values)
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The value below which a share of the values lies; between two neighbours it is their mean, weighted.
func quantile(_ share: Double, of values: [Double]) -> Double {
    precondition(!values.isEmpty)
    let sorted = values.sorted()
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}

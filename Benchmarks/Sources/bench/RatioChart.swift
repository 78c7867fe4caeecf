// A picture of many ratios: a row a suite, a dot a program, on a logarithmic axis around 1. Written as SVG by hand: it is
// a few lines of text, and every browser and code host shows it.

import Foundation

struct RatioChart {
    private var rows: [(name: String, ratios: [(program: String, ratio: Double)])] = []
    private let left = 170.0
    private let width = 640.0
    private let step = 46.0
    /// What the axis shows; what lies beyond stands at its end.
    private let least = 0.8
    private let most = 2.0

    mutating func add(_ name: String, _ ratios: [(String, Double)]) {
        rows.append((name, ratios.map { (program: $0.0, ratio: $0.1) }))
    }

    func write(to path: String) throws {
        try svg.write(toFile: path, atomically: true, encoding: .utf8)
        print("\n  chart: \(path)")
    }

    private var svg: String {
        let height = step * Double(rows.count) + 60
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(left + width + 40) \(height)" role="img"
                font-family="sans-serif" font-size="12">
            <title>CPU time through Cede over plain</title>
            <rect width="100%" height="100%" fill="white"/>

            """
        for tick in [0.8, 0.9, 1, 1.1, 1.2, 1.5, 2] {
            let at = x(tick)
            text += """
                <line x1="\(at)" x2="\(at)" y1="20" y2="\(height - 36)" stroke="\(tick == 1 ? "black" : "#ccc")"/>
                <text x="\(at)" y="\(height - 18)" text-anchor="middle">\(tick)</text>

                """
        }
        for (index, row) in rows.enumerated() {
            let y = 40 + step * Double(index)
            let mean = geometricMean(row.ratios.map(\.ratio))
            text += "<text x=\"\(left - 10)\" y=\"\(y + 4)\" text-anchor=\"end\">\(row.name)</text>\n"
            for (program, ratio) in row.ratios {
                text += """
                    <circle cx="\(x(ratio))" cy="\(y)" r="4" fill="#1f6fb2" fill-opacity="0.5">\
                    <title>\(program) \(fixed(ratio, 3))</title></circle>

                    """
            }
            text += """
                <path d="M \(x(mean)) \(y - 12) V \(y + 12)" stroke="#c0392b" stroke-width="2">\
                <title>geomean \(fixed(mean, 3))</title></path>

                """
        }
        return text + "</svg>\n"
    }

    private func x(_ ratio: Double) -> Double {
        let clamped = min(max(ratio, least), most)
        return (left + width * log(clamped / least) / log(most / least)).rounded()
    }
}

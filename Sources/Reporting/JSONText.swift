// JSON, as far as reports need it: fields in the order in which they are given, so that outputs can be compared as text.
//
// Rejected: JSONEncoder, which brings Foundation into a core module, and sorts or shuffles what is to be read in order.

import Planning

enum JSONText {
    static func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { string($0.0) + ": " + $0.1 }.joined(separator: ", ") + "}"
    }

    static func array(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n" + items.joined(separator: ",\n") + "\n]"
    }

    static func nanoseconds(_ cost: Cost) -> String {
        let rest = String(cost.picoseconds % 1_000)
        return "\(cost.picoseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

// Text in XML and HTML: what has a meaning there, escaped. Characters that XML 1.0 has no way to write (a file name may hold
// them) become U+FFFD.

enum XMLText {
    /// For content.
    static func escaped(_ text: some StringProtocol) -> String {
        text.mappingScalars { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\r": "&#13;"
            case "\n", "\t": nil
            case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: "\u{fffd}"
            default: nil
            }
        }
    }

    /// For attributes in double quotes; a parser would make spaces of line ends and tabs there.
    static func attribute(_ text: some StringProtocol) -> String {
        escaped(text).mappingScalars { $0 == "\n" ? "&#10;" : $0 == "\t" ? "&#9;" : nil }
    }

    static func element(_ name: String, _ attributes: [(String, String)], _ content: String? = nil) -> String {
        let start = "<" + name + attributes.map { " \($0.0)=\"\(attribute($0.1))\"" }.joined()
        return content.map { "\(start)>\($0)</\(name)>" } ?? start + "/>"
    }
}

extension StringProtocol {
    /// With some scalars replaced. Not by characters, of which CR and LF together are one.
    func mappingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if let text = replacement(scalar) {
                result.append(contentsOf: text.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

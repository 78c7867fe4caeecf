// The line markers of preprocessed text: which sources it was made of.
//
//     # 1 "part.h" 1        flags: 1 entered, 2 returned to, 3 a system header

public enum LineMarkers {
    /// The sources of a text, each once, without system headers and what compilers make up (`<built-in>`).
    public static func sources(of bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        let text = CText(bytes: bytes)
        for start in text.lineMarkers {
            guard let (name, isSystem) = text.lineMarker(at: start), !isSystem, !name.hasPrefix("<") else {
                continue
            }
            if seen.insert(name).inserted { names.append(name) }
        }
        return names
    }
}

extension CText {
    /// Where lines begin with `# ` and a number.
    fileprivate var lineMarkers: [Int] {
        occurrences(of: "# ", by: "#").filter { start in
            (start == 0 || hasByte("\n", at: start - 1)) && word(at: start + 2)?.first?.isNumber ?? false
        }
    }

    private func endOfLine(_ start: Int) -> Int { bytes[start...].firstIndex(of: 0x0a) ?? bytes.count }

    fileprivate func lineMarker(at start: Int) -> (name: String, isSystem: Bool)? {
        let end = endOfLine(start)
        guard let open = bytes[start..<end].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let close = endOfToken(open)
        guard close <= end else { return nil }
        let name = string((open + 1)..<(close - 1)).replacing("\\\"", with: "\"").replacing(
            "\\\\", with: "\\")
        return (name, string(close..<end).split(separator: " ").contains("3"))
    }
}

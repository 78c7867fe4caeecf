// The line markers of preprocessed text: which sources it was made of.
//
//     # 1 "part.h" 1        flags: 1 entered, 2 returned to, 3 a system header

public enum LineMarkers {
    /// The sources of a text, each once, without what compilers make up (`<built-in>`) and, unless they are wanted, system
    /// headers.
    public static func sources(of bytes: [UInt8], withSystem: Bool = false) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        let text = CText(bytes: bytes)
        for start in text.lineMarkers {
            guard let name = text.sourceEntered(at: start, withSystem), !name.hasPrefix("<") else { continue }
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

    /// The name in a marker, unless it is a system header's that is not wanted: there are hundreds in every text.
    fileprivate func sourceEntered(at start: Int, _ withSystem: Bool) -> String? {
        let end = endOfLine(start)
        guard let open = bytes[start..<end].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let close = endOfToken(open)
        guard close <= end, withSystem || !bytes[close..<end].contains(UInt8(ascii: "3")) else { return nil }
        let name = string((open + 1)..<(close - 1))
        guard name.utf8.contains(UInt8(ascii: "\\")) else { return name }
        return name.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }
}

// Precompiled headers that come with the header itself.
//
// CMake gives clang both, `-Xclang -include-pch -Xclang x.h.pch -Xclang -include -Xclang x.h`. The first is only there to
// be fast, and no preprocessed text can hold it, so the second does its work. gcc looks for x.h.gch by itself, and leaves
// it alone when another header comes first, as the check's does.

enum PrecompiledHeader {
    /// The words without such a header's precompiled form, and with its inclusion as the driver knows it: spent by the
    /// preprocessor, where -Xclang would be for every step.
    static func left(out words: [String]) -> [String] {
        let included = Set(words.indices.compactMap { operand(of: "-include", at: $0, in: words) })
        var result: [String] = []
        var i = 0
        while i < words.count {
            if let header = operand(of: "-include-pch", at: i, in: words), header.hasSuffix(".pch"),
                included.contains(String(header.dropLast(4)))
            {
                i += 4
            } else if let header = operand(of: "-include", at: i, in: words) {
                result += ["-include", header]
                i += 4
            } else {
                result.append(words[i])
                i += 1
            }
        }
        return result
    }

    private static func operand(of option: String, at i: Int, in words: [String]) -> String? {
        let next = words[i...].prefix(4)
        return next.count == 4 && next.prefix(3).elementsEqual(["-Xclang", option, "-Xclang"])
            ? next.last : nil
    }
}

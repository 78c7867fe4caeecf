// The bounds of a source inside its object (`cede cc --summary`): in a section that links drop.
//
// In the object and not beside it, since ccache, archives and `install` know nothing of files beside objects, and by an
// assembler directive in the text and not by objcopy afterwards, which is one more program to run and to have. The
// section is marked to be excluded, so no program grows. Link-time optimisation has no object to put it in; a summary
// that is missing only makes a bound weaker.

extension Rewritten {
    /// The same with the summary behind all code. For preprocessed text.
    public func carrying(_ summary: String, _ bytes: [UInt8]) -> Rewritten {
        let directives = summary.split(separator: "\n").map { line in
            Self.assembly("\t.ascii \"" + Self.octal(line) + "\\n\"")
        }
        let text =
            "\n" + Self.assembly("\t.pushsection .cede.bounds,\"e\",@progbits") + directives.joined()
            + Self.assembly("\t.popsection")
        return splice(bytes, insertions + [Insertion(offset: bytes.count, text: text)])
    }

    private static func assembly(_ directive: String) -> String {
        "__asm__(\"" + directive.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\\n\");\n"
    }

    /// What the assembler, C and trigraphs leave alone, the rest by number.
    private static func octal(_ line: Substring) -> String {
        var result = ""
        for byte in line.utf8 {
            if byte >= 0x20, byte < 0x7f, !"\"\\?".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 8)
                result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return result
    }
}

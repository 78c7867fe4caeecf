// What is known of a source, inside its object (`cede cc --summary`): its bounds in a section that links drop, and its
// cycles in one that they keep, which no program loads.
//
// In the object and not beside it, since ccache, archives and `install` know nothing of files beside objects, and by an
// assembler directive in the text and not by objcopy afterwards, which is one more program to run and to have. Link-time
// optimisation has no object to put the bounds in; a summary that is missing only makes a bound weaker.

/// A text in a section of its own.
public struct CarriedText: Sendable {
    /// Of all functions' bounds, for `cede bound`: marked to be excluded, so no program grows.
    public static func bounds(_ text: String) -> CarriedText {
        CarriedText(section: boundsSection, flags: "e", text: text)
    }
    /// What was decided about every cycle, for `cede verify`.
    public static func cycles(_ text: String) -> CarriedText {
        CarriedText(section: cyclesSection, flags: "", text: text)
    }

    public static let boundsSection = ".cede.bounds"
    public static let cyclesSection = ".cede.cycles"

    var section: String
    var flags: String
    var text: String
}

extension Rewritten {
    /// The same with these behind all code. For preprocessed text.
    public func carrying(_ texts: [CarriedText], _ bytes: [UInt8]) -> Rewritten {
        let sections = texts.map { text in
            let directives = text.text.split(separator: "\n").map { line in
                Self.assembly("\t.ascii \"" + Self.octal(line) + "\\n\"")
            }
            return Self.assembly("\t.pushsection \(text.section),\"\(text.flags)\",@progbits") + directives.joined()
                + Self.assembly("\t.popsection")
        }
        return splice(bytes, insertions + [Insertion(offset: bytes.count, text: "\n" + sections.joined())])
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

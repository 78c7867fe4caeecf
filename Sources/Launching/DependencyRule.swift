// A dependency file in which Cede is a prerequisite too: another Cede may decide otherwise, so make and ninja build anew.
//
// Its options are on the command line, which ninja and CMake watch and make does not; there they are like CFLAGS.

public enum DependencyRule {
    /// The file with `tool` as the last prerequisite of its first rule, and a rule for `tool` itself, so that one which is
    /// gone is no error (as -MP does for headers). Unchanged when it holds no rule.
    public static func adding(_ tool: String, to bytes: [UInt8]) -> [UInt8] {
        var end = bytes.startIndex
        // The first line end that no backslash takes away.
        while end < bytes.endIndex, bytes[end] != 0x0a || (end > 0 && bytes[end - 1] == UInt8(ascii: "\\")) {
            end += 1
        }
        guard end < bytes.endIndex, bytes[..<end].contains(UInt8(ascii: ":")) else { return bytes }
        let name = Array(tool.utf8).flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "#"): [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "$"): [byte, byte]
            default: [byte]
            }
        }
        return bytes[..<end] + " \\\n  ".utf8 + name + bytes[end...] + name + ":\n".utf8
    }
}

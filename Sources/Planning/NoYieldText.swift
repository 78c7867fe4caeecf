// What the comment says that keeps checks out of what it stands in front of, in any language:
//
//     // cede:no-yield -- the device is locked

public enum NoYieldText {
    public static let words = "cede:no-yield"

    /// Whether a source may hold such a comment.
    public static func mayStand(in source: [UInt8]) -> Bool { source.holds(words) }

    /// The reason in what follows the words: behind `--`, up to the end of the line or comment.
    public static func reason(in rest: String) -> String? {
        let line = rest.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        guard let dashes = line.firstIndex(of: "-"), line[dashes...].hasPrefix("--"),
            line[..<dashes].allSatisfy({ $0 == " " || $0 == "\t" })
        else { return nil }
        var words = line[dashes...].dropFirst(2)
        if words.hasSuffix("*/") { words = words.dropLast(2) }
        let reason = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return reason.isEmpty ? nil : reason
    }

    public static func asReason(_ given: String?) -> Reason { .noYield(given ?? "no reason is given") }

    public static let standsAlone = "this \(words) stands in front of no function, loop or statement"
    public static let givesNoReason = "this \(words) gives no reason; write one: `\(words) -- why`"
}

// What somebody has looked at and allows: a file of function names, each with its reason.
//
//     # comment
//     crc32_* -- tables of 256 entries, built once
//     libm.so.6 -- its functions are short

public struct Allowances: Sendable {
    public struct Fault: Error, CustomStringConvertible {
        public var line: Int
        public var description: String
    }

    private var patterns: [(pattern: String, reason: String)] = []

    public static let none = Allowances()
    private init() {}

    public init(_ text: String) throws(Fault) {
        for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let separator = line.firstRange(of: " -- ") else {
                throw Fault(line: i + 1, description: "no reason; write `function -- reason`")
            }
            patterns.append(
                (Self.trimmed(line[..<separator.lowerBound]), Self.trimmed(line[separator.upperBound...])))
        }
    }

    public func reason(for name: String) -> String? {
        patterns.first { Self.matches(Array(name.utf8)[...], Array($0.pattern.utf8)[...]) }?.reason
    }

    /// Those that nothing had the name of.
    public func unused(of names: some Sequence<String>) -> [String] {
        let names = names.map { Array($0.utf8)[...] }
        return patterns.map(\.pattern).filter { pattern in
            !names.contains { Self.matches($0, Array(pattern.utf8)[...]) }
        }
    }

    /// `*` is any text.
    private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        if first != UInt8(ascii: "*") {
            return name.first == first && matches(name.dropFirst(), pattern.dropFirst())
        }
        let rest = pattern.drop { $0 == UInt8(ascii: "*") }
        return (name.startIndex...name.endIndex).contains { matches(name[$0...], rest) }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

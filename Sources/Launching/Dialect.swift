// The languages of sources that are rewritten, by the words and file names that gcc and clang know them by.

public enum Dialect: String, Hashable, Sendable {
    case c
    case cxx = "c++"
    case objectiveC = "objective-c"
    case objectiveCxx = "objective-c++"

    /// By the name's ending, which is how compilers tell; `nil` when it is no source.
    public init?(ofFile path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        let ending = String(path[path.index(after: dot)...])
        guard let dialect = Self.endings.first(where: { $0.value.contains(ending) })?.key else { return nil }
        self = dialect
    }

    /// The endings of sources.
    public static let endings: [Dialect: Set<String>] = [
        .c: ["c"], .cxx: ["cc", "cp", "cxx", "cpp", "CPP", "c++", "C"], .objectiveC: ["m"],
        .objectiveCxx: ["mm", "M"],
    ]

    public var isCxx: Bool { self == .cxx || self == .objectiveCxx }

    /// The operand of `-x` for what its preprocessor leaves.
    public var preprocessed: String { self == .c ? "cpp-output" : rawValue + "-cpp-output" }

    /// The ending of a file that holds that.
    public var preprocessedEnding: String {
        switch self {
        case .c: "i"
        case .cxx: "ii"
        case .objectiveC: "mi"
        case .objectiveCxx: "mii"
        }
    }
}

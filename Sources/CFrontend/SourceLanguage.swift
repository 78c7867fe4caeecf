// Which language a source is in, as its arguments say or, without `-x`, its name.

struct SourceLanguage {
    var isCxx: Bool
    /// A `constexpr` function may hold statements, as from C++14 on.
    var hasConstexprStatements: Bool

    init(_ source: CSource) {
        let arguments = source.arguments
        let word = arguments.lastIndex(of: "-x").flatMap {
            $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
        }
        if let word {
            isCxx = word.hasPrefix("c++") || word.hasPrefix("objective-c++")
        } else {
            let ending = source.path.split(separator: ".").last.map(String.init) ?? ""
            isCxx = ["cc", "cp", "cxx", "cpp", "CPP", "c++", "C", "ii", "mm", "M"].contains(ending)
        }
        let standard = arguments.last { $0.hasPrefix("-std=") }?.drop { $0 != "+" }
        hasConstexprStatements = !["++98", "++03", "++0x", "++11"].contains(standard)
    }
}

extension CSource {
    /// Which declarations of the check the source needs when it brings none along.
    public var isCxx: Bool { SourceLanguage(self).isCxx }
    public var hasConstexprStatements: Bool { SourceLanguage(self).hasConstexprStatements }
}

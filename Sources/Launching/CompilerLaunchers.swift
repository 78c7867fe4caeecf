// The caches and compile farms that may stand between Cede and the compiler (`cede cc ccache clang`), and how they
// are told what a preprocessed text is.
//
// The compiler takes `-x cpp-output`. icecc knows no `-x` but c and c++, and compiles all others on this machine; like
// ccache and distcc it goes by the file's ending. sccache does not know such endings either: it gets the text as a source in
// which nothing is left to expand. Rejected: that for all of them, since clang has no option for it, only one that
// forgets its own macros.

public enum CompilerLauncher: String, Sendable {
    case ccache, sccache, distcc, icecc

    init?(word: String) {
        self.init(rawValue: word.split(separator: "/").last.map(String.init) ?? "")
    }
}

/// The words of a command from the compiler's own name on.
public func withoutLaunchers(_ command: [String]) -> [String] {
    Array(command.drop { CompilerLauncher(word: $0) != nil })
}

/// What names the language of a preprocessed text to whoever is to compile it.
enum TextNaming: Sendable {
    case operand, ending, source

    init(throughLaunchersOf command: [String]) {
        let launchers = command.prefix { CompilerLauncher(word: $0) != nil }.compactMap(CompilerLauncher.init(word:))
        self = launchers.isEmpty ? .operand : launchers.contains(.sccache) ? .source : .ending
    }

    func words(_ source: Invocation.Input, _ family: Family) -> [String] {
        switch self {
        // A C++ driver that was told that a source is C must be told again.
        case .ending where source.explicit == nil: []
        case .operand, .ending: ["-x", source.dialect.preprocessed]
        case .source:
            ["-x", source.dialect.rawValue] + (family == .clang ? ["-undef", "-Wno-gnu-line-marker"] : ["-fpreprocessed"])
        }
    }
}

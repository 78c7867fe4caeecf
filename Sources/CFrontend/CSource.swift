// One C source as the frontend takes it: bytes in, no files. Only the headers of an unpreprocessed
// source are read from disk, by libclang.

import Planning

public struct CSource: Sendable {
    /// Names the source in libclang and in every place reported; need not exist.
    public var path: String
    public var bytes: [UInt8]
    /// Compiler arguments that matter to parsing: language, standard, target, include paths, macros.
    /// Without the compiler's own name and without the source.
    public var arguments: [String]
    /// The bytes come out of a preprocessor: macros are gone and line markers say where lines are from.
    public var isPreprocessed: Bool
    /// Folders and files, by their real paths: headers there are the project's own and are rewritten with the source.
    public var project: [String]
    /// Only a preprocessed source's are, in which a turn's text is all there is to it.
    public var repeats = RepeatedTurns.none
    /// What the C library does is the library's, so that loops may call it as compilers make them.
    public var isHosted = false
    /// Asks how often loops and recursions are likely to turn, which no plan rests on.
    public var wantsGuesses = false

    /// Which loops of short turns have more turns written behind their own.
    public enum RepeatedTurns: Sendable {
        case none
        /// Those that look for the end of a text by an index, of which gcc makes `strlen`. It no longer inlines what got longer: with
        /// all of them a scan took 0.79 instead of 1.33 times the plain one's time, but a parser 2.03 instead of 1.08.
        case indexedTexts
        case all
    }

    public init(
        path: String, bytes: [UInt8], arguments: [String], isPreprocessed: Bool, project: [String] = []
    ) {
        self.path = path
        self.bytes = bytes
        self.arguments = arguments
        self.isPreprocessed = isPreprocessed
        self.project = project
    }

    /// The arguments define what signed overflow does; the last word counts.
    var signedWraps: Bool {
        let words = ["-fwrapv", "-fno-strict-overflow", "-fno-wrapv", "-fstrict-overflow"]
        return arguments.last(where: words.contains).map { words.prefix(2).contains($0) } ?? false
    }
}

/// What a source was lowered to.
public struct LoweredUnit: Sendable {
    public var skeleton: Skeleton
    public var diagnostics: [CDiagnostic]
    /// The source, then each project header that it read; a skeleton's offsets are into their `bytes`, laid end to end.
    public var files: [SourceFile]
    public var bytes: [UInt8]
    /// Places in macro definitions at which this unit allows no check.
    public var forbidden: Set<Site>
    /// Every file that was read, the source and system headers among them, as the parser names them.
    public var read: [String]
}

/// What the parser said about a source.
public struct CDiagnostic: Sendable, CustomStringConvertible {
    public enum Severity: String, Sendable {
        case note, warning, error
        case fatal = "fatal error"
    }
    public var severity: Severity
    public var place: Place
    public var message: String

    public var description: String { "\(place): \(severity.rawValue): \(message)" }
}

/// The source could not be analysed; nothing is known about it.
public enum CFrontendError: Error, CustomStringConvertible {
    /// libclang could not be loaded: what was tried, and what to install.
    case noLibClang(tried: [String])
    /// The parser gave up; its fatal diagnostics and errors.
    case notParsed([CDiagnostic])

    public var description: String {
        switch self {
        case .noLibClang(let tried):
            "libclang was not found (tried \(tried.joined(separator: ", "))); install libclang-dev, "
                + "or set LIBCLANG_PATH to a libclang.so"
        case .notParsed(let diagnostics):
            diagnostics.isEmpty
                ? "the source could not be parsed" : diagnostics.map(\.description).joined(separator: "\n")
        }
    }
}

// One source of a lint, and how its language and flags are known.

import CFrontend
import Glibc
import Launching
import Linting
import Rewriting

public struct LintSource: Sendable {
    /// As it is shown.
    public var path: String
    /// Where its bytes are: the source, or a copy of standard input.
    public var input: String
    public var language: Language
    /// C: the compiler, its other words, and where it runs.
    public var compiler: [String]
    public var arguments: [String]
    public var folder: String
    public var isClang: Bool
    /// Named itself, and not found in a folder or database.
    public var isNamed: Bool

    public init(
        path: String, input: String? = nil, language: Language, compiler: [String] = [], arguments: [String] = [],
        folder: String, isClang: Bool = true, isNamed: Bool = false
    ) {
        self.path = path
        self.input = input ?? path
        self.language = language
        self.compiler = compiler
        self.arguments = arguments
        self.folder = folder
        self.isClang = isClang
        self.isNamed = isNamed
    }

    public static func language(ofFile path: String) -> Language? {
        if path.hasSuffix(".swift") { return .swift }
        return Dialect(ofFile: path) == nil ? nil : .c
    }

    /// What its reading depends on, apart from files.
    func digest(into digest: inout Digest) {
        digest.add(Files.absolute(input, in: folder))
        digest.add(path)
        digest.add(folder)
        for word in compiler + ["--"] + arguments { digest.add(word) }
    }
}

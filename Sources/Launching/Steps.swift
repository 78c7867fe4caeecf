// The command lines derived from one: preprocess, compile the rewritten text, compile the original, ask for
// the original's diagnostics. Arguments only; who runs them puts the compiler's own name in front.
//
// `-idirafter`, not `-isystem`, brings the check's header in: it is a system header either way, but only the
// former never changes the order in which the program's own headers are found (think of PREFIX=/usr/local).

public struct Steps: Sendable {
    public var invocation: Invocation
    public var family: Family
    private let naming: TextNaming

    /// `compiler`: its name, with launchers such as ccache before it.
    public init(_ invocation: Invocation, family: Family, compiler: [String] = []) {
        self.invocation = invocation
        self.family = family
        naming = TextNaming(throughLaunchersOf: compiler)
    }

    /// Source -> text; writes the dependency file as well. `includes` is where the check's header is; without
    /// it the check is not declared in the text. `comments` are kept, also those in macros and their arguments.
    public func preprocess(
        _ source: Invocation.Input, includes: String?, header: String = "cede_check.h",
        comments: Bool = false,
        to text: String
    ) -> [String] {
        // First of all -include, so that clang does not mistake the program's own for a precompiled header.
        (includes.map { ["-idirafter", $0, "-include", header] } ?? [])
            + options([.compile, .preprocess]).filter { !Self.spoilsText($0) }
            + dependencies(of: source)
            + (family == .clang ? ["-Qunused-arguments"] : [])
            // To be read, not compiled: comments that are kept are tokens (WovenComments). To gcc some say that a case falls
            // through on purpose; without them the text warns where the source does not, and the source is compiled once
            // more to find that out.
            + (comments ? ["-CC"] : [])
            + ["-E", "-x", source.dialect.rawValue, source.path, "-o", text]
    }

    /// Rewritten text -> object or assembly. What is not of this step is left out exactly, and complaints
    /// about unused arguments are left on, so that this step speaks up when the plain command would.
    public func compile(_ source: Invocation.Input, _ text: String, to output: String) -> [String] {
        options([.compile, .debug]) + linkerOptions
            + [mode] + naming.words(source, family) + [text, "-o", output]
    }

    /// The same with every warning off, for when the plain command has no objection and this one has.
    public func compileSilently(
        _ source: Invocation.Input, _ text: String, to output: String
    ) -> [String] {
        options([.compile, .debug]).filter { !$0.hasPrefix("-Werror") && $0 != "-pedantic-errors" }
            + linkerOptions + ["-w", mode] + naming.words(source, family) + [text, "-o", output]
    }

    /// The original, for one source of several or for a link to come.
    public func original(_ source: Invocation.Input, to output: String) -> [String] {
        options([.compile, .preprocess, .debug]) + linkerOptions + dependencies(of: source)
            + [mode, "-x", source.dialect.rawValue, source.path, "-o", output]
    }

    /// The original, for what the compiler says about it. gcc's flow warnings need its optimiser; clang's
    /// don't.
    public func diagnose(_ source: Invocation.Input, scratch: String) -> [String] {
        let words = options([.compile, .preprocess, .debug]).filter { !$0.hasPrefix("-save-temps") }
        let needsBackend = family == .gcc || words.contains { $0.hasPrefix("-R") || $0.hasPrefix("-Wframe") }
        return words + linkerOptions
            + (needsBackend ? ["-S", "-o", scratch] : ["-fsyntax-only"])
            + ["-x", source.dialect.rawValue, source.path]
    }

    /// Where the command puts what this source becomes.
    public func product(of source: Invocation.Input) -> String {
        invocation.output ?? Self.stem(source.path) + (invocation.action == .assembly ? ".s" : ".o")
    }

    /// One command that links, its sources replaced by objects (in the order of `sources`).
    public func link(objects: [String], adding runtime: [String]) -> [String] {
        var objects = objects[...]
        let compilesMore = invocation.inputs.contains { if case .other = $0.language { true } else { false } }
        var words: [String] = []
        for token in invocation.tokens {
            switch token {
            case .option(let option, .frame): words += option[0].hasPrefix("-o") ? option : []
            case .option(let option, .dependency): words += compilesMore ? option : []
            case .option(let option, _): words += option
            case .input(let input) where input.isSource: words += objects.popFirst().map { [$0] } ?? []
            case .input(let input):
                words += input.explicit.map { ["-x", $0, input.path, "-x", "none"] } ?? [input.path]
            }
        }
        return words + (family == .clang && !compilesMore ? ["-Qunused-arguments"] : []) + runtime
    }

    /// The command without its sources; `nil` when that leaves nothing to do.
    public var others: [String]? {
        if invocation.inputs.allSatisfy(\.isSource) { return nil }
        return invocation.tokens.flatMap { token -> [String] in
            switch token {
            case .option(let words, _): words[0].hasPrefix("-x") ? [] : words
            case .input(let input) where input.isSource: []
            case .input(let input):
                input.explicit.map { ["-x", $0, input.path, "-x", "none"] } ?? [input.path]
            }
        }
    }

    /// Whether text may be written several times: where code is to be fast, not small or stepped through, and nobody counts how
    /// often a line of the source runs.
    public var mayRepeat: Bool {
        let counts = ["--coverage", "-ftest-coverage", "-fprofile-", "-fcs-profile-", "-fcoverage-mapping", "-fsanitize-coverage"]
        let words = options([.compile, .link])
        let level = words.last { $0.hasPrefix("-O") }
        return level != nil && !["-O0", "-Og", "-Os", "-Oz"].contains(level) && !words.contains { word in counts.contains { word.hasPrefix($0) } }
    }

    /// Whether functions of the C library are what the standard says, for compilers and so for us.
    public var isHosted: Bool {
        !options([.compile, .link]).contains { $0 == "-ffreestanding" || $0 == "-nostdlib" || $0.hasPrefix("-fno-builtin") }
    }

    private var mode: String { invocation.action == .assembly ? "-S" : "-c" }

    func options(_ parts: Set<Invocation.Part>) -> [String] {
        invocation.tokens.flatMap { token -> [String] in
            if case .option(let words, let part) = token, parts.contains(part) { words } else { [] }
        }
    }

    /// Given without a link to come, the compiler has its say about them.
    private var linkerOptions: [String] {
        invocation.action == .link
            ? (family == .clang ? ["-Qunused-arguments"] : []) : options([.link])
    }

    private static func spoilsText(_ word: String) -> Bool {
        word == "-P" || word == "-C" || word == "-CC" || word.hasPrefix("-save-temps") || word == "-v"
            || (word.hasPrefix("-d") && word.dropFirst(2).allSatisfy { "DMNIU".contains($0) })
    }

    /// A file's name without folder and ending.
    public static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
        return String(name[..<dot])
    }
}

// A C compiler's command line, read: what it is asked to do, with which sources, and every argument in its
// original order with the part of the job it belongs to.
//
// The order is kept because it matters to linkers and to later-wins options. Rejected: a model with a field
// for each option; what it does not know, it would lose. Here an unknown argument is an option of the compile
// step, which is where a compiler would complain about it too.

/// How a compiler driver behaves where the two families differ.
public enum Family: Sendable { case clang, gcc }

public struct Invocation: Sendable {
    public enum Action: Hashable, Sendable {
        case link
        /// `-c`
        case object
        /// `-S`
        case assembly
        /// `-E`, `-M`, `--version`, `-###`: nothing is compiled.
        case query(String)
    }

    public enum Language: Hashable, Sendable {
        /// What is rewritten.
        case source(Dialect)
        /// Objects, archives, linker scripts: what goes straight to the linker.
        case linkerInput
        /// Something this launcher leaves alone, by name.
        case other(String)
    }

    public struct Input: Hashable, Sendable {
        public var path: String
        public var language: Language
        /// The operand of the `-x` in effect.
        public var explicit: String?

        public init(path: String, language: Language, explicit: String? = nil) {
            self.path = path
            self.language = language
            self.explicit = explicit
        }

        public var isSource: Bool { if case .source = language { true } else { false } }

        /// What is asked for is only asked of sources.
        public var dialect: Dialect { if case .source(let dialect) = language { dialect } else { .c } }
    }

    /// Which part of the job an option belongs to.
    public enum Part: Hashable, Sendable {
        case compile
        /// Macros, include paths: spent once the source is preprocessed.
        case preprocess
        /// `-MD` and its kin.
        case dependency
        /// What asks for debug information: the compile step's, and of no use to `-E`.
        case debug
        case link
        /// `-c`, `-S`, `-E`, `-o`, `-x`: said anew in each derived command.
        case frame
    }

    public enum Token: Hashable, Sendable {
        case option([String], Part)
        case input(Input)
    }

    public var tokens: [Token]
    public var action: Action
    public var output: String?
    public var dependencies: Dependencies

    public var inputs: [Input] {
        tokens.compactMap { if case .input(let input) = $0 { input } else { nil } }
    }

    public var sources: [Input] { inputs.filter(\.isSource) }

    /// True if an option of exactly this spelling is there.
    public func has(_ option: String) -> Bool {
        tokens.contains { if case .option(let words, _) = $0 { words[0] == option } else { false } }
    }

    public func hasPrefix(_ prefix: String) -> Bool {
        tokens.contains { if case .option(let words, _) = $0 { words[0].hasPrefix(prefix) } else { false } }
    }

    /// Options for the linker, those of `-Wl,` and `-Xlinker` split into words.
    public var linkerWords: [String] {
        var words: [String] = []
        for case .option(let option, .link) in tokens {
            if option[0].hasPrefix("-Wl,") {
                words += option[0].dropFirst(4).split(separator: ",").map(String.init)
            } else if option[0] == "-Xlinker" {
                words += option.dropFirst()
            } else {
                words += option
            }
        }
        return words
    }
}

/// What dependency file is asked for.
public struct Dependencies: Hashable, Sendable {
    /// `-MD` or `-MMD`; `nil` when none is asked for.
    public var mode: String?
    public var file: String?
    /// `-MT`, `-MQ` with their operands, `-MP`, `-MG`: passed on as they are.
    public var details: [String] = []
    public var namesTarget = false

    public init() {}
}

extension Invocation {
    /// Reads the arguments after the compiler's name, response files already expanded. To a C++ driver
    /// (`clang++`, `g++`) what is named like C is C++ as well.
    public init(reading arguments: [String], isCxxDriver: Bool = false) {
        var tokens: [Token] = []
        var action = Action.link
        var output: String?
        var dependencies = Dependencies()
        var language: String?
        var rest = PrecompiledHeader.left(out: arguments)[...]
        while let word = rest.popFirst() {
            if !word.hasPrefix("-") || word == "-" {
                let kind =
                    word == "-" && language == nil
                    ? .other("standard input")
                    : Self.language(of: word, explicit: language, isCxxDriver: isCxxDriver)
                tokens.append(.input(Input(path: word, language: kind, explicit: language)))
                continue
            }
            var words = [word]
            if OptionTable.takesNext(word), let operand = rest.popFirst() { words.append(operand) }
            let part = OptionTable.part(of: words)
            tokens.append(.option(words, part))
            switch part {
            case .frame:
                let operand = words.count > 1 ? words[1] : String(word.dropFirst(2))
                switch word.prefix(2) {
                case "-o": output = operand
                case "-x": language = operand == "none" ? nil : operand
                default: action = action.combined(with: word)
                }
            case .dependency: dependencies.read(words)
            default: if OptionTable.isQuery(word) { action = .query(word) }
            }
        }
        self.init(tokens: tokens, action: action, output: output, dependencies: dependencies)
    }

    private static func language(of path: String, explicit: String?, isCxxDriver: Bool) -> Language {
        if let explicit {
            return Dialect(rawValue: explicit).map(Language.source) ?? .other("language " + explicit)
        }
        if let dialect = Dialect(ofFile: path) {
            return .source(isCxxDriver && dialect == .c ? .cxx : dialect)
        }
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return .linkerInput }
        switch path[path.index(after: dot)...] {
        case "i", "ii", "mi", "mii": return .other("preprocessed source")
        case "s", "S", "sx": return .other("assembler")
        case "h", "hh", "hp", "hxx", "hpp", "HPP", "h++", "tcc", "H": return .other("a header")
        case "cppm", "ccm", "cxxm", "c++m", "ixx": return .other("a C++ module")
        case "f", "for", "ftn", "F", "f90", "F90", "d", "go", "adb", "cu", "bc", "ll":
            return .other("another language")
        default: return .linkerInput
        }
    }
}

extension Invocation.Action {
    /// The earliest phase wins, whatever the order: `-c -E` preprocesses.
    fileprivate func combined(with word: String) -> Self {
        switch (self, word) {
        case (.query, _): self
        case (_, "-c"): self == .assembly ? .assembly : .object
        case (_, "-S"): .assembly
        default: .query(word)
        }
    }
}

extension Dependencies {
    fileprivate mutating func read(_ words: [String]) {
        switch words[0].prefix(3) {
        case "-MF": file = words.count > 1 ? words[1] : String(words[0].dropFirst(3))
        case "-MT", "-MQ":
            details += words
            namesTarget = true
        case "-MP", "-MG": details += words
        default: mode = mode == "-MD" ? mode : words[0]
        }
    }
}

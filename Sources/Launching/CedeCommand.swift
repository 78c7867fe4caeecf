// `cede cc` in somebody's command, taken off.
//
// It is known by what stands there and not by its name, which an installation may choose (`cede-0.9`, a link, a wrapper): a word,
// `cc`, options that are Cede's, and then a compiler. `ccache cc -c x.c` is none, since what follows `cc` is the compiler's.

public enum CedeCommand {
    /// The options of `cede cc` that take a value in a word of its own.
    public static let optionsWithValue: Set = ["--budget", "--blocking", "--record"]
    public static let flags: Set = ["--main-on-task", "--fail-closed", "--measure", "--summary", "-v", "--verbose"]

    /// The compiler and its arguments.
    public static func compilation(in words: [String]) -> [String] {
        for (i, word) in words.enumerated().dropLast() {
            if word.hasPrefix("-") { break }
            guard words[i + 1] == "cc" else { continue }
            let isNamed = word.split(separator: "/").last == "cede"
            // What has another name is looked for where it can stand: first, or behind caches.
            let isFirst = CompilerLauncher(word: word) == nil && words[..<i].allSatisfy { CompilerLauncher(word: $0) != nil }
            guard isNamed || isFirst, let rest = behindOptions(words[(i + 2)...]), let compiler = rest.first else { continue }
            if isNamed || Dialect(ofFile: compiler) == nil { return Array(rest) }
        }
        return words
    }

    /// `nil` if one is not Cede's.
    private static func behindOptions(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        var rest = words
        while let word = rest.first, word.hasPrefix("-") {
            rest.removeFirst()
            if word == "--" { break }
            let name = word.prefix { $0 != "=" }
            if optionsWithValue.contains(String(name)) {
                if name.count == word.count { rest = rest.dropFirst() }
            } else if !flags.contains(word) {
                return nil
            }
        }
        return rest
    }
}

// What the launcher does with a command line, and why.

public enum Verdict: Hashable, Sendable {
    /// The compiler runs as if cede were not there.
    case passThrough(String)
    /// The same, although there is something to rewrite: that must be told.
    case refuse(Invocation.Input, String)
    /// The compiler runs once, with the runtime added to its link.
    case linkOnly
    /// These sources are rewritten.
    case rewrite

    public static let textIsLeft = "preprocessed sources are not rewritten; give cede the source itself"
}

extension Invocation {
    /// `directory` is the working directory: build systems run their probes in folders of known names. `caller` is the
    /// command line of the process that called the compiler.
    public func verdict(directory: String, caller: [String] = []) -> Verdict {
        if case .query(let word) = action { return .passThrough("nothing is compiled (\(word))") }
        if inputs.isEmpty { return .passThrough("no input files") }
        if let probe = inputs.first(where: { Self.isProbe($0.path, in: directory) }) {
            return .passThrough("\(probe.path) is a configuration probe")
        }
        if Self.isConfigureScript(caller) { return .passThrough("a configure script asks") }
        if inputs.contains(where: { $0.path == "-" && !$0.isSource }) {
            return .passThrough("standard input, and -x does not say that it is a source")
        }
        if sources.isEmpty, let text = inputs.first(where: \.isPreprocessed) {
            // ccache hands such text on when it is told not to run the preprocessor twice.
            return .refuse(text, Verdict.textIsLeft)
        }
        if sources.isEmpty {
            return action == .link ? .linkOnly : .passThrough("no C or C++ source (\(described))")
        }
        if action != .link, output != nil, inputs.count > 1 {
            return .passThrough("several inputs and one -o")
        }
        if action == .link, leavesRuntimeOut, !has("-shared") {
            return .passThrough("nothing may be added to a link without the standard libraries")
        }
        return .rewrite
    }

    /// Why a source that could be rewritten is compiled as it is, although nobody asked for that.
    public var refusal: String? {
        let options = tokens.compactMap { if case .option(let words, _) = $0 { words } else { nil } }
        if has("-include-pch") || options.contains(["-Xclang", "-include-pch"])
            || options.contains(where: { $0[0].hasPrefix("-fpch-") && $0[0] != "-fpch-instantiate-templates" }
            )
        {
            return "precompiled headers are not supported"
        }
        for option in ["-fmodules", "-fmodule-", "-fprebuilt-module-path"] where hasPrefix(option) {
            return "modules (\(option)) are not supported"
        }
        if has("-fcoverage-mapping") {
            return "-fcoverage-mapping would name Cede's text, not the source; use cede overlay"
        }
        guard action == .link else { return nil }
        for option in ["-gsplit-dwarf", "--coverage", "-ftest-coverage", "-fstack-usage"] where has(option) {
            return "\(option) names files after the program; compile with -c and link in a second step"
        }
        return nil
    }

    private var described: String {
        for case .other(let name) in inputs.map(\.language) { return name }
        return "linker input"
    }

    /// autoconf's conftest.c, CMake's try_compile folders, Meson's private folder.
    static func isProbe(_ path: String, in directory: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        if Steps.stem(String(name)) == "conftest" { return true }
        let full = (path.hasPrefix("/") ? path : directory + "/" + path) + "/"
        let folders = [
            "/CMakeFiles/CMakeScratch/", "/CMakeFiles/CMakeTmp/", "/CompilerIdC/", "/CompilerIdCXX/",
            "/meson-private/",
        ]
        return folders.contains { full.contains($0) || (directory + "/").contains($0) }
    }

    /// `/bin/sh ./configure ...`. What such a script compiles answers a question and is thrown away, whatever it is called
    /// (autoconf's conftest.c has many imitations).
    static func isConfigureScript(_ words: [String]) -> Bool {
        let shells: Set<Substring> = ["sh", "dash", "bash", "ash", "ksh", "mksh", "zsh"]
        func name(_ word: String) -> Substring { word.split(separator: "/").last ?? "" }
        guard let shell = words.first, shells.contains(name(shell)) else { return false }
        return words.dropFirst().first { !$0.hasPrefix("-") }.map(name) == "configure"
    }
}

extension Invocation.Input {
    public var isPreprocessed: Bool {
        guard case .other(let name) = language else { return false }
        return name == "preprocessed source" || name.hasSuffix("cpp-output")
    }
}

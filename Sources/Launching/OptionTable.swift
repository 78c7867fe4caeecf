// Which options of gcc and clang take the next word, and which part of the job each belongs to.
//
// Only what the launcher must tell apart is listed. An option that is missing here is passed to every step
// but the link, which is right for -f, -m, -W and -O.

enum OptionTable {
    /// Options whose operand is the next word when it is not joined.
    private static let separate: Set<String> = [
        "-o", "-x", "-I", "-D", "-U", "-A", "-F", "-L", "-l", "-B", "-T", "-u", "-z", "-e", "-b", "-V", "-G",
        "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix",
        "-iwithprefixbefore", "-isysroot", "-imultilib", "-iframework", "-include-pch", "-ivfsoverlay",
        "-cxx-isystem", "-MF", "-MT", "-MQ", "-MJ", "-Xlinker", "-Xassembler", "-Xpreprocessor", "-Xclang",
        "-Xanalyzer", "-Xopenmp-target", "-mllvm", "-arch", "-target", "-framework", "-aux-info", "--param",
        "-dumpbase", "-dumpdir", "-dumpbase-ext", "-wrapper", "-working-directory", "--sysroot", "--include",
        "-dependency-file", "-serialize-diagnostics", "--serialize-diagnostics", "-install_name", "-rpath",
        "--entry", "-Xarch_host", "-Xarch_device",
    ]

    private static let preprocess: Set<String> = [
        "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix",
        "-iwithprefixbefore", "-isysroot", "-imultilib", "-iframework", "-include-pch", "-ivfsoverlay",
        "-Xpreprocessor", "-nostdinc", "-nobuiltininc", "-nostdlibinc", "-undef", "-trigraphs", "-remap",
        "--include", "-fpch-preprocess", "-I-", "-C", "-CC", "-P", "-H",
    ]

    /// What only a linker reads.
    private static let link: Set<String> = [
        "-L", "-l", "-T", "-u", "-z", "-e", "-s", "-Xlinker", "-rdynamic", "-static", "-shared", "-pie",
        "-no-pie", "-static-pie", "-static-libgcc", "-shared-libgcc", "-static-libstdc++", "-symbolic", "-r",
        "-nostdlib", "-nodefaultlibs", "-nolibc", "-nostartfiles", "-rpath", "--entry", "-install_name",
        "-framework",
    ]

    private static let queries: Set<String> = [
        "--version", "-###", "-dumpversion", "-dumpmachine", "-dumpspecs", "-dumpfullversion", "--help",
        "--target-help", "-fsyntax-only", "--analyze", "-emit-ast", "-emit-llvm", "-cc1", "-cc1as",
        "-module-file-info", "--precompile", "-rewrite-objc", "-emit-pch", "-verify-pch",
    ]

    static func takesNext(_ word: String) -> Bool { separate.contains(word) }

    /// The command answers a question, or makes something that this launcher does not deal in.
    static func isQuery(_ word: String) -> Bool {
        queries.contains(word) || word.hasPrefix("-print-") || word.hasPrefix("--print-")
            || word.hasPrefix("--help=")
    }

    static func part(of words: [String]) -> Invocation.Part {
        let word = words[0]
        switch word {
        case "-c", "-S", "-E", "-M", "-MM", "-x", "-o": return .frame
        case "-MD", "-MMD", "-MP", "-MG": return .dependency
        case _ where preprocess.contains(word): return .preprocess
        case _ where link.contains(word): return .link
        default: return joined(word)
        }
    }

    private static func joined(_ word: String) -> Invocation.Part {
        switch word.prefix(2) {
        case "-D", "-U", "-I", "-A": return .preprocess
        case "-o": return word.hasPrefix("-object") ? .compile : .frame
        case "-x": return .frame
        case "-L", "-l", "-T", "-z": return .link
        case "-u": return .link
        case "-d" where word.dropFirst(2).allSatisfy { "DMNIU".contains($0) }: return .preprocess
        case "-g" where !word.hasPrefix("-gcc") && !word.hasPrefix("-gnu"): return .debug
        default: break
        }
        for prefix in ["-MF", "-MT", "-MQ"] where word.hasPrefix(prefix) { return .dependency }
        for prefix in ["-Wl,", "-fuse-ld", "--ld-path"] where word.hasPrefix(prefix) { return .link }
        for prefix in [
            "-Wp,", "--include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iwithprefix", "-isysroot",
        ]
        where word.hasPrefix(prefix) { return .preprocess }
        return .compile
    }
}

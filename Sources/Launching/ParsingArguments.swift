// The arguments that matter to parsing, in libclang's words.
//
// A list of what is passed, not of what is left out: libclang refuses arguments it does not know, gcc and
// newer clangs have many, and an argument that only steers code generation says nothing about loops.

extension Steps {
    /// For the text that `-E` made.
    public var parsingText: [String] {
        // gcc's text is parsed as unpreprocessed C with these few macros only, which give its own types and
        // builtins a meaning that clang knows.
        (family == .gcc ? ["-x", "c", "-undef"] + Self.gccWords : ["-x", "cpp-output"])
            + dialect
    }

    /// For a source as it stands on disk.
    public var parsingSource: [String] {
        ["-x", "c"] + dialect + machine + options([.preprocess]).filter { !$0.hasPrefix("-Wp,") }
    }

    private static let gccWords = [
        "-D_Float32=float", "-D_Float64=double", "-D_Float32x=double", "-D_Float64x=long double",
        "-D_Float128=__float128", "-D_Decimal32=float", "-D_Decimal64=double", "-D_Decimal128=long double",
        "-D__builtin_va_arg_pack()=0", "-D__builtin_va_arg_pack_len()=0",
    ]

    private static let dialectWords: Set<String> = [
        "-ansi", "-fsigned-char", "-funsigned-char", "-fno-signed-char", "-fno-unsigned-char",
        "-fgnu89-inline",
        "-fno-gnu89-inline", "-fms-extensions", "-fblocks", "-fshort-enums", "-fno-short-enums",
        "-fshort-wchar",
        "-fwrapv", "-fno-wrapv", "-fno-strict-overflow", "-fstrict-overflow", "-fno-asm", "-fasm",
        "-fdollars-in-identifiers",
        "-fno-dollars-in-identifiers",
        "-ffreestanding", "-fhosted", "-fopenmp", "-fopenmp-simd", "-fdeclspec", "-m32", "-m64", "-mx32",
        "-target",
        "-arch",
    ]

    private var dialect: [String] {
        invocation.tokens.flatMap { token -> [String] in
            guard case .option(let words, .compile) = token else { return [] }
            if let standard = Self.standard(words[0]) { return [standard] }
            return Self.dialectWords.contains(words[0]) || words[0].hasPrefix("--target=") ? words : []
        }
    }

    /// Instruction sets and the like decide which macros and intrinsics a source sees.
    private var machine: [String] {
        options([.compile]).filter {
            ($0.hasPrefix("-m") && !["-m32", "-m64", "-mx32", "-mllvm"].contains($0)) || $0.hasPrefix("-O")
                || ["-fPIC", "-fpic", "-fPIE", "-fpie", "-pthread"].contains($0) || $0.hasPrefix("--sysroot=")
        }
    }

    /// libclang 14 knows C23 by its working name only.
    private static func standard(_ word: String) -> String? {
        guard word.hasPrefix("-std=") || word.hasPrefix("--std=") else { return nil }
        switch word.drop(while: { $0 != "=" }).dropFirst() {
        case "c23": return "-std=c2x"
        case "gnu23": return "-std=gnu2x"
        case let name: return "-std=" + name
        }
    }
}

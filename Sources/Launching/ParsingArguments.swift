// The arguments that matter to parsing, in libclang's words.
//
// A list of what is passed, not of what is left out: libclang refuses arguments it does not know, gcc and
// newer clangs have many, and an argument that only steers code generation says nothing about loops.

extension Steps {
    /// For the text that `-E` made of a source.
    public func parsingText(_ dialect: Dialect) -> [String] {
        // gcc's text is parsed as unpreprocessed C with these few macros only, which give its own types and
        // builtins a meaning that clang knows.
        (family == .gcc
            ? ["-x", dialect.rawValue, "-undef"] + (dialect.isCxx ? Self.gxxWords : Self.gccWords)
            : ["-x", dialect.preprocessed])
            + standard(dialect) + words
    }

    /// For a source as it stands on disk.
    public func parsingSource(_ dialect: Dialect) -> [String] {
        ["-x", dialect.rawValue] + standard(dialect) + words + machine
            + options([.preprocess]).filter { !$0.hasPrefix("-Wp,") }
    }

    private static let gccWords = [
        "-D_Float32=float", "-D_Float64=double", "-D_Float32x=double", "-D_Float64x=long double",
        "-D_Float128=__float128", "-D_Decimal32=float", "-D_Decimal64=double", "-D_Decimal128=long double",
        "-D__builtin_va_arg_pack()=0", "-D__builtin_va_arg_pack_len()=0",
    ]

    /// The C library's headers define `_Float32` and its kin themselves for g++ before 13. `__integer_pack(N)...` makes
    /// the numbers below N, which clang says in other words: here it stands for N, and what follows it is of no use.
    private static let gxxWords = [
        "-D__builtin_va_arg_pack()=0", "-D__builtin_va_arg_pack_len()=0", "-D__malloc__(...)=__malloc__",
        "-D__integer_pack(n)=n>; template <class... __cede_rest> using __cede_pack = "
            + "_Index_tuple<sizeof(__cede_rest)",
    ]

    private static let dialectWords: Set<String> = [
        "-fno-exceptions", "-fno-rtti", "-fchar8_t", "-fno-char8_t", "-faligned-new", "-fno-operator-names",
        "-fsized-deallocation", "-fobjc-arc", "-fobjc-exceptions", "-stdlib=libc++", "-stdlib=libstdc++",
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

    private var words: [String] {
        invocation.tokens.flatMap { token -> [String] in
            guard case .option(let words, .compile) = token else { return [] }
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

    /// The last standard that is asked for; g++ 11 and later means C++17 where libclang 14 means C++14.
    private func standard(_ dialect: Dialect) -> [String] {
        let asked = options([.compile]).last { $0.hasPrefix("-std=") || $0.hasPrefix("--std=") }
        guard let name = asked?.drop(while: { $0 != "=" }).dropFirst() else {
            return dialect.isCxx && family == .gcc ? ["-std=gnu++17"] : []
        }
        return ["-std=" + (Self.workingNames[String(name)] ?? String(name))]
    }

    /// libclang 14 knows the latest standards by these only.
    private static let workingNames = [
        "c23": "c2x", "gnu23": "gnu2x", "c++23": "c++2b", "gnu++23": "gnu++2b", "c++26": "c++2c",
        "gnu++26": "gnu++2c",
    ]
}

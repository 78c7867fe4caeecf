// The check's declarations on one line, for a file that is compiled without `cede_check.h`. A test holds them against
// that header. They say what holds on a target and compiler of which nothing is known.

public enum Prelude: Hashable, Sendable {
    case c
    /// `isConstexpr`: the check may stand in `constexpr` functions, as from C++14 on.
    case cxx(isConstexpr: Bool)

    var text: String {
        switch self {
        case .c: Self.flag + Self.slowPath + Self.inline + Self.body
        case .cxx(let isConstexpr):
            "extern \"C\" { " + Self.flag + Self.slowPath
                + (isConstexpr ? Self.constexprInline + Self.constexprBody : Self.inline + Self.body) + "} "
        }
    }

    /// For a header, which is read before the source's own prelude.
    var declaration: String {
        switch self {
        case .c: "extern void cede_check(void); "
        case .cxx(isConstexpr: false): "extern \"C\" void cede_check(void); "
        // As it is defined: the source's own declaration may differ in neither.
        case .cxx(isConstexpr: true): "extern \"C\" { " + Self.constexprInline.dropLast() + "; } "
        }
    }

    private static let flag =
        "extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__(\"initial-exec\"))); "
    private static let slowPath =
        "extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); "
    private static let inline =
        "extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) "
    private static let body = "{ if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } "
    private static let constexprInline =
        "extern constexpr __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) "
    private static let constexprBody =
        "{ if (!__builtin_is_constant_evaluated() && __builtin_expect(cede_flag, 0)) cede_check_slow(); } "
}

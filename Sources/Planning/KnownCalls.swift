// What the planner knows about functions it cannot see: C library functions and compiler builtins that do a
// small, fixed amount of work and call nobody back.
//
// Everything else is opaque: it may take long, and it may call any function whose address it was given or
// whose name it can link to. Length-dependent functions (memcpy, strlen, qsort) are opaque on purpose.

enum KnownCalls {
    /// The cost of a call, or `nil` when nothing is known.
    static func cost(of name: String) -> Cost? {
        if small.contains(bare(name)) { return .nanoseconds(5) }
        if mathematical.contains(bare(name)) { return .nanoseconds(20) }
        return nil
    }

    /// Whether a call to it is sure never to call back into the program.
    static func returnsDirectly(_ name: String) -> Bool {
        cost(of: name) != nil || linear.contains(bare(name))
    }

    private static func bare(_ name: String) -> Substring {
        var name = Substring(name)
        if name.hasPrefix("__builtin_") { name = name.dropFirst("__builtin_".count) }
        if name.hasPrefix("__"), name.hasSuffix("_chk") { name = name.dropFirst(2).dropLast(4) }
        return name
    }

    private static let small: Set<Substring> = [
        "expect", "expect_with_probability", "unreachable", "constant_p", "object_size",
        "dynamic_object_size",
        "choose_expr", "types_compatible_p", "prefetch", "assume_aligned", "offsetof", "frame_address",
        "return_address", "va_start", "va_end", "va_copy", "alloca", "trap", "abort", "exit", "_exit",
        "clz", "clzl", "clzll", "ctz", "ctzl", "ctzll", "popcount", "popcountl", "popcountll", "ffs", "ffsl",
        "ffsll", "parity", "bswap16", "bswap32", "bswap64", "add_overflow", "sub_overflow", "mul_overflow",
        "sadd_overflow", "uadd_overflow", "saddl_overflow", "uaddl_overflow", "ssub_overflow",
        "usub_overflow",
        "smul_overflow", "umul_overflow", "smull_overflow", "umull_overflow", "umulll_overflow", "inf",
        "inff", "nan",
        "nanf", "huge_val", "isnan", "isinf", "isfinite", "signbit", "abs", "labs", "llabs", "fabs", "fabsf",
        "toupper", "tolower", "isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "isprint",
        "ispunct", "isxdigit", "iscntrl", "isgraph", "__ctype_b_loc", "__ctype_tolower_loc",
        "__ctype_toupper_loc", "__errno_location", "getc_unlocked", "putc_unlocked", "rand", "__assert_fail",
    ]

    private static let mathematical: Set<Substring> = [
        "sqrt", "sqrtf", "floor", "floorf", "ceil", "ceilf", "trunc", "round", "lround", "rint", "fmin",
        "fmax",
        "fminf", "fmaxf", "fmod", "fmodf", "pow", "powf", "exp", "expf", "exp2", "log", "logf", "log2",
        "log10",
        "sin", "sinf", "cos", "cosf", "tan", "tanf", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh",
        "ldexp", "frexp", "modf", "hypot", "cbrt", "copysign", "fma",
    ]

    /// No fixed cost, but no way back either.
    private static let linear: Set<Substring> = [
        "memcpy", "memmove", "memset", "memcmp", "memchr", "memrchr", "mempcpy", "strlen", "strnlen",
        "strcpy",
        "strncpy", "strcat", "strncat", "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strcoll", "strchr",
        "strrchr", "strstr", "strpbrk", "strspn", "strcspn", "strtok", "strtok_r", "strdup", "strndup",
        "strerror", "stpcpy", "strtol", "strtoul", "strtoll", "strtoull", "strtod", "strtof", "strtold",
        "atoi",
        "atol", "atof", "malloc", "calloc", "realloc", "free", "printf", "fprintf", "sprintf", "snprintf",
        "vprintf", "vfprintf", "vsprintf", "vsnprintf", "scanf", "fscanf", "sscanf", "puts", "fputs",
        "putchar",
        "fputc", "putc", "getc", "fgetc", "getchar", "fgets", "ungetc", "fread", "fwrite", "fflush", "fopen",
        "fclose", "feof", "ferror", "clearerr", "fseek", "ftell", "rewind", "setvbuf", "open", "close",
        "read",
        "write", "lseek", "time", "clock", "clock_gettime", "gettimeofday", "localtime", "gmtime", "mktime",
        "strftime", "getenv", "longjmp", "setjmp", "_setjmp", "__sigsetjmp", "perror",
    ]
}

// What the C library's functions and the compilers' builtins cost: those that do not call back into the program.
//
// By what POSIX says they do; times are those of glibc on the machine that `CostModel` was calibrated on, rounded up.
// Everything else is opaque: it may take long, and it may call any function whose address it was given or whose name it
// can link to (qsort, bsearch, regexec with a locale's tables, atexit's callers).

enum KnownCalls {
    static func cost(of name: String) -> CallCost? { table[bare(name)] }

    /// No cost is known, but no way back either.
    static func neverCallsBack(_ name: String) -> Bool { silent.contains(bare(name)) }

    private static func bare(_ name: String) -> Substring {
        var name = Substring(name)
        if name.hasPrefix("__builtin_") { name = name.dropFirst("__builtin_".count) }
        if name.hasPrefix("__"), name.hasSuffix("_chk") { name = name.dropFirst(2).dropLast(4) }
        return name
    }

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    private static let table: [Substring: CallCost] = {
        var table: [Substring: CallCost] = [:]
        for (cost, names) in rows { for name in words(names) { table[name] = cost } }
        return table
    }()

    private static let rows: [(CallCost, String)] = [
        (
            .fixed(.nanoseconds(5)),
            """
            expect expect_with_probability unreachable constant_p object_size dynamic_object_size choose_expr
            types_compatible_p prefetch assume_aligned offsetof frame_address return_address va_start va_end va_copy
            alloca trap abort exit _exit clz clzl clzll ctz ctzl ctzll popcount popcountl popcountll ffs ffsl ffsll
            parity bswap16 bswap32 bswap64 add_overflow sub_overflow mul_overflow sadd_overflow uadd_overflow
            saddl_overflow uaddl_overflow ssub_overflow usub_overflow smul_overflow umul_overflow smull_overflow
            umull_overflow umulll_overflow inf inff nan nanf huge_val isnan isinf isfinite signbit abs labs llabs fabs
            fabsf toupper tolower isalpha isdigit isalnum isspace isupper islower isprint ispunct isxdigit iscntrl
            isgraph __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc __errno_location getc_unlocked putc_unlocked
            rand __assert_fail
            """
        ),
        (
            .fixed(.nanoseconds(20)),
            """
            sqrt sqrtf floor floorf ceil ceilf trunc round lround rint fmin fmax fminf fmaxf fmod fmodf pow powf exp
            expf exp2 log logf log2 log10 sin sinf cos cosf tan tanf asin acos atan atan2 sinh cosh tanh ldexp frexp
            modf hypot cbrt copysign fma
            """
        ),
        (bytes(2), "memcpy memmove memset mempcpy memcmp memchr memrchr strncmp strncpy strncat strncasecmp"),
        (bytes(1), "strnlen bzero bcopy"),
        // Only the string knows how long it is.
        (
            bytes(),
            """
            strlen strcpy strcat strcmp strcasecmp strcoll strchr strrchr strpbrk strspn strcspn strtok strtok_r stpcpy
            strstr memmem strtol strtoul strtoll strtoull strtod strtof strtold atoi atol atof sprintf snprintf vsprintf
            vsnprintf sscanf
            """
        ),
        (
            .system(.nanoseconds(100)),
            """
            malloc calloc realloc reallocarray aligned_alloc posix_memalign free strdup strndup time clock clock_gettime gettimeofday localtime gmtime mktime
            strftime getenv strerror
            """
        ),
        (
            .system(.nanoseconds(300)),
            """
            printf fprintf vprintf vfprintf scanf fscanf puts fputs putchar fputc putc getc fgetc getchar fgets ungetc
            fread fwrite fflush fopen fclose feof ferror clearerr fseek ftell rewind setvbuf open close read write lseek
            perror
            """
        ),
    ]

    private static func bytes(_ lengths: Int...) -> CallCost {
        .perByte(
            base: .nanoseconds(10), each: Cost(picoseconds: lengths.isEmpty ? 1_000 : 100), lengths: lengths)
    }

    private static let silent = Set(words("longjmp setjmp _setjmp __sigsetjmp __sigsetjmp_cancel"))
}

// Functions of the C and C++ libraries that do not come back. What stands behind a call of one is not where it goes on, and
// compilers put anything there: the next loop, or the next function.
//
// A program's own functions that end so are found by what they call (`Checks.escapes`). Of those in other files an object built
// with `cede cc --summary` says which are declared so (`PlannedCycle`); without that they are taken to come back.

enum NoReturn {
    static func contains(_ name: String) -> Bool { names.contains(name) }

    private static let names: Set<String> = [
        "abort", "exit", "_exit", "_Exit", "quick_exit", "pthread_exit", "thrd_exit", "longjmp", "_longjmp", "siglongjmp",
        "__longjmp_chk", "__assert_fail", "__assert_perror_fail", "__assert", "__stack_chk_fail", "__chk_fail",
        "__fortify_fail", "__libc_fatal", "_Unwind_Resume", "__cxa_throw", "__cxa_rethrow", "__cxa_bad_cast", "__cxa_bad_typeid",
        "__cxa_throw_bad_array_new_length", "__cxa_pure_virtual", "_ZSt9terminatev",
    ]
}

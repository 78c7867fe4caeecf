/*
 * cede_check.h - the check that `cede` inserts, and all that rewritten code needs to see.
 *
 * One load of a flag of this worker, one branch that is never taken. On a thread that is no worker nobody
 * ever raises the flag, so the check is harmless there. It includes nothing and defines no macro that
 * user code could meet, because `cede cc` puts it in front of every source (before feature-test macros).
 */
#ifndef CEDE_CHECK_H
#define CEDE_CHECK_H

#pragma GCC system_header /* nothing here is for anybody to be warned of */

#ifdef __cplusplus
extern "C" {
#endif

/* Raised by the monitor, lowered by the worker that yields. In an executable the flag's address is a constant
 * (local-exec: `cmpb $0, %fs:N`); a shared library holds its offset in a register (initial-exec). Never a call. */
#if defined(__PIC__) && !defined(__PIE__)
extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec")));
#else
extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("local-exec")));
#endif

/* No copy is ever emitted, and a C99 `inline` function may refer to it. */
#define CEDE__INLINE extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__))

/* The slow path: yields if this worker's task was asked to. Keeps errno. It never throws and is never unwound
 * through, so that a check needs no landing pads. Where the poll is C, a compiler that can say so (clang) is
 * told that it keeps the general registers. */
#if defined(__clang__) && defined(__aarch64__)
extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__, __preserve_most__));
#else
extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__));
#endif

/* The poll itself. On x86-64 the way to the slow path keeps every register (check_x86_64.S), so that a compiler spills nothing
 * around it and lays out its loops as if no call were there. To the compiler it may read and write memory, as it lets
 * other tasks of this thread run. It has two forms:
 *
 * - In one piece of assembly, the way to the slow path out of line behind the code of its section: no compiler sees that
 *   there is a branch. gcc is told that it is short (`inline`): without that each line counts as an instruction, functions
 *   become too long to be inlined, and a parser took 1.86 times as long instead of 1.17; with the branch in C it took 1.71.
 * - For clang also a branch in C, and behind it a call that is known to keep all registers. It counts when clang chooses what
 *   to inline, where the assembly counts for nothing. In a library a jump of its own leads there, through a slot that the
 *   loader fills at the start: what fills one at the first call keeps fewer registers.
 *
 * clang lays out the blocks of a function by what it guesses of its branches, and one more may change that for the worse: a
 * recursion with one more jump in each call took 1.18 times as long as plain, in one piece 1.00; a matcher of expressions 1.23
 * and 1.04, a scan of words 0.90 and 0.63. So where clang optimizes for speed, loops of short turns and functions on short
 * circles of calls have the piece (cede_check_opaque). It is longer by half: SQLite's objects grow by 8 %, with the branch
 * alone by 7.7, with the piece alone by 14. Loops that dispatch by a `switch` have the branch: interpreters took 1.02 to
 * 1.06 times as long with it, with the piece 1.2 to 1.5.
 *
 * In Swift the compiler may keep in registers what it has of memory: other tasks are other threads to this one, the language
 * has no thread-locals, and where a task waits for another a call says so. To LLVM the way to the slow path is arithmetic on a
 * value that it cannot foresee, read anew from the flag; that the result is compared keeps it where it is. Sorting by a closure
 * took 1.18 times as long with a check that may touch memory (an insertion reloaded what it had just stored), now 1.02. The
 * text of BigInt is 11 % larger for it. C keeps the other: its thread-locals are shared by the tasks of a worker.
 *
 * Elsewhere, and for a compiler of which less is known, the check is C. */
#if defined(__x86_64__) && !defined(__ILP32__) && defined(__ELF__)
#define CEDE__SKIP_RED_ZONE "add {$-128, %%rsp|rsp, -128}\n\t"
#if defined(__swift__) || defined(__PIC__) && !defined(__PIE__)
#define CEDE__CALL_TRAMPOLINE                                                                          \
    CEDE__SKIP_RED_ZONE "call {*cede_check_trampoline@GOTPCREL(%%rip)|QWORD PTR cede_check_trampoline@GOTPCREL[rip]}"
#else
#define CEDE__CALL_TRAMPOLINE CEDE__SKIP_RED_ZONE "call cede_check_trampoline"
#endif
#if defined(__swift__)
CEDE__INLINE void cede__poll_flag(void) {
    if (__builtin_expect(cede_flag, 0)) {
        unsigned char raised = cede_flag, after = raised;
        __asm__(CEDE__CALL_TRAMPOLINE : "+r"(after) : : "cc");
        if (after != raised)
            __builtin_trap();
    }
}
#else
#define CEDE__POLL                                                                                     \
    "{cmpb $0, %0|cmp BYTE PTR %0, 0}\n\t"                                                             \
    "jne 9101f\n"                                                                                      \
    "9102:\n\t"                                                                                        \
    ".subsection 9101\n"                                                                               \
    "9101:\n\t" CEDE__CALL_TRAMPOLINE "\n\t"                                                           \
    ".byte 0x3e, 0xe9; .long 9102b - . - 4\n\t" /* jmp, with a prefix that does nothing: a mark */       \
    ".previous"
CEDE__INLINE void cede__poll_opaque(void) {
#if __GNUC__ >= 9
    __asm__ __volatile__ __inline__(CEDE__POLL : : "m"(cede_flag) : "memory", "cc");
#else
    __asm__ __volatile__(CEDE__POLL : : "m"(cede_flag) : "memory", "cc");
#endif
}
#undef CEDE__POLL
#undef CEDE__CALL_TRAMPOLINE
#undef CEDE__SKIP_RED_ZONE
#if defined(__clang__)
#define CEDE__KEEPS_ALL __attribute__((__cold__, __nothrow__, __preserve_all__, __not_tail_called__))
#if defined(__PIC__) && !defined(__PIE__)
static __attribute__((__naked__, __unused__)) CEDE__KEEPS_ALL void cede__check_by_slot(void) {
    __asm__ __volatile__("jmp {*cede_check_call@GOTPCREL(%%rip)|QWORD PTR cede_check_call@GOTPCREL[rip]}" :);
}
#define CEDE__SLOW_PATH cede__check_by_slot
#else
extern CEDE__KEEPS_ALL void cede_check_call(void);
#define CEDE__SLOW_PATH cede_check_call
#endif
CEDE__INLINE void cede__poll_flag(void) {
    if (__builtin_expect(cede_flag, 0))
        CEDE__SLOW_PATH();
}
#undef CEDE__SLOW_PATH
#undef CEDE__KEEPS_ALL
#else
CEDE__INLINE void cede__poll_flag(void) {
    cede__poll_opaque();
}
#endif
#endif
#else
CEDE__INLINE void cede__poll_flag(void) {
    if (__builtin_expect(cede_flag, 0))
        cede_check_slow();
}
#endif

/* In C++ a check may stand in functions that the compiler evaluates, where it does nothing. */
#if defined(__cplusplus) && __cplusplus >= 201402L
#define CEDE__CHECK extern constexpr __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__))
#define CEDE__UNLESS_EVALUATED if (!__builtin_is_constant_evaluated())
#else
#define CEDE__CHECK CEDE__INLINE
#define CEDE__UNLESS_EVALUATED
#endif
CEDE__CHECK void cede_check(void) {
    CEDE__UNLESS_EVALUATED cede__poll_flag();
}
CEDE__CHECK void cede_check_opaque(void) {
#if defined(__x86_64__) && !defined(__ILP32__) && defined(__ELF__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__) && !defined(__swift__)
    CEDE__UNLESS_EVALUATED cede__poll_opaque();
#else
    CEDE__UNLESS_EVALUATED cede__poll_flag();
#endif
}
#undef CEDE__UNLESS_EVALUATED
#undef CEDE__CHECK

/* How many characters there are before the end of a text, or 8192 if it is not that near. */
CEDE__INLINE unsigned long cede_text_length(const void *text) {
    const char *at = (const char *)text;
    if (!*at)
        return 0;
    const char *end = (const char *)__builtin_memchr(at, 0, 8192);
    return end ? (unsigned long)(end - at) : 8192;
}
#undef CEDE__INLINE

#ifdef __cplusplus
}
#endif
#endif

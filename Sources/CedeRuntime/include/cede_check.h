/*
 * cede_check.h - the check that `cede` inserts, and all that rewritten code needs to see.
 *
 * One load of a flag of this worker, one branch that is never taken. On a thread that is no worker nobody
 * ever raises the flag, so the check is harmless there. It includes nothing and defines no macro that
 * user code could meet, because `cede cc` puts it in front of every source (before feature-test macros).
 */
#ifndef CEDE_CHECK_H
#define CEDE_CHECK_H

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

/* The slow path: yields if this worker's task was asked to. Keeps errno and every general register, so that a
 * compiler that can say so (clang) need not spill around a call that never happens; for others it is an
 * ordinary function. It never throws and is never unwound through, so that a check needs no landing pads. */
#if defined(__clang__) && defined(__x86_64__)
extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__, __preserve_most__));
#else
extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__));
#endif

/* extern gnu_inline: no copy is ever emitted, and a C99 `inline` function may refer to it. In C++ it may stand in
 * functions that the compiler evaluates, where it does nothing. */
#if defined(__cplusplus) && __cplusplus >= 201402L
extern constexpr __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) {
    if (!__builtin_is_constant_evaluated() && __builtin_expect(cede_flag, 0))
        cede_check_slow();
}
#else
extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) {
    if (__builtin_expect(cede_flag, 0))
        cede_check_slow();
}
#endif

#ifdef __cplusplus
}
#endif
#endif

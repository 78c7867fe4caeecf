/*
 * cede_turn.h - a check that hangs on a loop's variable, for Swift.
 *
 * The value passes through the check unchanged, which the compiler does not know. Swift's own optimiser sees no more than the
 * declaration: arithmetic, so what it keeps across a loop it goes on keeping, where a call of `cede_check` might do anything.
 * What keeps the check where it is, once a turn, is that each turn has another value and that the result is compared, by a
 * `precondition`; a value that is the same in each turn would let the compiler make one check of all. To LLVM it is the
 * check of Swift (cede_check.h, which also says why memory may stay in registers), by the loop's value: where the flag is
 * down nothing is left to compare.
 *
 * Where the poll is C, the check is the ordinary one.
 */
#ifndef CEDE_TURN_H
#define CEDE_TURN_H

#include "../cede_check.h"

#if defined(CEDE__CALL_TRAMPOLINE)
static __inline__ __attribute__((__always_inline__, __const__, __unused__)) long cede_turn(long value) {
    if (__builtin_expect(cede_flag, 0))
        __asm__(CEDE__CALL_TRAMPOLINE : "+r"(value) : : "cc");
    return value;
}
#else
static __inline__ __attribute__((__always_inline__, __unused__)) long cede_turn(long value) {
    cede_check();
    return value;
}
#endif

#endif

/*
 * cede_turn.h - a check that hangs on a loop's variable, for Swift.
 *
 * The value passes through the check unchanged, which the compiler does not know. It is arithmetic to it: nothing in
 * memory changes, so what it keeps in registers across a loop it goes on keeping. That is right although other tasks run
 * meanwhile: to this one they are other threads, and where it waits for one another call says so. What keeps the check
 * where it is, once a turn, is that each turn has another value and that the result is compared, by a `precondition`; a
 * value that is the same in each turn would let the compiler make one check of all.
 *
 * Where the poll is C, the check is the ordinary one.
 */
#ifndef CEDE_TURN_H
#define CEDE_TURN_H

#include "../cede_check.h"

#if defined(__x86_64__) && !defined(__ILP32__) && defined(__ELF__)
static __inline__ __attribute__((__always_inline__, __const__, __unused__)) long cede_turn(long value) {
    __asm__("{cmpb $0, %1|cmp BYTE PTR %1, 0}\n\t"
            "jne 9103f\n"
            "9104:\n\t"
            ".subsection 9101\n"
            "9103:\n\t"
            "add {$-128, %%rsp|rsp, -128}\n\t" /* the red zone */
            "call {*cede_check_trampoline@GOTPCREL(%%rip)|QWORD PTR cede_check_trampoline@GOTPCREL[rip]}\n\t"
            ".byte 0x3e, 0xe9; .long 9104b - . - 4\n\t" /* as in cede_check.h */
            ".previous"
            : "+r"(value)
            : "m"(cede_flag)
            : "cc");
    return value;
}
#else
static __inline__ __attribute__((__always_inline__, __unused__)) long cede_turn(long value) {
    cede_check();
    return value;
}
#endif

#endif

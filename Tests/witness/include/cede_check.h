/*
 * cede_check.h - the check as the witness has it: instead of asking a flag it tells the witness
 * that it was passed.
 *
 * Stands in for the runtime's header of the same name; what `cede` inserts is the same text.
 */
#ifndef CEDE_CHECK_H
#define CEDE_CHECK_H

#ifdef __cplusplus
extern "C" {
#endif

extern void cede_witness_check(void) __attribute__((__nothrow__));

#if defined(__cplusplus) && __cplusplus >= 201402L
extern constexpr __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void
cede_check(void) {
    if (!__builtin_is_constant_evaluated())
        cede_witness_check();
}
#else
extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void
cede_check(void) {
    cede_witness_check();
}
#endif

#ifdef __cplusplus
}
#endif
#endif

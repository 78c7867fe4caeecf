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

#define CEDE__ATTRIBUTES __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__))
#if defined(__cplusplus) && __cplusplus >= 201402L
#define CEDE__INLINE extern constexpr CEDE__ATTRIBUTES
#define CEDE__WITNESS if (!__builtin_is_constant_evaluated()) cede_witness_check()
#else
#define CEDE__INLINE extern CEDE__ATTRIBUTES
#define CEDE__WITNESS cede_witness_check()
#endif

CEDE__INLINE void cede_check(void) { CEDE__WITNESS; }
CEDE__INLINE void cede_check_opaque(void) { CEDE__WITNESS; }

/* As the runtime's. */
CEDE__INLINE unsigned long cede_text_length(const void *text) {
    const char *at = (const char *)text;
    if (!*at)
        return 0;
    const char *end = (const char *)__builtin_memchr(at, 0, 8192);
    return end ? (unsigned long)(end - at) : 8192;
}

#undef CEDE__ATTRIBUTES
#undef CEDE__INLINE
#undef CEDE__WITNESS

#ifdef __cplusplus
}
#endif
#endif

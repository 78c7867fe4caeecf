/*
 * check_call.c - the check as a function.
 *
 * A rewritten header only names the check, since the source that reads it declares it. A source that was not rewritten
 * does not, and calls this. The check's own header is not included, for it would make this inline.
 */
extern __thread volatile unsigned char cede_flag;
extern void cede_check_slow(void);
extern void cede_check(void);

void cede_check(void) {
    if (__builtin_expect(cede_flag, 0))
        cede_check_slow();
}

extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } int retry(int (*attempt)(int)) { int __cede_at_32 __attribute__((__unused__)) = (cede_check(), 0);
    int n = 0;
again:
    if (n++ < 9 && !attempt(n)) { cede_check(); goto again; }
    return n;
}

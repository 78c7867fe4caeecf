extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } long sum(const int *a, int n) {
    long s = 0;
    for (int i = 0; i < n;) { int __cede_end = n; if (__builtin_expect((unsigned int)n - (unsigned int)i > 4096, 0)) __cede_end = (int)((unsigned int)i + 4096); for (; i < __cede_end; i++)
        { s += a[i]; } if (__builtin_expect(i < __cede_end || !(i < n), 1)) break; cede_check(); }
    return s;
}

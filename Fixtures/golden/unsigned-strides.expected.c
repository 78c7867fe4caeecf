extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } unsigned evens(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i <= n;) { unsigned int __cede_end = (unsigned int)(i + ((n - i) / 2 >= 2048 ? 2048 : (n - i) / 2 + 1) * 2); for (; i != __cede_end; i += 2) {
        if (i == 77) break;
        s += i;
    } if (__builtin_expect(i != __cede_end || !(i <= n), 1)) break; cede_check(); }
    return s;
}

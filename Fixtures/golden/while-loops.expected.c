extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } unsigned digits(unsigned n, const char **p) {
    unsigned d = 0;
    do d++; while (cede_check(), (n &= n - 1));
    while (**p == ' ') { cede_check(); ++*p; }
    while (n < d) { cede_check();
        if (n & 1) continue;
        n++;
    }
    return d;
}

extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } void multiply(int n, double (*c)[64], double (*a)[64], double (*b)[64]) {
    for (int i = 0; i < n; i++, cede_check())
        for (int j = 0; j < n; j++, cede_check()) {
            double s = 0;
            for (int k = n - 1; k >= 0;) { int __cede_end = -1; if (__builtin_expect((unsigned int)k - (unsigned int)0 >= 1024, 0)) __cede_end = (int)((unsigned int)k - 1024); for (; k > __cede_end; --k) { s += a[i][k] * b[k][j]; } if (__builtin_expect(k > __cede_end || !(k >= 0), 1)) break; cede_check(); }
            c[i][j] = s;
        }
}

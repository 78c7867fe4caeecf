// budget: 0.25 us
// checks: >= 5
#include <alloca.h>
#include <stdarg.h>
#include <stdio.h>

static int sumOf(int n, int a[n]) {
    int s = 0;
    for (int i = 0; i < n; i++) s += a[i]; // loop: strip
    return s;
}

static int vla(int n) {
    int v[n];
    for (int i = 0; i < n; i++) v[i] = i + 1; // loop: strip
    for (int i = 0; i < n; i++) { // loop: strip
        int w[i + 1];
        w[i] = v[i];
        v[i] = w[i] * 2;
    }
    return sumOf(n, v) + (int)(sizeof v / sizeof *v);
}

static int rowsOf(int n, int (*m)[n]) {
    int s = 0;
    for (int(*r)[n] = m; r < m + n; r++) s += (*r)[0]; // loop: check, neither integers nor pointers to objects
    return s;
}

static int growing(void) {
    char *last = 0;
    int ok = 1;
    for (int i = 0; i < 50; i++) { // loop: check, one turn takes
        char *p = alloca(64);
        p[0] = (char)i;
        if (p == last) ok = 0;
        last = p;
    }
    return ok * 100 + last[0];
}

static int variadic(int n, ...) {
    va_list ap;
    int s = 0;
    va_start(ap, n);
    while (n--) s += va_arg(ap, int); // loop: check
    va_end(ap);
    return s;
}

int main(void) {
    int m[3][3] = {{1}, {2}, {3}};
    printf("%d %d %d %d\n", vla(90), growing(), variadic(4, 1, 2, 3, 4), rowsOf(3, m));
    return 0;
}

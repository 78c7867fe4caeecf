// The builtins that change memory look like plain values in libclang's tree.
// budget: 0.2 us
// checks: >= 30
#include <stdarg.h>
#include <stdio.h>

static int fetched(int *n) {
    int s = 0;
    for (int i = 0; i < *n; i++) s += __atomic_fetch_sub(n, 1, 5); // loop: check, in memory
    return s;
}

static int loaded(int *n) {
    int s = 0;
    for (int i = 0; i < __atomic_load_n(n, 5); i++) s += i; // loop: check, no plain value
    return s;
}

static int arguments(int n, ...) {
    int s = 0;
    va_list list;
    va_start(list, n);
    for (int i = 0; i < va_arg(list, int); i++) s += i; // tree loop: check; pre loop: check, no plain value
    va_end(list);
    return s;
}

int main(void) {
    int a = 40, b = 20;
    printf("%d %d %d\n", fetched(&a), loaded(&b), arguments(1, 9, 9, 9, 1));
    return 0;
}

// A macro before a loop may hold a pragma, which must go on applying to that loop: it is not cut, and its head stays.
// budget: 0.4 us
// checks: >= 40
// flags: -std=gnu11 -Wno-unknown-pragmas
#include <stdio.h>

#define UNROLL _Pragma("GCC unroll 2")
#define UNROLL_BY(n) _Pragma(#n)
#define PARALLEL _Pragma("omp parallel for")

static int f(int n) {
    int s = 0;
    UNROLL for (int i = 0; i < n; i++) s += i; // tree loop: check, UNROLL before it; pre loop: check, pragma GCC
    if (n) UNROLL_BY(GCC unroll 3) for (int i = 0; i < n; i++) s ^= i; // tree loop: check; pre loop: check, pragma GCC
    if (n) for (int i = 0; i < n; i++) s += i; // loop: strip
    else for (int i = 0; i < n; i++) s ^= i; // loop: strip
    PARALLEL for (int i = 0; i < 3; i++) s += i; // loop: none, OpenMP
again:
    for (int i = 0; i < n; i++) s ^= i; // loop: strip
    if (s < 0) goto again; // jump: check
    return s;
}

int main(void) {
    printf("%d\n", f(90));
    return 0;
}

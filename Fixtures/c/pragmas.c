// A pragma applies to the loop as it stands; OpenMP's loops run on threads that are not Cede's.
// flags: -Wno-unknown-pragmas
// budget: 0.4 us
// checks: >= 40
#include <stdio.h>

static int f(int n) {
    int s = 0;
#pragma GCC unroll 4
    for (int i = 0; i < n; i++) s += i; // loop: check, pragma GCC
#pragma GCC ivdep

    for (int i = 0; i < n; i++) s ^= i; // loop: check, pragma GCC
#pragma omp parallel for reduction(+ : s)
    for (int i = 0; i < n; i++) s += i; // loop: none, OpenMP
    for (int i = 0; i < n; i++) s ^= i; // loop: strip
#pragma clang loop unroll(disable)
    for (int i = 0; i < n; i++) s += i; // loop: check, pragma clang
#pragma unroll 4
    while (s > 100 && s != 1 << 30) s -= 5; // loop: check
#pragma unroll(2)
    for (int i = 0; i < n; i++) s += i; // loop: check, pragma unroll
    return s;
}

int main(void) {
    printf("%d\n", f(90));
    return 0;
}

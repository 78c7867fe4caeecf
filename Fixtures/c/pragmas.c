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
    return s;
}

int main(void) {
    printf("%d\n", f(90));
    return 0;
}

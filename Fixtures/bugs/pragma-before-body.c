// A pragma before a body without braces is meant for that body, and nothing may come between the two.
// flags: -std=gnu11 -Wno-unknown-pragmas
// budget: 0.4 us
// checks: >= 40
#include <stdio.h>

static int unrolled(int n) {
    int s = 0;
    while (n > 40) // loop: check, holds another loop
#pragma GCC unroll 2
        for (int i = 0; i * i < n--; i++) s += i; // loop: check
    for (int k = 0; k * k < n; k++) // loop: check
#pragma GCC unroll 2
        while (s % 7 && n) s++; // loop: check
    do // loop: check
#pragma GCC unroll 2
        for (int i = 0; i * i < n; i++) s++; // loop: check
    while (s % 5 && n);
    if (n)
#pragma GCC unroll 2
        for (int i = 0; i * i < n; i++) s++; // loop: check
    else
#pragma GCC unroll 2
        while (s % 3) s++; // loop: check
    return s;
}

static int atomic(int n) {
    int s = 0;
    while (s % 13 || s == 0) // loop: check
#pragma omp atomic
        s += 1;
    for (int i = 0; i < n; i++) // loop: strip
#ifdef _OPENMP
#pragma omp atomic
#endif
        s += i;
    return s;
}

int main(void) {
    printf("%d %d\n", unrolled(70), atomic(400));
    return 0;
}

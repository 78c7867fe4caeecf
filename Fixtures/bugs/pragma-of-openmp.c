// With -fopenmp a pragma and what is behind it are one statement, which begins with the pragma's line.
// flags: -std=gnu11 -fopenmp
// compilers: gcc
// budget: 0.4 us
// checks: >= 20
#include <stdio.h>

static int atomic(int n) {
    int s = 0;
    while (s % 13 || s == 0) // loop: check
#pragma omp atomic
        s += 1;
    for (int i = 0; i * i < n; i++) // loop: check
#pragma omp atomic
        s += i;
    do // loop: check
#pragma omp critical
        s += 2;
    while (s < n);
    return s;
}

int main(void) {
    printf("%d\n", atomic(400));
    return 0;
}

// A loop of every kind that the report marks.
#include <stdlib.h>
#include <string.h>

extern int next(int);
static int order(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

void mix(unsigned *table, const unsigned *keys, int n, int rounds) {
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < n; i++) table[i] ^= keys[i] * 7 + table[(i * 31 + round) % n] / 3 + (table[i] >> 5) * keys[(i + 1) % n];
}

int few(const int *p) {
    int sum = 0;
    for (int i = 0; i < 8; i++) sum += p[i];
    return sum;
}

int walk(int n) {
    // cede:no-yield -- the caller holds a lock
    while (n > 0) n = next(n);
    return n;
}

int depth(int n) { return n < 2 ? 1 : depth(n - 1) + depth(n - 2); }

void sort(int *p, int n) { qsort(p, n, sizeof *p, order); }

int spin(volatile int *p) {
    int n = 0;
    __asm__ volatile("1: dec %0\n jnz 1b" : "+r"(n));
again:
    n++;
    if (*p) goto again;
    return n;
}

// The first declaration is compiled on a condition, which may not hold any more when the rewritten source is compiled;
// the check was declared there.
// flags: -DEARLY
// checks: >= 1
#include <stdio.h>

#ifdef EARLY
extern int early;
#endif

static const struct {
    int n;
#ifndef LATE
    int m;
#endif
} numbers = {9, 3};

static int f(int n) {
    while (n > numbers.m && n < 99) n--; // loop: check
    return n;
}

int main(void) {
    printf("%d\n", f(numbers.n));
    return 0;
}

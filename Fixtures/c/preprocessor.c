// Directives inside heads, X-macros, #line, and the values that inserted text must not shift.
// flags: -std=gnu11
// checks: >= 5
#include <stdio.h>

static int splitHead(void) {
    int s = 0;
    for (int i = 0; // tree loop: check; pre loop: bounded, 4 turns
#if defined(BIG)
         i < 100;
#else
         i < 4;
#endif
         i++)
        s += i;
    return s;
}

static int twoHeads(void) {
    int i = 0;
#ifdef DOWN
    for (i = 9; i > 0; i--)
#else
    while (i < 5 && i >= 0) // loop: check
#endif
    {
        i++;
    }
    return i;
}

static int counters(void) {
    int s = 0;
    while (s < __LINE__) s++; // tree loop: check; pre loop: strip
    return s * 10 + __COUNTER__ + __COUNTER__ + (int)sizeof(__func__);
}

#define OPS(X) X(add, +) X(sub, -)
#define DEFINE(n, o) static int n(int k) { int s = 0; while (k) { s = s o k; k--; } return s; }
OPS(DEFINE) // loop: check; loop: check

#line 43 "preprocessor.c"
static int generated(void) {
    int n = 0;
yy:
    n++;
    if (n < 4) goto yy; // jump: check
    return n;
}

int main(void) {
    printf("%d %d %d %d %d %d\n", splitHead(), twoHeads(), counters(), add(3), sub(4), generated());
    return 0;
}

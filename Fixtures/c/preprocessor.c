// Directives inside heads and around blocks, X-macros, #line, and the values that inserted text must not shift.
// flags: -std=gnu11
// checks: >= 14
#include <assert.h>
#include <stdio.h>

#ifdef __clang__
#pragma clang diagnostic ignored "-Wunevaluated-expression" // of what a macro spells, the text alone warns
#endif

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

static int opensInOneArm(void) {
    int s = 0;
#ifndef NO_LOOP
    for (int i = 0; s < 9; i++) { // loop: check
#else
    {
#endif
        s += 2;
    }
    return s;
}

static int counters(void) {
    int s = 0;
    while (s < __LINE__) s++; // loop: bounded
    return s * 10 + __COUNTER__ + __COUNTER__ + (int)sizeof(__func__);
}

static int asserted(void) {
    int i = 0;
    while (i < 3) assert(i++ < 5); // loop: check
    return i;
}

#define OPS(X) X(add, +) X(sub, -)
#define DEFINE(n, o) static int n##_up_to(int k) { int s = 0; while (k) { s = s o k; k--; } return s; }
OPS(DEFINE) // loop: check; loop: check

/* Its places are in another file. */
#line 7 "grammar.y"
static int ofGrammar(void) {
    int n = 0;
yy:
    n++;
    if (n < 6) goto yy;
    return n;
}
#line 75 "preprocessor.c"
static int generated(void) {
    int n = 0;
yy:
    n++;
    if (n < 4) goto yy; // jump: check
    return n;
}

int main(void) {
    printf("%d %d %d %d %d ", splitHead(), twoHeads(), opensInOneArm(), counters(), asserted());
    printf("%d %d %d %d\n", add_up_to(3), sub_up_to(4), ofGrammar(), generated());
    return 0;
}

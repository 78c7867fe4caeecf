// What belongs to the thread is the same behind a check as before it: a variable's address that is kept over a loop,
// errno, the rounding mode.
// flags: -std=gnu11 -Wno-unknown-pragmas
// checks: >= 12
#include <errno.h>
#include <fenv.h>
#include <stdio.h>

static __thread int mine;
static _Thread_local int bound = 70;

static int kept(int n) {
    int *p = &mine;
    for (int i = 0; i < n && mine < 99; i++) (*p)++; // loop: check
    return mine;
}

static int bounded(void) {
    int s = 0;
    for (int i = 0; i < bound; i++) s += i; // loop: strip
    return s;
}

static int errors(int n) {
    errno = ERANGE;
    while (n > 3 && n < 99) n--; // loop: check
    return errno == ERANGE ? n : -1;
}

static int rounded(int n) {
    fesetround(FE_UPWARD);
    volatile float third = 1.0f;
    while (n > 3 && n < 99) n--; // loop: check
    third /= 3;
    fesetround(FE_TONEAREST);
    return third > 1.0f / 3 ? n : -1;
}

int main(void) { // entry: check
    printf("%d %d %d %d\n", kept(9), bounded(), errors(9), rounded(9));
    return 0;
}

// A longjmp goes back to where setjmp returns; the check stands behind the statement, or on each way from it.
// flags: -std=gnu11 -Wno-clobbered
// checks: >= 30
#include <setjmp.h>
#include <stdio.h>

static jmp_buf buffer;
static sigjmp_buf signals;

static int statement(void) {
    volatile int n = 0;
    setjmp(buffer); // jump: check, longjmp
    n++;
    if (n < 5) longjmp(buffer, 1);
    return n;
}

static int assigned(void) {
    volatile int n = 0, r = 0;
    r = setjmp(buffer); // jump: check, longjmp
    n += r + 1;
    if (n < 9) longjmp(buffer, 1);
    return n;
}

static int declared(void) {
    volatile int n = 0;
    int r = sigsetjmp(signals, 1); // jump: check, longjmp
    n += r + 1;
    if (n < 9) siglongjmp(signals, 1);
    return n;
}

static int bothWays(void) {
    volatile int n = 0;
    if (setjmp(buffer) == 0) { // jump: check, longjmp; jump: check, longjmp
        n = 1;
    } else
        n++;
    if (n < 6) longjmp(buffer, 1);
    return n;
}

static int oneWay(void) {
    volatile int n = 0;
    if (!setjmp(buffer)) n = 100; // jump: check, longjmp; jump: check, longjmp
    if (++n < 106) longjmp(buffer, 1);
    return n;
}

static int selected(void) {
    volatile int n = 0;
    switch (setjmp(buffer)) { // jump: check, longjmp; jump: check, longjmp; jump: check, longjmp
    case 0: n = 1; break;
    case 1:
    case 2: n += 2; break;
    }
    if (n < 9) longjmp(buffer, n & 1 ? 1 : 2);
    return n;
}

static int inLoop(int n) {
    volatile int s = 0;
    for (int i = 0; i < n; i++) { // loop: check
        if (setjmp(buffer)) continue; // jump: check, longjmp; jump: check, longjmp
        s += i;
        longjmp(buffer, 1);
    }
    return s;
}

int main(void) { // entry: check
    printf("%d %d %d %d ", statement(), assigned(), declared(), bothWays());
    printf("%d %d %d\n", oneWay(), selected(), inLoop(4));
    return 0;
}

// A pragma applies to the next loop also over a comment, and when it is spelled as an operator.
// budget: 0.2 us
// checks: >= 100
#include <stdio.h>

static int a[100];

static int comment(int n) {
    int s = 0;
#pragma GCC ivdep
    /* which nothing carries */
    // over the turns
    for (int i = 0; i < n; i++) a[i] += i; // loop: check, pragma
    _Pragma("GCC ivdep") for (int i = 0; i < n; i++) a[i] += i; // loop: check, pragma
    _Pragma("GCC ivdep")
    for (int i = 0; i < n; i++) a[i] += i; // loop: check, pragma
    for (int i = 0; i < n; i++) s += a[i]; // loop: strip
    return s;
}

int main(void) {
    printf("%d\n", comment(100));
    return 0;
}

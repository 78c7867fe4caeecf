// A check before a body without braces was written as an `if` with an `else`; where the loop is the body of an `if`,
// compilers then warn of a dangling else.
// checks: >= 3
#include <stdio.h>

static int f(int n, int m) {
    if (n) while (n > 3 && n < 99) n--; // loop: check
    if (m) while (m > 3 && m < 99) while (n++ < m--) m--; // loop: check; loop: check
    else m++;
    return n + m;
}

int main(void) {
    printf("%d\n", f(9, 7));
    return 0;
}

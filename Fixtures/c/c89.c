/* Declarations come first in C89, and the check must not come before them. */
/* flags: -std=c89 -pedantic-errors */
/* budget: 0.4 us */
/* checks: >= 15 */
#include <stdio.h>

static int recurse(int n) { /* entry: check */
    int d = n;
    return d > 0 ? recurse(d - 1) + 1 : 0;
}

static int declares(int n) {
    int i = 0;
    while (i < n) { /* loop: check */
        int d;
        d = 1;
        if (i == 2) {
            i += 2;
            continue;
        }
        i += d;
    }
    return i;
}

static int counted(int n) {
    int i, s = 0;
    for (i = 0; i < n; i++) { /* loop: strip */
        int d = i;
        s += d;
    }
    return s;
}

int main(void) {
    printf("%d %d %d\n", recurse(9), declares(8), counted(100));
    return 0;
}

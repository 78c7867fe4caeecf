// GNU C: loops inside expressions.
// flags: -std=gnu11
// checks: >= 15
#include <stdio.h>

static int inHead(void) {
    int s = 0;
    for (int i = 0; i < ({ int k = 0; while (k < 3) k++; k; }); i++) // loop: check; loop: bounded
        s += i;
    return s;
}

static int inInitializer(int n) {
    int m = ({ int k = n; while (k % 7) k++; k; }); // loop: check
    return m;
}

static int unevaluated(int n) {
    return n + (int)sizeof(({ int k = 0; while (k < n) k++; k; }));
}

static int localLabelInside(int n) {
    return ({ __label__ again; int k = 0; again: if (++k < n) goto again; k; }); // jump: check
}

static int indexInside(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the body changes the index i
        s += ({ if (i == 5) i = 8; i; });
    }
    return s;
}

int main(void) {
    printf("%d %d %d ", inHead(), inInitializer(3), unevaluated(4));
    printf("%d %d\n", localLabelInside(6), indexInside(20));
    return 0;
}

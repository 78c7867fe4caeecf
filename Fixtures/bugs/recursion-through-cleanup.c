// A cleanup function is called where its variable goes, without a call in the syntax tree, so this cycle of calls was not
// seen and had no check at an entry.
// checks: >= 9
#include <stdio.h>

static int depth;
static void again(int *n);

static int f(int n) { // entry: check
    __attribute__((cleanup(again))) int left = n;
    depth++;
    return left;
}

static void again(int *n) {
    if (*n > 0) f(*n - 1);
}

int main(void) {
    f(9);
    printf("%d\n", depth);
    return 0;
}

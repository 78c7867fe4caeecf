// What was inserted into the tree was written with `if`, `for` and `break`, of which a source may make macros: it did not
// compile any more.
#include <stdio.h>

static int conditions;

#define if(c) if (conditions++, (c))

static int f(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s ^= i; // tree loop: check, the macro if would be part of a strip; pre loop: strip
    if (s > 9) s = 9;
    return s + conditions;
}

int main(void) {
    printf("%d\n", f(100000));
    return 0;
}

// The head itself may change a bound that lies in memory.
// budget: 0.2 us
// checks: >= 40
#include <stdio.h>

struct box { int n; };

static int throughPointer(struct box *b) {
    int s = 0;
    for (int i = 0; i < b->n; i++, b->n--) s += i; // loop: check, the loop may change the bound in memory
    return s;
}

static int grows(int *n, int limit) {
    int i;
    for (i = 0; i < *n; i++, *n += i < limit) {} // loop: check, the loop may change the bound in memory
    return i;
}

int main(void) {
    struct box b = {100};
    int n = 20;
    printf("%d %d %d\n", throughPointer(&b), grows(&n, 30), b.n);
    return 0;
}

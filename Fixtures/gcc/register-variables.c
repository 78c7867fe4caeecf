// A register that is a global variable: no libclang takes it, and a task's own it is not.
// flags: -std=gnu11
#include <stdio.h>

register unsigned long kept __asm__("r15");

static int f(int n) {
    unsigned long before = kept;
    int s = 0;
    for (int i = 0; i < n; i++) s += i;
    return s + (kept != before);
}

int main(void) {
    printf("%d\n", f(90));
    return 0;
}

// checks: >= 12
#include <stdio.h>

static int machine(void) {
    static const void *t[] = {&&inc, &&dbl, &&jmp, &&halt};
    static const unsigned char p[] = {0, 1, 2, 3};
    int pc = 0, a = 0;
    goto *t[p[pc]]; // jump: check, may go anywhere
inc:
    a++;
    goto *t[p[++pc]]; // jump: check
dbl:
    a *= 2;
    goto *t[p[++pc]]; // jump: check
jmp:
    if (a < 20) pc = 0; else pc = 3;
    goto *t[p[pc]]; // jump: check
halt:
    return a;
}

int main(void) {
    printf("%d\n", machine());
    return 0;
}

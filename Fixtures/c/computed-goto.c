// checks: >= 12
#include <stdio.h>

static int machine(void) {
    static const void *t[] = {&&inc, &&dbl, &&jmp, &&halt};
    static const unsigned char p[] = {0, 1, 2, 3};
    int pc = 0, a = 0;
    goto *t[p[pc]]; // jump: none, every label it can go to has a check
inc: // jump: check, land here
    a++;
    goto *t[p[++pc]]; // jump: none, every label it can go to has a check
dbl: // jump: check, land here
    a *= 2;
    goto *t[p[++pc]]; // jump: none, every label it can go to has a check
jmp: // jump: check, land here
    if (a < 20) pc = 0; else pc = 3;
    goto *t[p[pc]]; // jump: none, every label it can go to has a check
halt: // jump: check, land here
    return a;
}

int main(void) {
    printf("%d\n", machine());
    return 0;
}

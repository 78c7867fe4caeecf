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

#define NEXT goto *table[(int)*++at]

static int dispatched(const char *at) {
    static const void *table[128] = {['+'] = &&up, ['-'] = &&down, ['.'] = &&end};
    int n = 0;
    goto *table[(int)*at]; // jump: none, every label it can go to has a check
up: // jump: check, land here
    n++;
    NEXT; // jump: none, every label it can go to has a check
down: // jump: check, land here
    n--;
    NEXT; // jump: none, every label it can go to has a check
end: // jump: check, land here
    return n;
}

int main(void) {
    printf("%d %d\n", machine(), dispatched("+++-+."));
    return 0;
}

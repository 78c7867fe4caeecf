// What gcc warns about and clang has made errors is C as it was: implicit int, undeclared functions, pointers of
// another type, a return without a value. Found in tcc's own tests.
// flags: -std=gnu99 -w -Wno-implicit-int -Wno-implicit-function-declaration -Wno-int-conversion -Wno-incompatible-pointer-types -Wno-return-type -Wno-return-mismatch
// checks: >= 3
#include <stdio.h>

static turns(n) {
    int i = 0, s = 0;
    while (i * i < n) s += i++; // loop: check
    return s;
}

static int pointers(void) {
    long value = 7;
    unsigned long *other = &value;
    int s = 0;
    while (*other) s += (*other)--; // loop: check
    return s;
}

static int nothing(int *s) {
    while (*s % 10) (*s)++; // loop: check
    return;
}

int main(void) {
    int s = turns(100);
    nothing(&s);
    printf("%d %d %d\n", s, pointers(), later(s));
    return 0;
}

int later(int n) { return n + 1; }

// K&R definitions, implicit int and implicit declarations.
// flags: -std=gnu89 -w
// checks: >= 1
#include <stdio.h>

static int sum(n, p) int n; char *p; // entry: check
{
    int s = 0;
    while (n--) s += *p++; // loop: strip
    return s > 10000 ? sum(0, p) : s;
}

g(n) { int s_ = 0; while (n--) s_++; return s_; } // loop: strip

static t;

main() {
    printf("%d %d\n", sum(3, "abc"), g(4) + t);
    return 0;
}

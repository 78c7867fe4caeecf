// The last token of a loop may be the argument of a macro; the loop itself is spelled out.
// checks: >= 3
#include <stdio.h>

#define ID(x) x
#define HALF(x) (x) / 2

static int f(int n) {
    while (n > 5) n = ID(n - 1); // tree loop: check; pre loop: strip
    while (n > 2) // loop: check
        n = 1 + ID(n) - ID(2);
    do n = ID(n + 1); while (n < ID(9)); // tree loop: check; pre loop: strip
    for (int i = 0; i < n; i++) n = HALF(n); // loop: check
    if (n) while (n < 9) n += ID(2); else n = 3; // tree loop: check; pre loop: strip
    return n;
}

int main(void) {
    printf("%d\n", f(12));
    return 0;
}

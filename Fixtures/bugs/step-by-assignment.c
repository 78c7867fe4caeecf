// `i = i + 2` is a step like `i += 2`.
// budget: 0.2 us
// checks: >= 3
#include <stdio.h>

static int twos(int n) {
    int s = 0;
    for (int i = 0; i < n; i = i + 2) s += i; // loop: strip
    for (int i = n; i > 0; i = i - 1) s += i; // loop: strip
    return s;
}

int main(void) {
    printf("%d\n", twos(301));
    return 0;
}

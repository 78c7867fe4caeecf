// Nothing may stand between the attribute and the return, nor after the call.
// compilers: clang
// checks: >= 1000
#include <stdio.h>

static int count(int n, int a) { // entry: late
    if (!n) return a;
    __attribute__((musttail)) return count(n - 1, a + 1);
}

static int inLoop(int n) { // entry: check
    while (n % 7) { // loop: check
        n--;
        if (n == 3) __attribute__((musttail)) return inLoop(n * 5);
    }
    return n;
}

int main(void) {
    printf("%d %d\n", count(1000, 0), inLoop(4));
    return 0;
}

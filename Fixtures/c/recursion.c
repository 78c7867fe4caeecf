// checks: >= 1040
#include <stdio.h>

static int direct(int n, int a) { // entry: late, can call itself
    return n == 0 ? a : direct(n - 1, a + n);
}

static int odd(int n);
static int even(int n) { // entry: late, can call itself
    return n == 0 ? 1 : odd(n - 1);
}
static int odd(int n) { return n == 0 ? 0 : even(n - 1); }

/* a -> b -> c -> a and b -> b: the check in b cuts both cycles. */
static int c3(int n);
static int b3(int n) { // entry: late
    return n <= 0 ? 0 : n % 3 ? c3(n - 1) + 1 : b3(n - 2);
}
static int a3(int n) { return b3(n - 1); }
static int c3(int n) { return a3(n); }

static int leaf(int n) { return n + 1; }

int main(void) {
    printf("%d %d %d %d\n", direct(1000, 0), even(50), a3(40), leaf(3));
    return 0;
}

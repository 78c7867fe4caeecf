// The check of an entry behind what returns at once, and where it stays at the start.
// flags: -std=gnu11
// checks: >= 40
#include <cede_check.h>
#include <stdio.h>

struct tree {
    struct tree *left, *right;
    int value;
};

static int sum(struct tree *t) { // entry: late, can call itself
    if (!t) return 0;
    return sum(t->left) + t->value + sum(t->right);
}

static int fib(int n) { // entry: late
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static int guarded(int n, int *seen) { // entry: late
    int half = n / 2;
    if (half > 50)
        return -1;
    if (n <= 0) {
        *seen += 1;
        return half;
    }
    if (n == 13) return 13;
    int rest = guarded(n - 1, seen);
    return rest + half;
}

// The check is behind `n < 0` only: what comes next calls.
static int calls_in_a_guard(int n) { // entry: late
    if (n < 0) return 0;
    if (calls_in_a_guard(n - 1)) return 1;
    return calls_in_a_guard(n - 2) + 1;
}

static int alternative(int n) { // entry: check
    if (n == 0)
        return 1;
    else
        return alternative(n - 1) + 1;
}

// Its own loop relies on the check.
static int children(int n) { // entry: check
    if (n == 0) return 1;
    int s = 0;
    for (int i = 0; i < n; i++) s += children(n - 1); // loop: none, each turn calls
    return s;
}

// A pragma names the statement behind it.
static int pragmatic(int n) { // entry: check
    if (n == 0) return 0;
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++) n -= i; // loop: bounded
    return n < 0 ? 0 : pragmatic(n - 1) + 1;
}

// Only the tree shows that something may be compiled otherwise.
static int conditional(int n) { // tree entry: check; pre entry: late
#ifdef NEVER
    if (n < 0) return 2;
#endif
    if (n == 0) return 1;
    return conditional(n - 1) + 1;
}

static int quiet(int n) { // entry: check
    if (n == 0) return 1;
    // cede:no-yield -- a test
    n--;
    return quiet(n) + 1;
}

static int labelled(int n) { // entry: late
    if (n == 0) return 1;
again:
    n--;
    if (n > 90) goto again; // jump: check
    return n <= 0 ? 1 : labelled(n) + 1;
}

#define STEP(n) explicitly((n) - 1)
static int explicitly(int n) { // entry: none, has a check
    if (n == 0) return 1;
    cede_check();
    return STEP(n) + 1;
}

static int from_macro(int n) { // tree entry: check; pre entry: late
    if (n == 0) return 1;
#define BODY(n) return from_macro((n) - 1) + 1
    BODY(n);
}

int main(void) {
    struct tree a = {0, 0, 1}, b = {0, 0, 2}, c = {&a, &b, 3};
    int seen = 0, total = 0;
    for (int i = 0; i < 5; i++) total += sum(&c); // loop: bounded
    printf("%d %d %d %d %d\n", total, fib(10), guarded(30, &seen), seen, calls_in_a_guard(7));
    printf("%d %d %d %d\n", alternative(9), children(4), pragmatic(9), conditional(9));
    printf("%d %d %d %d\n", quiet(5), labelled(95), explicitly(6), from_macro(8));
    return 0;
}

// Macros that make loops: the preprocessed carrier sees plain loops; in the tree a check stands where a loop is spelled,
// in the definition or among the arguments, and what can't be reached is told.
// checks: >= 1
// flags: -std=gnu11
#include <stdio.h>

#ifdef __clang__
#pragma clang diagnostic ignored "-Wunevaluated-expression" // of what a macro spells, the text alone warns
#endif

#define ZERO(a, n) for (int i_ = 0; i_ < (n); i_++) (a)[i_] = 0
#define FOREACH(i, n) for (int i = 0; i < (n); i++)
#define BUMP s++;
#define BUMP2 { s += 2; }
#define BEGIN {
#define END }
#define LOOP while (1)
#define SWAP(a, b) do { int t_ = a; a = b; b = t_; } while (0)
#define CHECKED(stmt) do { stmt; } while (0)
#define AGAIN(label) goto label
#define SUM(n) ({ int s_ = 0; for (int i = 0; i < (n); i++) s_ += i; s_; })
#define until(c) while (!(c))
#define NOP (void)0
#define NOTHING

static int whole(int *a, int n) {
    if (a[0]) ZERO(a, n); // tree loop: check, a macro spells it; pre loop: strip
    else a[1] = 9;
    return a[1] + 7;
}

static int head(int n) {
    int s = 0;
    FOREACH(i, n) s += i; // tree loop: check, a macro spells it; pre loop: strip
    return s;
}

static int body(void) {
    int s = 0;
    while (s < 4) BUMP // tree loop: check; pre loop: bounded
    while (s < 9) BUMP2 // tree loop: check; pre loop: bounded
    return s;
}

static int braces(void) {
    int n = 0;
    LOOP BEGIN // loop: check
        n++;
        if (n > 5) break;
    END
    return n;
}

static int notLoops(int n) {
    int x = 1, y = 2;
    for (int i = 0; i < n; i++) SWAP(x, y); // tree loop: check; pre loop: strip
    return x * 10 + y;
}

static int argument(int n) {
    int s = 0;
    CHECKED(for (int i = 0; i < n; i++) s += i); // tree loop: check, a macro spells it; pre loop: strip
    s += (int)sizeof(SUM(3));
    return s + SUM(n); // tree loop: check, a macro spells it; pre loop: strip
}

static int empty(int n) {
    for (; n * n > 50; n--) NOP; // loop: check
    while (--n > 3) NOTHING; // loop: strip
    return n;
}

static int jumps(int n) {
top:
    if (n-- > 3) AGAIN(top); // jump: check
    until (n <= 0) n--; // loop: check
    return n;
}

int main(void) {
    int a[4] = {1, 2, 3, 4};
    printf("%d %d %d %d ", whole(a, 4), head(5), body(), braces());
    printf("%d %d %d %d\n", notLoops(5), argument(6), empty(12), jumps(6));
    return 0;
}

// An assignment that a macro spells is an assignment.
// budget: 0.2 us
// checks: >= 50
#include <stdio.h>

#define SET(x, v) ((x) = (v))
#define NEXT(x) x++
#define BACK(x) --(x)
#define ADD(x, v) x += v
#define ADDRESS(x) &x
#define SKIP i = i + 1

static void add(int *p) { *p += 1; }

static int index(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { if (i == 5) SET(i, 20); s += i; } // loop: check, index i
    for (int i = 0; i < n; i++) { if (i == 5) NEXT(i); s += i; } // tree loop: check, the address of i; pre loop: check, index i
    for (int i = 0; i < n; i++) { if (i == 5) ADD(i, 3); s += i; } // loop: check, index i
    for (int i = n; i > 0; i--) { if (i == 5) BACK(i); s += i; } // tree loop: check, the address of i; pre loop: check, index i
    for (int i = 0; i < n; i++) { if (i == 5) SKIP; s += i; } // loop: check, index i
    for (int i = 0; i < n; i++) { if (i == 5) add(ADDRESS(i)); s += i; } // loop: check, address of i
    return s;
}

static int bound(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { if (i == 5) BACK(n); s += i; } // tree loop: check, change the bound; pre loop: check, changes its bound
    for (int i = 0; i < n; i++) { if (i == 5) SET(n, 9); s += i; } // loop: check, changes its bound
    return s;
}

#define STORE(p, v) *p = v

static int memory(int *n) {
    int s = 0;
    for (int i = 0; i < *n; i++) { if (i == 5) STORE(n, 9); s += i; } // loop: check, in memory
    return s;
}

int main(void) {
    int n = 30;
    printf("%d %d %d\n", index(40), bound(40), memory(&n));
    return 0;
}

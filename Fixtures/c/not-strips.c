// Loops that look counted and are not: something other than the head moves the index or the bound.
// budget: 0.4 us
// checks: >= 100
#include <stdio.h>

struct box { int n; int v[64]; };
static int global = 40;
static struct box shared = {40, {0}};
static volatile int port = 40;

static int indexChanged(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the body changes the index i
        if (i % 5 == 0) i++;
        s += i;
    }
    return s;
}

static int indexAssigned(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the body changes the index i
        s += i;
        if (s == 10) i = 20;
    }
    return s;
}

static void bump(int *p) { *p += 1; }

static int addressTaken(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the address of i is taken
        bump(&i);
        s += i;
    }
    return s;
}

static int boundChanged(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the loop changes its bound
        if (i == 7) n--;
        s += i;
    }
    return s;
}

static int boundStepped(int n) {
    int s = 0;
    for (int i = 0; i < n; i++, n--) s += i; // loop: check, constant step of one variable
    for (int i = 0, m = n + 20; i < m + 0; i++, s += m--) s += i; // loop: check, the loop changes its bound
    return s;
}

static int volatileIndex(int n) {
    int s = 0;
    for (volatile int i = 0; i < n; i++) s += i; // loop: check, volatile
    return s;
}

static int volatileBound(void) {
    int s = 0;
    for (int i = 0; i < port; i++) s += i; // loop: check, volatile
    return s;
}

static int globalIndex(void) {
    static int i;
    int s = 0;
    for (i = 0; i < 40; i++) s += i; // loop: check, no automatic variable
    for (global = 0; global < 40; global++) s += i; // loop: check, no automatic variable
    return s;
}

static int globalBoundWritten(void) {
    int s = 0;
    for (int i = 0; i < global; i++) { // loop: check, changes its bound
        s += i;
        global -= i & 1;
    }
    return s;
}

static int boundBehindPointer(struct box *b, int *other) {
    int s = 0;
    for (int i = 0; i < b->n; i++) s += b->v[i]; // loop: strip
    for (int i = 0; i < b->n; i++) other[i % 4] = i; // loop: check, the loop may change the bound in memory
    for (int i = 0; i < b->n; i++) bump(other); // loop: check, the loop may change the bound in memory
    return s;
}

static int localBoundExposed(int *out) {
    int n = 30, s = 0;
    int *p = &n;
    for (int i = 0; i < n; i++) { // loop: check, the loop may change the bound in memory
        *p -= 1;
        s += i;
    }
    *out = n;
    return s;
}

static int boundIsCall(int n) {
    int s = 0;
    for (int i = 0; i < printf("."); i++) s += n; // loop: check, cost is not known (printf)
    return s;
}

static int boundHasEffect(int n) {
    int s = 0;
    for (int i = 0; i < n--; i++) s += i; // loop: check, the loop changes its bound
    return s;
}

static int twoConditions(int n) {
    int s = 0;
    for (int i = 0; i < n && s < 90; i++) s += i; // loop: check, no plain comparison
    return s;
}

static int geometric(int n) {
    int s = 0;
    for (int i = 1; i < n; i *= 2) s += i; // loop: check
    for (int i = n; i; i--) s += i; // loop: check, no plain comparison
    for (int i = 0; i < n; i += s) s += 1; // loop: check
    return s;
}

static int steppedTwice(int n) {
    int s = 0;
    for (int i = 0; i < n; i++, i++) s += i; // loop: check
    return s;
}

static int leapsBound(int n) {
    int s = 0;
    for (int i = 0; i != n; i += 2) s += i; // loop: check, walk towards the bound step by step
    return s;
}

static int wrongWay(int n) {
    int s = 0;
    for (int i = 0; i < n; i--) { // loop: check, walk towards the bound
        if (++s > 20) break;
    }
    return s;
}

static int asmWrites(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, the address of i is taken
        __asm__("" : "+r"(i));
        s += i;
    }
    return s;
}

int main(void) {
    int word[4] = {0}, out;
    printf("%d %d %d %d %d ", indexChanged(40), indexAssigned(40), addressTaken(40), boundChanged(40), boundStepped(40));
    printf("%d %d %d %d ", volatileIndex(40), volatileBound(), globalIndex(), globalBoundWritten());
    printf("%d ", boundBehindPointer(&shared, word));
    printf("%d ", localBoundExposed(&out));
    printf("%d %d %d %d %d ", boundIsCall(3), boundHasEffect(30), twoConditions(40), geometric(30), steppedTwice(40));
    printf("%d %d %d %d\n", leapsBound(40), wrongWay(4), asmWrites(40), out);
    return 0;
}

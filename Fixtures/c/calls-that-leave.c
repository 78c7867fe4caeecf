// What code outside this file may do: call back whatever it can name.
// checks: >= 17
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int entryPoint(int n);

/* It calls out, and the callee can name it. */
int entryPoint(int n) { // entry: check, calls out of this file (srand)
    srand((unsigned)n);
    return n;
}

/* Nobody outside can name it: no cycle can begin here. */
static int onlyHere(int n) {
    srand((unsigned)n);
    return n;
}

/* The C library's common functions call nobody. */
int usesLibrary(const char *s, int n) {
    return (int)strlen(s) + (int)sqrt((double)n);
}

static int opaqueTurns(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: check, cost is not known (srand)
        srand((unsigned)i), s += i;
    return s;
}

static int lengthDependent(const char *s, int n) {
    int k = 0;
    for (int i = 0; i < n; i++) k += (int)strlen(s); // loop: check, cost is not known (strlen)
    return k;
}

static int knownSmall(int n) {
    double s = 0;
    for (int i = 0; i < n; i++) s += floor(i / 2.0); // loop: strip
    return (int)s;
}

/* The file's own function of a known name is what counts. */
static int abs2(int n) {
    while (n > 9) n -= n / 2; // loop: check
    return n;
}

static int callsOwn(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += abs2(i); // loop: strip
    return s;
}

/* Calls that take long by themselves are none of this file's loops. */
static int largeCopies(void) {
    static struct { char bytes[1 << 20]; } a, b, c;
    memset(&a, 1, sizeof a);
    memcpy(&b, &a, sizeof a);
    c = b;
    return c.bytes[77] + !memcmp(&a, &c, sizeof a);
}

int main(void) { // entry: check, may call back
    printf("%d %d %d %d ", entryPoint(3), onlyHere(4), usesLibrary("abc", 16), largeCopies());
    printf("%d %d %d %d\n", opaqueTurns(9), lengthDependent("abcd", 8), knownSmall(10), callsOwn(12));
    return 0;
}

// Loops whose turns are known: left alone where all of them are short, else cut.
// checks: >= 3
#include <stdio.h>

static int v[100000];

static int few(void) {
    int s = 0;
    for (int i = 0; i < 16; i++) s += v[i]; // loop: bounded, at most 16 turns
    for (int i = 15; i >= 0; i--) s += v[i]; // loop: bounded, at most 16 turns
    for (int i = 0; i < 16; i += 5) s += v[i]; // loop: bounded, at most 4 turns
    for (int i = 10; i < 5; i++) s += v[i]; // loop: bounded, at most 0 turns
    for (int i = 3; i != 9; i++) s += v[i]; // loop: bounded, at most 6 turns
    for (unsigned i = 10; i > 1; i -= 2) s += v[i]; // loop: bounded, at most 5 turns
    for (int i = 0; i < (int)sizeof(int); i++) s += v[i]; // loop: bounded, at most 4 turns
    return s;
}

static int many(void) {
    int s = 0;
    for (int i = 0; i < 100000; i++) s += v[i]; // loop: strip
    return s;
}

static int product(void) {
    int s = 0;
    for (int i = 0; i < 8; i++) // loop: bounded, at most 8 turns
        for (int j = 0; j < 8; j++) // loop: bounded, at most 8 turns
            s += i * j;
    return s;
}

static int largeProduct(void) {
    int s = 0;
    for (int i = 0; i < 1000; i++) // loop: strip
        for (int j = 0; j < 100; j++) // loop: bounded, at most 100 turns
            s += i ^ j;
    return s;
}

/* The index is changed: nothing is known, though start and bound are constants. */
static int changed(void) {
    int s = 0;
    for (int i = 0; i < 4; i++) { // loop: check
        if (s++ < 50) i = 0;
    }
    return s;
}

static int heavy(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: check, long enough for a check of its own
        for (int j = 0; j < 1000; j++) // loop: bounded, at most 1000 turns
            s += i ^ j;
    return s;
}

int main(void) {
    for (int i = 0; i < 100000; i++) v[i] = i & 7; // loop: strip
    printf("%d %d %d %d %d %d\n", few(), many(), product(), largeProduct(), changed(), heavy(5));
    return 0;
}

// Loops that are short by what their index and bound can be, and those that only look so.
#include <stdint.h>
#include <stdio.h>

struct parts {
    unsigned few : 3;
    int some : 5;
    uint8_t bytes;
    int16_t words;
    int any;
};

static int sequence(const uint8_t *at) {
    int seen = 0;
    int more = *at < 0x80 ? 0 : *at >> 5 == 6 ? 1 : *at >> 4 == 14 ? 2 : 3;
    for (; more > 0; more--) seen += *++at >> 6 == 2; // loop: bounded, 3 turns
    return seen;
}

static int masks(unsigned n, int m) {
    int s = 0;
    for (unsigned i = 0; i < (n & 15); i++) s += (int)i;   // loop: bounded, 15 turns
    for (int i = 0; i < m % 7; i++) s += i;                // loop: bounded, 6 turns
    for (unsigned i = n >> 27; i > 0; i--) s ^= (int)i;    // loop: bounded, 31 turns
    int k = m & 3, up = k * 2 + 1;
    for (int i = k; i <= up; i += 2) s += i;               // loop: bounded, 4 turns
    for (int i = 0; i < (m > 5) + 1; i++) s++;             // loop: bounded, 2 turns
    return s;
}

static int members(const struct parts *p, uint8_t left) {
    int s = 0;
    for (int i = 0; i < p->few; i++) s += i;      // loop: bounded, 7 turns
    for (int i = 0; i < p->some; i++) s += i;     // loop: bounded, 15 turns
    for (int i = 0; i < p->bytes; i++) s += i;    // loop: bounded, 255 turns
    for (int i = 0; i < p->words; i++) s += i;    // loop: strip
    for (int i = 0; i < p->any; i++) s += i;      // loop: strip
    for (; left > 0; left--) s++;                 // loop: bounded, 255 turns
    return s;
}

// What the loop itself does leads towards its end, and what is assigned anywhere counts.
static int again(int n) {
    int s = 0, left = 9;
    for (int round = 0; round < n; round++) {     // loop: strip
        for (; left > 0; left--) s++;             // loop: bounded, 12 turns
        if (round % 2 == 0) left = 12;
    }
    return s;
}

static int grows(int n) {
    int s = 0, left = 2;
    for (int round = 0; round < n; round++) {     // loop: check
        left += 3;
        for (; left > 0; left--) s++;             // loop: strip
    }
    return s;
}

static void fill(int *p) { *p = 100; }
static int given(void) {
    int s = 0, n = 3;
    fill(&n);
    for (int i = 0; i < n; i++) s++;              // loop: strip
    return s;
}

// A negative number is large where it is compared without a sign, and an index may step over the end of its type.
static unsigned mixed(int m) {
    unsigned s = 0;
    for (int i = m % 4; i > 0u; i -= 2) { if (++s > 9) break; } // loop: strip
    for (uint8_t i = 250; i <= (m & 255); i++) { if (++s > 600) break; } // loop: check
    for (int i = 3; i > 0u; i -= 2) { if (++s > 700) break; } // loop: strip
    return s;
}

// As wide as can be.
static long wide(long n, unsigned long m) {
    long s = 0;
    for (long i = n; i < 9; i++) s += i;          // loop: strip
    for (unsigned long i = m; i > 0; i--) s++;    // loop: strip
    return s;
}

static int from_outside(int n) {
    static int left = 4;
    int s = 0, k;
    for (; left > 0; left--) s++;                 // loop: check
    left = n;
    if (n > 3) k = 5; else k = n;
    for (int i = 0; i < k; i++) s += i;           // loop: strip
    return s;
}

int main(void) {
    struct parts p = {5, 11, 200, 300, 400};
    const uint8_t text[] = {0xf0, 0x90, 0x80, 0x80, 0};
    printf("%d %d %d %d\n", sequence(text), sequence(text + 4), masks(0xfffffff9u, 20), masks(3, -20));
    printf("%d %d %d %d %u\n", members(&p, 77), again(5), grows(6), given(), mixed(6));
    printf("%ld %d %d\n", wide(-70, 99), from_outside(3), from_outside(50));
    return 0;
}

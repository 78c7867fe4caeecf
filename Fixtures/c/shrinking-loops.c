// Loops over the digits or the bits of a number, and what only looks like one.
#include <stdint.h>
#include <stdio.h>

static int digits(int n, char *out) {
    char *at = out + 20, *end = at;
    *at = 0;
    do { *--at = (char)('0' + (n % 10 < 0 ? -(n % 10) : n % 10)); } while (n /= 10); // loop: bounded, at most 12 turns
    for (char *from = at; (*out++ = *from++);) { } // loop: check
    return (int)(end - at);
}

static int bits(uint64_t x, uint8_t small) {
    int s = 0;
    while (x) { s += x & 1; x >>= 1; }          // loop: bounded, at most 66 turns
    for (x = 77; x != 0; x = x / 3) s++;        // loop: bounded, at most 66 turns
    while (small > 1 && s < 1000) { small = small >> 2; s++; } // loop: bounded, at most 6 turns
    for (unsigned v = (unsigned)s; v >= 0x80; v >>= 7) s += (int)(v & 0x7f); // loop: bounded, at most 6 turns
    return s;
}

static int heights(int n) {
    int s = 0;
    for (int i = n; i > 0; i = i / 2) { if (s & 1) continue; s += 3; } // loop: bounded, at most 34 turns
    while ((n >>= 1) > 0) s++;                  // loop: bounded, at most 34 turns
    return s;
}

static int negative(int n) {
    int s = 0;
    while (n) { n >>= 1; if (++s > 100) break; } // loop: check
    return s;
}

static int grows(unsigned n) {
    int s = 0;
    while (n > 1) { // loop: check
        if (n & 1) n = 3 * n + 1;
        n /= 2;
        s++;
    }
    return s;
}

static int passed(unsigned n) {
    int s = 0;
    while (n) { // loop: check
        if (++s % 3) continue;
        n /= 2;
    }
    unsigned k = 7;
    while (k) { // loop: check
        if (++s % 2) k >>= 1;
    }
    return s;
}

static void change(unsigned *n) { if (*n == 3) *n = 300; }
static int given(unsigned n) {
    int s = 0;
    while (n) { // loop: check
        n /= 2;
        if (++s < 30) change(&n);
    }
    return s;
}

static int times(int n) {
    int s = 0;
    for (unsigned i = 1; i < (unsigned)n; i *= 2) s++; // loop: check
    return s;
}

int main(void) {
    char text[32], other[32];
    int n = digits(-2147483647 - 1, text), m = digits(0, other);
    printf("%d %s %d %s\n", n, text, m, other);
    printf("%d %d %d %d\n", bits(~0ull, 255), heights(1 << 30), negative(-5), negative(9));
    printf("%d %d %d %d\n", grows(27), passed(9), given(9), times(1000));
    return 0;
}

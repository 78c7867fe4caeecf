// Loops that step their index where they test it, loops that test behind their body, and sums of the index.
// budget: 0.4 us
// checks: >= 40
#include <stdio.h>

static int v[400];

static int countdown(unsigned n) {
    int s = 0;
    while (n--) // loop: strip
        s += v[n];
    return s * 10 + (n == ~0u);
}

static long signedCountdown(int n) {
    unsigned long s = 0;
    while (n-- > 0) { // loop: strip
        if (n % 7 == 3)
            continue;
        s = s * 3 + (unsigned long)n;
    }
    return (long)(s >> 8) * 10 + n;
}

static long ahead(int n) {
    unsigned long s = 0;
    while (--n >= 0) // loop: strip
        s = s * 5 + (unsigned long)v[n];
    for (n = 3; ++n < 200;) // loop: strip
        s += (unsigned long)n;
    for (n = 3; 190 > n++; s--) // loop: strip
        s ^= (unsigned long)n;
    return (long)(s >> 8) + n;
}

static int leaves(int n, int at) {
    while (n--) { // loop: strip
        if (v[n] == at)
            break;
        if (v[n] == -at)
            return -n;
    }
    return n;
}

static long behind(int n) {
    unsigned long s = 0;
    int i = 0;
    do { // loop: strip
        s += (unsigned long)v[i];
        i++;
    } while (i < n);
    do s = s * 3 + (unsigned long)i; while (--i); // loop: strip
    do { // loop: strip
        if (s & 1)
            continue;
        s -= (unsigned long)i;
    } while (i++ <= n);
    return (long)(s >> 8) + i;
}

static int breaks(int i, int n) {
    do { // loop: strip
        if (v[i] == 77)
            break;
    } while (++i < n);
    return i;
}

static unsigned turnsRound(unsigned i, unsigned n) {
    unsigned turns = 0;
    do { // loop: strip
        if (++turns == 300)
            break;
    } while (--i != n);
    do { // loop: check, begin at its bound
        i++;
        turns++;
    } while (i != n + 90);
    do { // loop: strip
        turns++;
        i += 3;
    } while (i <= n + 500);
    i = ~0u;
    do { // loop: strip
        turns++;
        i++;
    } while (i < n);
    return turns * 31 + i;
}

static int pointers(const int *p, const int *end) {
    unsigned s = 0;
    do s = s * 3 + (unsigned)*p; while (++p < end); // loop: strip
    while (p-- > v + 3) s ^= (unsigned)*p; // loop: strip
    for (p = v; p + 4 <= end; p += 4) // loop: strip
        s += (unsigned)(p[0] - p[1] + p[2] - p[3]);
    return (int)(s >> 2) + (int)(p - v);
}

static unsigned sums(unsigned n) {
    unsigned s = 0, i;
    for (i = 0; i + 2 < n; i += 3) // loop: strip
        s = s * 5 + (unsigned)(v[i] + v[i + 2]);
    for (i += 4; i - 1 > 3;) { // loop: strip
        s ^= i;
        i--;
    }
    for (int k = 0; k - 2 <= (int)n; k++) // loop: strip
        s += (unsigned)k;
    return s + i;
}

static int others(int n, long m, unsigned char c) {
    int s = 0;
    while (n--) // loop: check, more than once
        s += n ? n-- : 0;
    while (m-- > n) // loop: check, the loop changes its bound
        n -= (int)(m & 1) * 4 - 3;
    for (int k = 0; k + 2L < m + 90; k++) // loop: check, another type
        s++;
    while (c--) // loop: check
        s++;
    for (short k = 0; k + 2L < 90; k++) // loop: check, another type
        s++;
    return s;
}

/* A block as macros spell it runs once. */
#define TAKE do { if (!left) return -1; left--; bits += 8; } while (0)
static int needs(int left, unsigned bits) {
    while (bits < 24) // tree loop: check, its body does not step; pre loop: bounded
        TAKE;
    return left * 100 + (int)bits;
}

int main(void) {
    for (int i = 0; i < 400; i++) // loop: check
        v[i] = (i * 37 + 11) % 101;
    for (unsigned n = 0; n < 300; n = n * 2 + 1) // loop: check
        printf("%d %ld %ld\n", countdown(n), signedCountdown((int)n), n ? ahead((int)n) : ahead(-3));
    printf("%ld %d %d\n", signedCountdown(-5), leaves(380, 77), leaves(380, -14));
    printf("%ld %ld %ld\n", behind(0), behind(1), behind(390));
    printf("%d %d %d %d\n", breaks(0, 390), breaks(7, 3), breaks(399, 0), breaks(100, 390));
    printf("%u %u %u\n", turnsRound(200, 10), turnsRound(3, 900), turnsRound(0, 0));
    printf("%d %d\n", pointers(v, v + 400), pointers(v + 4, v + 3));
    printf("%u %u %u\n", sums(0), sums(1), sums(390));
    printf("%d %d %d\n", others(7, 90, 33), needs(9, 0), needs(1, 3));
    return 0;
}

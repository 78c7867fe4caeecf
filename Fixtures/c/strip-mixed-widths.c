// Index and bound of different types.
// budget: 0.4 us
// checks: >= 30
#include <stddef.h>
#include <stdio.h>

static long intIndexLongBound(long n) {
    long s = 0;
    for (int i = 0; i < n; i++) s += i; // loop: strip
    return s;
}

static long intIndexSizeBound(size_t n) {
    long s = 0;
    for (int i = 0; (size_t)i < n; i++) s += i; // loop: check, does not compare i itself
    return s;
}

#pragma GCC diagnostic ignored "-Wsign-compare"
static long intIndexUnsignedBound(unsigned n, int start) {
    long s = 0;
    for (int i = start; i < n; i++) s += i; // loop: strip
    return s;
}

static long intIndexUlongBound(unsigned long n, int start) {
    long s = 0;
    for (int i = start; i < n; i += 2) s += i; // loop: strip
    return s;
}

static long intDownUnsigned(unsigned n, int start) {
    long s = 0;
    for (int i = start; i > n; i -= 3) { // loop: strip
        s += i;
        if (i < -100) break;
    }
    return s;
}

/* An unsigned index may wrap before it reaches a wider bound. */
static long unsignedIndexLongBound(long n) {
    long s = 0;
    for (unsigned i = 0; i < n; i++) s += i; // loop: check, may wrap round
    return s;
}

static long longIndexIntBound(int n) {
    long s = 0;
    for (long i = -5; i <= n; i++) s += i; // loop: strip
    return s;
}

static long longIndexCharBound(signed char n) {
    long s = 0;
    for (long i = 200; i >= n; i--) s += i; // loop: strip
    return s;
}

static long unsignedIndexSignedExpression(int n) {
    long s = 0;
    for (unsigned i = 0; i < n * 2 + 1; i++) s += i; // loop: strip
    return s;
}

enum colour { red, green = 400 };

static long enumBound(enum colour c) {
    long s = 0;
    for (int i = 0; i < green; i++) s += i; // loop: strip
    for (int i = 0; i < c; i++) s += i; // loop: strip
    return s;
}

static int floatBound(double d) {
    int s = 0;
    for (int i = 0; i < d; i++) s += i; // loop: check, neither integers nor pointers
    return s;
}

int main(void) {
    printf("%ld %ld %ld %ld ", intIndexLongBound(200), intIndexSizeBound(90), intIndexUnsignedBound(100, 3),
        intIndexUnsignedBound(100, -3));
    printf("%ld %ld %ld ", intIndexUlongBound(301, 0), intIndexUlongBound(301, -1), intDownUnsigned(10, 200));
    printf("%ld %ld %ld ", intDownUnsigned(0, 100), unsignedIndexLongBound(50), longIndexIntBound(300));
    printf("%ld %ld %ld %d\n", longIndexCharBound(-100), unsignedIndexSignedExpression(70), enumBound(red + 77),
        floatBound(30.5));
    return 0;
}

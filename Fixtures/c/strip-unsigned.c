// Unsigned indices: they may wrap round past the bound, and the strip must run the very same turns.
// budget: 0.4 us
// checks: >= 40
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static unsigned less(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i < n; i++) s += i; // loop: strip
    return s;
}

static unsigned lessEqual(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i <= n; i++) s += i; // loop: strip
    return s;
}

static size_t down(size_t n) {
    size_t s = 0;
    for (size_t i = n; i > 0; i--) s += i; // loop: strip
    return s;
}

static size_t downInclusive(size_t n) {
    size_t s = 0;
    for (size_t i = n; i >= 1; i--) s += i; // loop: strip
    return s;
}

/* Stops only because it wraps: 4294967295 is past the bound. */
static unsigned wrapsDown(unsigned n) {
    unsigned s = 0, i;
    for (i = n; i <= n; i--) s += i; // loop: check, does not walk towards
    return s + i;
}

static unsigned stride(unsigned n) {
    unsigned s = 0, i;
    for (i = 1; i < n; i += 3) s += i; // loop: strip
    return s * 3 + i;
}

/* The last step leaps over the bound and wraps round: it goes on from a small value. */
static unsigned leapsOver(unsigned start, unsigned n) {
    unsigned s = 0, turns = 0;
    for (unsigned i = start; i < n; i += 7) { // loop: strip
        s ^= i;
        if (++turns == 1000) break;
    }
    return s + turns;
}

static unsigned leapsUnder(unsigned n) {
    unsigned s = 0, turns = 0;
    for (unsigned i = n; i > 1; i -= 5) { // loop: strip
        s ^= i;
        if (++turns == 1000) break;
    }
    return s + turns;
}

static uint64_t wide(uint64_t n) {
    uint64_t s = 0;
    for (uint64_t i = 0; i != n; i++) s += i; // loop: strip
    for (uint64_t i = UINT64_C(18446744073709551615) - n; i < 18446744073709551615u; i++) s ^= i; // tree loop: strip; pre loop: strip
    return s;
}

static unsigned largeBound(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 4294967295u - n; i < 4294967295u; i++) s ^= i; // loop: strip
    for (unsigned i = 4294967295u - n; i != 0; i++) s ^= i; // loop: strip
    return s;
}

static unsigned hexBound(void) {
    unsigned s = 0;
    for (unsigned i = 0; i < 0x100u; i++) s += i; // loop: strip
    return s;
}

int main(void) {
    printf("%u %u %zu %zu %u ", less(500), lessEqual(499), down(400), downInclusive(301), wrapsDown(60));
    printf("%u %u %u ", stride(400), leapsOver(4294967000u, 4294967294u), leapsUnder(3000));
    printf("%llu %u %u\n", (unsigned long long)wide(300), largeBound(256), hexBound());
    return 0;
}

// Steps that are a variable of 1 or more, which the loop leaves alone.
// budget: 2 us
// checks: >= 20
#include <limits.h>
#include <stdio.h>
#include <string.h>

static int primes(unsigned char *composite, int n) {
    int count = 0;
    memset(composite, 0, (size_t)n + 1);
    for (int i = 2; i <= n; i++) { // loop: check
        if (composite[i])
            continue;
        count++;
        for (long j = (long)i * i; j <= n; j += i) // loop: strip
            composite[j] = 1;
    }
    return count;
}

static unsigned towardsTheEnd(int from, int to, int which) {
    unsigned s = 0;
    int step = which ? 1000003 : 7;
    for (int i = from; i < to - 2 * step; i += step) // loop: strip
        s = s * 3 + (unsigned)i;
    int j = from;
    while (j <= to - 2 * step) { // loop: strip
        s = s * 5 + (unsigned)j;
        j += step;
    }
    return s * 100 + (unsigned)j;
}

static unsigned towardsTheBeginning(const short *v, long n, int which) {
    unsigned s = 0;
    long step = which ? 3 : 1;
    for (long i = n - 1; i >= 0; i -= step) // loop: strip
        s = s * 3 + (unsigned)v[i];
    const short *at = v + n;
    do { // loop: strip
        at -= step;
        s = s * 7 + (unsigned)*at;
    } while (at > v + 3);
    return s * 100 + (unsigned)(at - v);
}

// As long as makes of a strip one turn, or fewer.
static unsigned far(long to, int which) {
    unsigned s = 0;
    long step = which ? 1L << 62 : 1L << 51;
    for (long i = 0; i < to; i += step) // loop: strip
        s = s * 3 + (unsigned)(i >> 40);
    return s;
}

static unsigned leaves(const short *v, int n) {
    unsigned s = 0;
    int step = 2, i;
    step++;
    for (i = 0; i < n; i += step) { // loop: strip
        if (v[i] == 700)
            break;
        if (v[i] & 1)
            continue;
        s += (unsigned)v[i];
    }
    return s * 100 + (unsigned)i;
}

// A step that may be none, or go round, or change.
static unsigned anyStep(const short *v, int n, int step, unsigned *unsignedSum) {
    unsigned s = 0;
    for (int i = 0; i < n; i += step) // loop: check
        s += (unsigned)v[i];
    unsigned three = 3;
    for (unsigned i = 0; i < (unsigned)n; i += three) // loop: check
        s += (unsigned)v[i];
    for (int i = 0; i < n; i += three) // loop: check
        s += (unsigned)v[i];
    int falling = 5;
    for (int i = 0; i < n; i += falling) { // loop: check
        s += (unsigned)v[i];
        if (falling > 1)
            falling--;
    }
    int growing = 1;
    for (int i = 0; i < n; i += growing) { // loop: check
        s += (unsigned)v[i];
        growing += 2;
    }
    long wide = 3;
    for (int i = 0; i < n; i += wide) // loop: check
        s += (unsigned)v[i];
    *unsignedSum = s;
    return s;
}

int main(void) {
    static unsigned char composite[60001];
    static short v[9000];
    unsigned sum;
    for (int i = 0; i < 9000; i++) // loop: strip
        v[i] = (short)((i * 7919) % 699);
    v[8999] = 700;
    printf("%d\n", primes(composite, 60000));
    printf("%u %u\n", towardsTheEnd(0, 100000, 0), towardsTheEnd(INT_MIN, INT_MAX, 1));
    printf("%u %u\n", towardsTheEnd(50, 40, 0), towardsTheEnd(3, 17, 0));
    printf("%u %u\n", towardsTheBeginning(v, 9000, 0), towardsTheBeginning(v, 9000, 1));
    printf("%u %u\n", far(LONG_MAX - (1L << 62), 1), far(LONG_MAX - (1L << 51), 0));
    printf("%u\n", leaves(v, 9000));
    printf("%u\n", anyStep(v, 9000, 2, &sum));
    return 0;
}

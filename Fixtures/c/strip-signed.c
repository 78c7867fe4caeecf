// Every relation, direction and stride over signed indices; strips are a few turns long here.
// budget: 0.4 us
// checks: >= 40
#include <limits.h>
#include <stdio.h>

static int a[512];

static int less(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += a[i]; // loop: strip, counted loop
    return s;
}

static int lessEqual(int n) {
    int s = 0;
    for (int i = 1; i <= n; ++i) s += a[i]; // loop: strip
    return s;
}

static int notEqual(int n) {
    int s = 0;
    for (int i = 0; i != n; i++) s += a[i]; // loop: strip
    return s;
}

static int greater(int n) {
    int s = 0;
    for (int i = n; i > 0; i--) s += a[i] * i; // loop: strip
    return s;
}

static int greaterEqual(int n) {
    int s = 0;
    for (int i = n - 1; i >= 0; --i) s += a[i] ^ i; // loop: strip
    return s;
}

static int downNotEqual(int n) {
    int s = 0;
    for (int i = n; i != 0; i -= 1) s += a[i]; // loop: strip
    return s;
}

static int strideThree(int n) {
    int s = 0, i;
    for (i = 0; i < n; i += 3) s += a[i]; // loop: strip
    return s * 1000 + i;
}

static int strideDown(int n) {
    int s = 0, i;
    for (i = n; i >= 2; i -= 7) s += a[i]; // loop: strip
    return s * 1000 + i;
}

static int mirrored(int n) {
    int s = 0;
    for (int i = 0; n > i; i++) s += a[i]; // loop: strip
    return s;
}

static int negativeStep(int n) {
    int s = 0;
    for (int i = n; i > 0; i += -2) s += a[i]; // loop: strip
    return s;
}

static int inParentheses(int n) {
    int s = 0;
    for (int i = 0; ((i) < (n)); (i++)) s += a[i]; // loop: strip
    return s;
}

static int nearTheEdges(int n) {
    int s = 0, i;
    for (i = INT_MAX - 100; i < INT_MAX; i++) s ^= i; // tree loop: check, cut into strips; pre loop: strip
    for (i = INT_MIN + n; i > INT_MIN; i--) s ^= i; // tree loop: check, macro; pre loop: strip
    for (i = 2147483647 - n; i < 2147483647; i++) s ^= i; // loop: strip
    for (i = -2147483647 + n; i >= -2147483647; i--) s ^= i; // loop: strip
    for (i = -2147483647; i <= n - 2147483647; i += 3) s ^= i; // loop: strip
    return s;
}

static long longs(long n) {
    long s = 0;
    for (long i = -n; i <= n; i += 2) s += i * i; // loop: strip
    for (long long i = 0; i < n; i++) s += i; // loop: strip
    return s;
}

static int zeroTrips(int n) {
    int s = 0;
    for (int i = n; i < 0; i++) s++; // loop: strip
    for (int i = n; i <= n - 1; i++) s++; // loop: strip
    for (int i = n; i != n; i++) s++; // loop: strip
    return s;
}

int main(void) {
    for (int i = 0; i < 512; i++) a[i] = i * 7 & 31; // loop: strip
    printf("%d %d %d %d ", less(500), lessEqual(499), notEqual(333), greater(511));
    printf("%d %d %d %d ", greaterEqual(512), downNotEqual(400), strideThree(500), strideDown(510));
    printf("%d %d %d ", mirrored(77), negativeStep(501), inParentheses(99));
    printf("%d %ld %d\n", nearTheEdges(300), longs(400), zeroTrips(4));
    return 0;
}

// Loops that step their index in the body: cut where every way through steps it once.
// budget: 0.4 us
// checks: >= 20
#include <stdio.h>

static int v[200];

static int plain(int n) {
    int i = 0, s = 0;
    while (i < n) { // loop: strip
        s += v[i];
        i++;
    }
    return s * 10 + i;
}

static int down(int n) {
    int s = 0;
    while (n > 0) s += n--; // loop: strip
    for (n = 90; n >= 3;) { s += n; n -= 4; } // loop: bounded
    return s * 10 + n;
}

static int inSubscript(int n) {
    int i = 0, s = 0;
    while (i < n) s += v[i++]; // loop: strip
    while (i != 0) { --i; s ^= v[i]; } // loop: strip
    return s;
}

static int pointers(const int *p, const int *end) {
    int s = 0;
    while (p != end) s += *p++; // loop: strip
    return s;
}

static int breakBefore(int n, int at) {
    int i = 0;
    while (i < n) { // loop: strip
        if (v[i] == at) break;
        i++;
    }
    return i;
}

static int breakBehind(int n, int at) {
    int i = 0;
    while (i < n) { // loop: check, `break` stands behind
        i++;
        if (v[i] == at) break;
    }
    return i;
}

static int continues(int n) {
    int i = 0, s = 0;
    while (i < n) { // loop: check, `continue` may pass by
        if (s++ % 3 == 0) continue;
        i++;
    }
    return s;
}

static int onlySometimes(int n) {
    int i = 0, s = 0;
    while (i < n) { // loop: check, only on some ways
        if (s++ & 1) i++;
    }
    while (i > 0) s += s > 5 && i--; // loop: check, only on some ways
    while (i < n) for (int k = 0; k < 2; k++) i++, s++; // loop: check, only on some ways; loop: bounded
    return s;
}

static int twice(int n) {
    int i = 0, s = 0;
    while (i < n) { i++; s++; i++; } // loop: strip
    while (i > n / 2) { i--; n++; s++; } // loop: check, more than once
    return s;
}

int main(void) {
    for (int i = 0; i < 200; i++) v[i] = i; // loop: strip
    printf("%d %d %d %d ", plain(200), down(150), inSubscript(180), pointers(v, v + 200));
    printf("%d %d %d ", breakBefore(200, 77), breakBehind(199, 77), continues(30));
    printf("%d %d\n", onlySometimes(20), twice(31));
    return 0;
}

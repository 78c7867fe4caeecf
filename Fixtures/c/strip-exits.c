// Ways out of a strip: the index must stand where it stood, and no turn may be lost or repeated.
// budget: 1 us
// checks: >= 20
#include <stdio.h>

static int breaks(int n, int at) {
    int i, s = 0;
    for (i = 0; i < n; i++) { // loop: strip
        if (i == at) break;
        s += i;
    }
    return s * 1000 + i;
}

static int breaksDown(int n, int at) {
    int i, s = 0;
    for (i = n; i >= 0; i--) { // loop: strip
        s += i;
        if (i == at) break;
    }
    return s * 10 + i;
}

static int breaksUnsigned(unsigned n, unsigned at) {
    unsigned i, s = 0;
    for (i = 0; i <= n; i += 2) { // loop: strip
        if (i == at) break;
        s += i;
    }
    return (int)(s * 10 + i);
}

static int continues(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: strip
        if (i % 3) continue;
        s += i;
    }
    return s;
}

static int returns(int n, int at) {
    for (int i = 0; i < n; i++) // loop: strip
        if (i == at) return i * 2;
    return -1;
}

static int leaves(int n, int at) {
    int i;
    for (i = 0; i < n; i++) // loop: strip
        if (i == at) goto out;
    return -1;
out:
    return i;
}

static int innerBreak(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: strip
        for (int j = 0; j < 3; j++) { // loop: bounded, 3 turns
            if (j == i % 4) break;
            s++;
        }
        switch (i & 1) {
        case 1: break;
        default: s += 2;
        }
    }
    return s;
}

static int outerContinue(int n) {
    int s = 0;
    for (int k = 0; k < 5; k++) { // loop: check, holds another loop
        for (int i = 0; i < n; i++) { // loop: strip
            if (i == 40 * k) break;
            s++;
        }
        if (k == 2) continue;
        s += 1000;
    }
    return s;
}

int main(void) {
    for (int at = 0; at < 80; at += 13) // loop: check
        printf("%d %d %d %d %d\n", breaks(70, at), breaksDown(70, at), breaksUnsigned(70, (unsigned)at), returns(70, at), leaves(70, at));
    printf("%d %d %d\n", continues(100), innerBreak(90), outerContinue(100));
    return 0;
}

// Index types narrower than int: the walk must not wrap round inside a strip.
// budget: 0.3 us
// checks: >= 20
#include <stdio.h>

static int unknownBound(int n) {
    int s = 0;
    for (short i = 0; i < n; i++) s += i; // loop: check, may wrap round
    return s;
}

static int constantBound(short start) {
    int s = 0;
    for (short i = start; i < 300; i++) s += i; // loop: strip
    for (unsigned char i = (unsigned char)start; i < 250; i++) s += i; // loop: strip
    for (signed char i = 100; i > -100; i -= 2) s += i; // loop: strip
    return s;
}

/* The last step would leave the type. */
static int noRoom(unsigned char start) {
    int s = 0;
    for (unsigned char i = start; i < 250; i += 7) { // loop: check, may wrap round
        if (s++ > 200) break;
    }
    return s;
}

static int upToConstant(void) {
    int s = 0;
    for (unsigned char c = 0; c != 200; c++) s += c; // loop: strip
    return s;
}

static int booleans(void) {
    int s = 0;
    for (char c = 'a'; c <= 'z'; c++) s += c; // loop: bounded, 26 turns
    return s;
}

int main(void) {
    printf("%d %d %d ", unknownBound(70), constantBound(3), noRoom(4));
    printf("%d %d\n", upToConstant(), booleans());
    return 0;
}

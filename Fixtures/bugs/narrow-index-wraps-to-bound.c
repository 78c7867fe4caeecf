// `!=` with an index narrower than int: it may start past its bound and come back to it by wrapping round.
// budget: 0.2 us
// checks: >= 700
#include <stdio.h>

static int untilZero(void) {
    int s = 0;
    for (unsigned char c = 1; c != 0; c++) s += c; // loop: check, may wrap round
    return s;
}

static int allBytes(unsigned char from) {
    int s = 0;
    unsigned char c;
    for (c = from; c != 3; c++) s += c; // loop: check, may wrap round
    for (short i = 32700; i != -32700; i++) s++; // loop: check, may wrap round
    return s;
}

static long wide(void) {
    long s = 0, bound = 5;
    for (unsigned i = 4294967000u; i != bound; i++) s += i; // loop: check, may wrap round
    for (unsigned i = 4294967000u; i != 5L; i++) s += i; // loop: check, may wrap round
    return s;
}

int main(void) {
    printf("%d %d %ld\n", untilZero(), allBytes(5), wide());
    return 0;
}

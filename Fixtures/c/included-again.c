// One text read several times under different macros, as a source that includes its .inc for each width: here the file
// includes itself. A place holds the same insertion in each reading, or none.
// flags: -std=gnu11
// checks: >= 9
#ifndef NAME
#include <stdio.h>
#define NAME sumOfInts
#define T int
#include __FILE__
#undef NAME
#undef T
#define NAME sumOfLongs
#define T long
#include __FILE__

int main(void) {
    printf("%d %ld\n", sumOfInts(9), sumOfLongs(8));
    return 0;
}
#else
static T NAME(T n) {
    T s = 0;
    while (n > 0 && s < 1000) { s += n; n--; } // loop: check; loop: check
    return s;
}
#endif

// Below zero the index compares as a huge unsigned number, so the loop goes on until it turns round in its own type: a strip
// whose end was computed in the wider type never met it.
// flags: -Wno-sign-compare
#include <stdio.h>

static int turns(signed char i) {
    int t = 0;
    while (82UL <= i) { // loop: check, may fall below zero
        t++;
        i -= 100;
    }
    return t;
}

static int steps(short from) {
    int t = 0;
    for (short i = from; i > 3u; i--) // loop: check, may fall below zero
        t++;
    return t;
}

int main(void) {
    printf("%d %d %d %d\n", turns(92), turns(-1), steps(50), steps(-7));
    return 0;
}

// A loop entered from the side has another index than its head gives: its constants prove nothing.
// checks: >= 30
#include <stdio.h>

static int enteredByGoto(void) {
    int i = -30, s = 0;
    goto in;
    for (i = 0; i < 4; i++) { // loop: check
    in:
        s++;
    }
    return s;
}

static int enteredByCase(int x) {
    int i = -30, s = 0;
    switch (x) {
    case 0:
        for (i = 0; i < 4; i++) { // loop: check
        case 1: s++;
        }
    }
    return s;
}

int main(void) {
    printf("%d %d\n", enteredByGoto(), enteredByCase(1));
    return 0;
}

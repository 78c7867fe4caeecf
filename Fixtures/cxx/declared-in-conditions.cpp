// Conditions that declare, and statements with initialisers.
// flags: -std=c++17
// turns: copied
// checks: >= 29
#include <cstdio>

static int declared(int n) {
    int s = 0;
    while (int k = n--) s += k; // loop: check
    for (; int k = s - 14;) s -= k > 0 ? 1 : -1; // loop: check
    for (int i = 0; int k = 5 - i; i++) { // loop: check
        if (k == 2) continue;
        s += k;
    }
    return s;
}

static int initialised(int n) {
    int s = 0, j = 0;
    if (int k = n * 2; k > 3) s += k;
    else while (k < 3) k++; // loop: check
    // libclang does not show what a switch's initialiser changes.
    for (int i = 0; i < n; i++) { // loop: check, the initialiser of a switch
        switch (i += j; i & 3) {
        case 0: s++; break;
        case 1: continue;
        default: s += 2;
        }
    }
    switch (int z = n; z) {
    case 9:
        do z--; while (z > 3); // loop: check
        s += z;
    }
    return s;
}

int main() { // entry: check, initialised
    printf("%d %d %d\n", declared(5), initialised(9), initialised(1));
    return 0;
}

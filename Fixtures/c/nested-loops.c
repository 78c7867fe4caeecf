// budget: 0.25 us
// checks: >= 60
#include <stdio.h>

static int a[40][40];

static int table(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: check, holds another loop
        for (int j = 0; j < n; j++) // loop: strip
            s += a[i][j];
    return s;
}

static int shareOneSemicolon(void) {
    int s = 0;
    for (int i = 0; i < 3; i++) // loop: bounded, 3 turns
        for (int j = 0; j < 2; j++) // loop: bounded, 2 turns
            while (s % 5 != 4) s++; // loop: check
    return s;
}

static int shortInside(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check
        for (int j = 0; j < 4; j++) // loop: bounded, 4 turns
            s += j * i;
    }
    return s;
}

static int conditionHolds(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, holds another loop
        if (i % 2)
            while (s % 7) s++; // loop: check
        else
            for (int j = n; j > 0; j--) s += j; // loop: strip
    }
    return s;
}

int main(void) {
    for (int i = 0; i < 40; i++) // loop: check, holds another loop
        for (int j = 0; j < 40; j++) // loop: strip
            a[i][j] = i * j;
    printf("%d %d %d %d\n", table(40), shareOneSemicolon(), shortInside(30), conditionHolds(33));
    return 0;
}

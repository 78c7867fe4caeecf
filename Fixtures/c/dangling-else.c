// flags: -Wno-dangling-else
// checks: >= 10
#include <stdio.h>

static int f(int n) {
    int s = 0;
    for (int k = 0; k < n; k++) // loop: check, holds another loop
        if (k != 2)
            while (s % 3) // loop: check
                if (s == k) s += 10;
                else s += 1;
        else s += 100;
    if (n)
        while (s > 50 && n) s -= 7; // loop: check
    else
        while (s < 5 && !n) s++; // loop: check
    if (n) for (; s < 60;) if (s & 1) s += 3; else s++; // loop: check
    else s = 1;
    return s;
}

int main(void) {
    printf("%d %d\n", f(4), f(0));
    return 0;
}

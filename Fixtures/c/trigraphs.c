// Braces, brackets and splices as trigraphs, each three bytes for one.
// flags: -std=c99 -trigraphs -Wno-trigraphs
// budget: 0.4 us
// checks: >= 20
#include <stdio.h>

static int f(int n) ??<
    int s = 0, a??(2??) = ??< 1, 2 ??>;
    while (s < 30 && n) ??< s += a??(1??); ??> // loop: check
    for (int i = 0; i < n; i++) ??< s ??'= i; ??> // loop: strip
    do s = s * 2 ??! 1; while (s < 9000); // loop: check
    /* loop: strip */ for (int i = 0; i < n; i++) s += ??/
i; // and a comment that goes on ??/
   { s = 0;
    return s;
??>

static int g(int n) ??< // entry: check
    return n > 0 ? g(n - 1) + 1 : 0;
??>

int main(void) ??<
    printf("%d %d??/n", f(80), g(4));
    return 0;
??>

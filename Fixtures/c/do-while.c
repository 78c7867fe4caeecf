// checks: >= 20
#include <stdio.h>

static int skipsOdd(void) {
    int i = 0, s = 0;
    do { // loop: check
        i++;
        if (i & 1) continue;
        s += i;
    } while (i < 6);
    return s;
}

static int bare(void) {
    int i = 0;
    do i += 3; while (i < 10); // loop: strip
    return i;
}

static int emptyBody(int n) {
    do ; while (--n > 0); // loop: strip
    return n;
}

static int assigns(int n) {
    int m;
    do { // loop: check
        n--;
    } while ((m = n / 2));
    return n + m;
}

static int nested(int n) {
    int s = 0;
    do // loop: check
        do s++; while (s % 3); // loop: check
    while (--n > 0);
    return s;
}

static int inElse(int n) {
    if (n < 0) do n++; while (n < 0); // loop: strip
    else do n--; while (n > 0); // loop: strip
    return n;
}

static int never(int n) {
    do { n++; } while (0);
    do n++; while ((void)0, 0);
    do {
        if (n > 100) break;
        if (n > 50) continue;
        n++;
    } while (0);
    return n;
}

int main(void) {
    printf("%d %d %d %d %d\n", skipsOdd(), bare(), emptyBody(5), assigns(9), nested(3));
    printf("%d %d %d %d\n", inElse(-4), inElse(4), never(1), never(60));
    return 0;
}

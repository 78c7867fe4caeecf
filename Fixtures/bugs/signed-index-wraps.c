// With -fwrapv a signed index may turn round for ever before it reaches a wider bound, or step over a bound near
// the end of its type; such a loop must keep its check in each turn.
// flags: -fwrapv
// budget: 0.4 us
// checks: >= 100
#include <limits.h>
#include <stdio.h>

static int wider(long n) {
    int turns = 0;
    for (int i = INT_MAX - 50; i < n; i++) // loop: check, may wrap round
        if (++turns == 200) break;
    return turns;
}

static int over(int n) {
    int turns = 0;
    for (int i = INT_MAX - 90; i < n; i += 3) // loop: check, may wrap round
        if (++turns == 200) break;
    return turns;
}

static long same(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) sum += i; // loop: strip
    return sum;
}

int main(void) {
    printf("%d %d %ld\n", wider(LONG_MAX), over(INT_MAX), same(500));
    return 0;
}

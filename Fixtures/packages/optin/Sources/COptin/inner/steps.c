#include "coptin.h"

static int halves(long n) {
    int count = 0;
    while (n) {
        long half = 0; while (2 * half + 2 <= n) half++; n = half;
        count++;
    }
    return count;
}

/* A second file of this name. Each turn calls a loop, so the lint has something to say. */
int coptin_halves(long n) {
    int sum = 0;
    while (n) {
        sum += halves(n);
        n--;
    }
    return sum;
}

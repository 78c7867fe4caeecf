#include "coptin.h"

static int halves(long n) {
    int count = 0;
    while (n) {
        n /= 2;
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

#include "coptin.h"

/* A second file of this name. It holds loops within loops, so the lint has something to say. */
int coptin_halves(long n) {
    int sum = 0;
    while (n) {
        for (long rest = n; rest; sum++) {
            long half = 0; while (2 * half + 2 <= rest) half++; rest = half;
        }
        n--;
    }
    return sum;
}

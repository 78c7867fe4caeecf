#include "coptin.h"

/* A second file of this name. */
int coptin_halves(long n) {
    int halves = 0;
    while (n > 1) {
        n /= 2;
        halves++;
    }
    return halves;
}

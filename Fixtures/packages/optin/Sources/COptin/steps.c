#include "coptin.h"
#include "inner/even.h"

int coptin_steps(long n) {
    int steps = 0;
    while (n != 1) {
        n = is_even(n) ? n / 2 : 3 * n + 1;
        steps++;
    }
    return steps;
}

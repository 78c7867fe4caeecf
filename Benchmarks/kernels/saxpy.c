/* saxpy.c - y += a x on vectors that fit the first-level cache. */
#include "kernel.h"

NEVER_INLINE static void saxpy(int n, float a, const float *x, float *y) {
    for (int i = 0; i < n; i++)
        y[i] += a * x[i];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 3000), rounds = argument(argc, argv, 2, 1200000);
    float *x = random_floats((size_t)n, 1), *y = random_floats((size_t)n, 2);
    for (int round = 0; round < rounds; round++) {
        saxpy(n, round & 1 ? 0.25f : -0.25f, x, y);
        touched(y);
    }
    print_digest(y, (size_t)n * sizeof *y);
}

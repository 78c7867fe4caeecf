/* short-vectors.c - a reduction over a handful of elements whose number the compiler does not know. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int32_t sum(const int32_t *values, int n) {
    int32_t total = 0;
    for (int i = 0; i < n; i++)
        total += values[i];
    return total;
}

NEVER_INLINE static void add(int32_t *restrict to, const int32_t *restrict from, int n) {
    for (int i = 0; i < n; i++)
        to[i] += from[i];
}

int main(int argc, char **argv) {
    int rounds = argument(argc, argv, 1, 7000000);
    int32_t *values = (int32_t *)random_bytes(64 * 4, 61), *others = (int32_t *)random_bytes(64 * 4, 67);
    uint32_t state = 71, total = 0;
    for (int round = 0; round < rounds; round++) {
        int n = 1 + (int)(random_number(&state) % 32);
        total += (uint32_t)sum(values, n);
        add(values, others, n & 15);
    }
    print_digest(&total, sizeof total);
}

/* sum.c - the sum of a million integers: an index loop, and a while loop over a pointer. */
#include "kernel.h"

NEVER_INLINE static int64_t sum(const int32_t *values, size_t n) {
    int64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

NEVER_INLINE static int32_t sum_between(const int32_t *from, const int32_t *to) {
    uint32_t total = 0;
    while (from != to)
        total += (uint32_t)*from++;
    return (int32_t)total;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 1 << 20), rounds = argument(argc, argv, 2, 1200);
    int32_t *values = (int32_t *)random_bytes((size_t)n * sizeof *values, 3);
    int64_t totals[2] = {0};
    for (int round = 0; round < rounds; round++) {
        totals[0] += sum(values, (size_t)n);
        totals[1] += sum_between(values, values + n);
        touched(values);
    }
    print_digest(totals, sizeof totals);
}

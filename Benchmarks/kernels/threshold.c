/* threshold.c - bytes: a memset in disguise, a copy of what lies above a limit, a count of it. */
#include "kernel.h"

NEVER_INLINE static void clear(uint8_t *out, size_t n) {
    for (size_t i = 0; i < n; i++)
        out[i] = 0;
}

NEVER_INLINE static void keep_above(const uint8_t *in, uint8_t *restrict out, size_t n,
                                 uint8_t limit) {
    for (size_t i = 0; i < n; i++)
        out[i] = in[i] > limit ? in[i] : 0;
}

NEVER_INLINE static uint32_t count_above(const uint8_t *in, size_t n, uint8_t limit) {
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += in[i] > limit;
    return count;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 100000), rounds = argument(argc, argv, 2, 15000);
    uint8_t *in = random_bytes((size_t)n, 14), *out = random_bytes((size_t)n, 15);
    uint32_t total = 0;
    for (int round = 0; round < rounds; round++) {
        uint8_t limit = (uint8_t)round;
        clear(out, (size_t)n);
        touched(out);
        keep_above(in, out, (size_t)n, limit);
        touched(out);
        total += count_above(out, (size_t)n, limit);
    }
    print_digest(&total, sizeof total);
    print_digest(out, (size_t)n);
}

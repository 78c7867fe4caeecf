/* bits.c - loops over the set bits of words; compilers know some as popcount. */
#include "../../kernels/kernel.h"

NEVER_INLINE static unsigned ones(uint64_t x) {
    unsigned count = 0;
    for (; x; x &= x - 1)
        count++;
    return count;
}

NEVER_INLINE static unsigned positions(uint64_t x) {
    unsigned sum = 0;
    while (x) {
        sum += (unsigned)__builtin_ctzll(x);
        x &= x - 1;
    }
    return sum;
}

int main(int argc, char **argv) {
    int rounds = argument(argc, argv, 1, 5000000);
    uint32_t state = 101;
    uint64_t total = 0;
    for (int round = 0; round < rounds; round++) {
        uint64_t x = (uint64_t)random_number(&state) << 13 & random_number(&state);
        total += ones(x) + positions(x);
    }
    print_digest(&total, sizeof total);
}

/* gcd.c - Euclid: a division a turn. */
#include "../../kernels/kernel.h"

NEVER_INLINE static uint32_t gcd(uint32_t a, uint32_t b) {
    while (b) {
        uint32_t t = a % b;
        a = b;
        b = t;
    }
    return a;
}

int main(int argc, char **argv) {
    int rounds = argument(argc, argv, 1, 1200000);
    uint32_t state = 103;
    uint64_t total = 0;
    for (int round = 0; round < rounds; round++) {
        uint32_t a = random_number(&state);
        total += gcd(a, random_number(&state));
    }
    print_digest(&total, sizeof total);
}

/* collatz.c - a while loop of unknown length and few instructions. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int steps(uint64_t n) {
    int count = 0;
    while (n != 1) {
        n = n & 1 ? 3 * n + 1 : n / 2;
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    int limit = argument(argc, argv, 1, 500000);
    int longest = 0;
    for (int n = 1; n <= limit; n++) {
        int count = steps((uint64_t)n);
        longest = count > longest ? count : longest;
    }
    print_digest(&longest, sizeof longest);
}

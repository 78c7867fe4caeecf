/* queens.c - backtracking by bit sets: a loop whose every turn recurses. */
#include "../../kernels/kernel.h"

static unsigned solutions(unsigned all, unsigned columns, unsigned left, unsigned right) {
    unsigned count = 0;
    if (columns == all)
        return 1;
    for (unsigned free = all & ~(columns | left | right); free;) {
        unsigned bit = free & -free;
        free ^= bit;
        count += solutions(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 11), rounds = argument(argc, argv, 2, 56);
    unsigned total = 0;
    for (int round = 0; round < rounds; round++)
        total += solutions((1u << n) - 1, 0, 0, (unsigned)round & 3);
    print_digest(&total, sizeof total);
}

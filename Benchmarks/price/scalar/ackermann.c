/* ackermann.c - recursion and nothing else, most of it at the end of a call. */
#include "../../kernels/kernel.h"

NEVER_INLINE static unsigned ackermann(unsigned m, unsigned n) {
    if (m == 0)
        return n + 1;
    if (n == 0)
        return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 9), rounds = argument(argc, argv, 2, 12);
    unsigned total = 0;
    for (int round = 0; round < rounds; round++)
        total += ackermann(3, (unsigned)n - (unsigned)round % 2);
    print_digest(&total, sizeof total);
}

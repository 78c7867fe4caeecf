/* binary-search.c - a loop of a dozen turns, called without end. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int search(const uint32_t *a, int n, uint32_t key) {
    int low = 0, high = n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (a[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 4000), rounds = argument(argc, argv, 2, 2500000);
    uint32_t *a = memory((size_t)n * sizeof *a), state = 17;
    uint64_t total = 0;
    for (int i = 0; i < n; i++)
        a[i] = (uint32_t)i * 1000003u / 2;
    for (int round = 0; round < rounds; round++)
        total += (uint64_t)search(a, n, random_number(&state));
    print_digest(&total, sizeof total);
}

/* heapsort.c - sifting down: a loop of log n turns, called n times. */
#include "../../kernels/kernel.h"

static void sift(uint32_t *a, int root, int n) {
    uint32_t value = a[root];
    for (int child; (child = 2 * root + 1) < n; root = child) {
        child += child + 1 < n && a[child + 1] > a[child];
        if (a[child] <= value)
            break;
        a[root] = a[child];
    }
    a[root] = value;
}

NEVER_INLINE static void heapsort_numbers(uint32_t *a, int n) {
    for (int i = n / 2 - 1; i >= 0; i--)
        sift(a, i, n);
    for (int i = n - 1; i > 0; i--) {
        uint32_t t = a[0];
        a[0] = a[i];
        a[i] = t;
        sift(a, 0, i);
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 50000), rounds = argument(argc, argv, 2, 40);
    uint32_t *a = memory((size_t)n * sizeof *a), state = 13;
    uint64_t total = 0;
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++)
            a[i] = random_number(&state);
        heapsort_numbers(a, n);
        total += a[n / 2];
    }
    print_digest(&total, sizeof total);
}

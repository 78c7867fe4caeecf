/* quicksort.c - scans towards each other, recursion on the shorter half, insertion sort at the end. */
#include "../../kernels/kernel.h"

static void insertion_sort(uint32_t *a, int n) {
    for (int i = 1; i < n; i++) {
        uint32_t value = a[i];
        int j = i;
        for (; j > 0 && a[j - 1] > value; j--)
            a[j] = a[j - 1];
        a[j] = value;
    }
}

static void quicksort(uint32_t *a, int n) {
    while (n > 16) {
        uint32_t pivot = a[n / 2];
        int i = 0, j = n - 1;
        for (;;) {
            while (a[i] < pivot)
                i++;
            while (a[j] > pivot)
                j--;
            if (i >= j)
                break;
            uint32_t t = a[i];
            a[i++] = a[j];
            a[j--] = t;
        }
        quicksort(a, i);
        a += i;
        n -= i;
    }
    insertion_sort(a, n);
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 100000), rounds = argument(argc, argv, 2, 14);
    uint32_t *a = memory((size_t)n * sizeof *a), state = 11;
    uint64_t total = 0;
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++)
            a[i] = random_number(&state);
        quicksort(a, n);
        total += a[n / 2];
    }
    print_digest(&total, sizeof total);
}

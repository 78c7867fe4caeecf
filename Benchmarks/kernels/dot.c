/* dot.c - the products of a vector with the rows of a table: one short inner loop a row. With 24 elements a
 * row it takes 2.6 ns and is nothing but what surrounds it; that is measured too, beside the bars. */
#include "kernel.h"

NEVER_INLINE static int32_t dot(const int16_t *a, const int16_t *b, int n) {
    int32_t total = 0;
    for (int i = 0; i < n; i++)
        total += a[i] * b[i];
    return total;
}

NEVER_INLINE static void products(const int16_t *rows, int count, const int16_t *vector, int n,
                                 int32_t *out) {
    for (int row = 0; row < count; row++)
        out[row] = dot(rows + (ptrdiff_t)row * n, vector, n);
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 512), count = argument(argc, argv, 2, 2000);
    int rounds = argument(argc, argv, 3, 2000);
    int16_t *rows = (int16_t *)random_bytes((size_t)n * (size_t)count * sizeof *rows, 4);
    int16_t *vector = (int16_t *)random_bytes((size_t)n * sizeof *vector, 5);
    for (int i = 0; i < n; i++)
        vector[i] %= 1000;
    int32_t *out = memory((size_t)count * sizeof *out);
    for (int round = 0; round < rounds; round++) {
        products(rows, count, vector, n, out);
        touched(out);
    }
    print_digest(out, (size_t)count * sizeof *out);
}

/* levenshtein.c - one row of dynamic programming: a counted loop with a dependence and two minima. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int distance(const char *a, int n, const char *b, int m, int *row) {
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int up = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
            if (up + 1 < best)
                best = up + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            diagonal = up;
        }
    }
    return row[m];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 600), rounds = argument(argc, argv, 2, 150);
    char *a = (char *)random_bytes((size_t)n, 47), *b = (char *)random_bytes((size_t)n, 53);
    int *row = memory(((size_t)n + 1) * sizeof *row), total = 0;
    for (int i = 0; i < n; i++) {
        a[i] &= 3;
        b[i] &= 3;
    }
    for (int round = 0; round < rounds; round++) {
        total += distance(a, n, b, n, row);
        touched(a);
    }
    print_digest(&total, sizeof total);
}

/* nussinov.c - RNA folding: dynamic programming over a triangle. */
#include "poly.h"

static int larger(int a, int b) { return a > b ? a : b; }

NEVER_INLINE static void nussinov(int n, const char *sequence, int T[n][n]) {
    for (int i = n - 1; i >= 0; i--)
        for (int j = i + 1; j < n; j++) {
            T[i][j] = larger(T[i][j], T[i][j - 1]);
            if (i + 1 < n)
                T[i][j] = larger(T[i][j], T[i + 1][j]);
            if (i + 1 < n) {
                int pair = i < j - 1 && sequence[i] + sequence[j] == 3;
                T[i][j] = larger(T[i][j], T[i + 1][j - 1] + pair);
            }
            for (int k = i + 1; k < j; k++)
                T[i][j] = larger(T[i][j], T[i][k] + T[k + 1][j]);
        }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 260), rounds = argument(argc, argv, 2, 40);
    char *sequence = (char *)random_bytes((size_t)n, 1);
    int(*T)[n] = memory((size_t)(n * n) * sizeof(int));
    for (int i = 0; i < n; i++)
        sequence[i] &= 3;
    for (int round = 0; round < rounds; round++) {
        memset(T, 0, (size_t)(n * n) * sizeof(int));
        nussinov(n, sequence, T);
        touched(T);
    }
    print_digest(T, (size_t)(n * n) * sizeof(int));
}

/* doitgen.c - multiresolution analysis: each row of a cube times a matrix, in place. */
#include "poly.h"

NEVER_INLINE static void doitgen(int r, int q, int p, double A[r][q][p], double C[p][p], double *sum) {
    for (int i = 0; i < r; i++)
        for (int j = 0; j < q; j++) {
            for (int k = 0; k < p; k++) {
                sum[k] = 0;
                for (int s = 0; s < p; s++)
                    sum[k] += A[i][j][s] * C[s][k];
            }
            for (int k = 0; k < p; k++)
                A[i][j][k] = sum[k];
        }
}

int main(int argc, char **argv) {
    int r = argument(argc, argv, 1, 40), q = argument(argc, argv, 2, 40), p = argument(argc, argv, 3, 60);
    int rounds = argument(argc, argv, 4, 24);
    double *first = random_doubles((size_t)(r * q * p), 1);
    double(*A)[q][p] = memory((size_t)(r * q * p) * sizeof(double));
    MATRIX(C, p, p, 2);
    VECTOR(sum, p, 3);
    for (int round = 0; round < rounds; round++) {
        COPY(A, first, r * q * p);
        doitgen(r, q, p, A, C, sum);
        touched(A);
    }
    digest_doubles(**A, r * q * p);
}

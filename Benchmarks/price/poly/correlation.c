/* correlation.c - of the columns of a table. */
#include "poly.h"

NEVER_INLINE static void correlation(int n, int m, double D[n][m], double R[m][m], double *mean, double *dev) {
    for (int j = 0; j < m; j++) {
        mean[j] = 0;
        for (int i = 0; i < n; i++)
            mean[j] += D[i][j];
        mean[j] /= n;
    }
    for (int j = 0; j < m; j++) {
        dev[j] = 0;
        for (int i = 0; i < n; i++)
            dev[j] += (D[i][j] - mean[j]) * (D[i][j] - mean[j]);
        dev[j] = sqrt(dev[j] / n);
        if (dev[j] <= 0.1)
            dev[j] = 1;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            D[i][j] -= mean[j];
            D[i][j] /= sqrt((double)n) * dev[j];
        }
    for (int i = 0; i < m - 1; i++) {
        R[i][i] = 1;
        for (int j = i + 1; j < m; j++) {
            R[i][j] = 0;
            for (int k = 0; k < n; k++)
                R[i][j] += D[k][i] * D[k][j];
            R[j][i] = R[i][j];
        }
    }
    R[m - 1][m - 1] = 1;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 160), m = argument(argc, argv, 2, 140), rounds = argument(argc, argv, 3, 40);
    MATRIX(first, n, m, 1);
    MATRIX(D, n, m, 1);
    MATRIX(R, m, m, 2);
    VECTOR(mean, m, 3);
    VECTOR(dev, m, 4);
    for (int round = 0; round < rounds; round++) {
        COPY(D, first, n * m);
        correlation(n, m, D, R, mean, dev);
        touched(R);
    }
    digest_doubles(*R, m * m);
}

/* durbin.c - the Toeplitz solver: short dependent loops over growing vectors. */
#include "poly.h"

NEVER_INLINE static void durbin(int n, double *r, double *y, double *z) {
    double alpha = -r[0], beta = 1;
    y[0] = -r[0];
    for (int k = 1; k < n; k++) {
        double sum = 0;
        beta = (1 - alpha * alpha) * beta;
        for (int i = 0; i < k; i++)
            sum += r[k - i - 1] * y[i];
        alpha = -(r[k] + sum) / beta;
        for (int i = 0; i < k; i++)
            z[i] = y[i] + alpha * y[k - i - 1];
        for (int i = 0; i < k; i++)
            y[i] = z[i];
        y[k] = alpha;
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 400), rounds = argument(argc, argv, 2, 1000);
    VECTOR(r, n, 1);
    VECTOR(y, n, 2);
    VECTOR(z, n, 3);
    for (int i = 0; i < n; i++)
        r[i] *= 0.001;
    for (int round = 0; round < rounds; round++) {
        durbin(n, r, y, z);
        touched(y);
    }
    digest_doubles(y, n);
}

/* adi.c - a heat equation by alternating directions: tridiagonal sweeps along columns, then rows. */
#include "poly.h"

NEVER_INLINE static void adi(int steps, int n, double u[n][n], double v[n][n], double p[n][n], double q[n][n]) {
    const double a = -0.4, b = 1.8, c = a, d = -0.3, e = 1.6, f = d;
    for (int t = 1; t <= steps; t++) {
        for (int i = 1; i < n - 1; i++) {
            v[0][i] = 1;
            p[i][0] = 0;
            q[i][0] = v[0][i];
            for (int j = 1; j < n - 1; j++) {
                p[i][j] = -c / (a * p[i][j - 1] + b);
                q[i][j] = (-d * u[j][i - 1] + (1 + 2 * d) * u[j][i] - f * u[j][i + 1] - a * q[i][j - 1]) /
                          (a * p[i][j - 1] + b);
            }
            v[n - 1][i] = 1;
            for (int j = n - 2; j >= 1; j--)
                v[j][i] = p[i][j] * v[j + 1][i] + q[i][j];
        }
        for (int i = 1; i < n - 1; i++) {
            u[i][0] = 1;
            p[i][0] = 0;
            q[i][0] = u[i][0];
            for (int j = 1; j < n - 1; j++) {
                p[i][j] = -f / (d * p[i][j - 1] + e);
                q[i][j] = (-a * v[i - 1][j] + (1 + 2 * a) * v[i][j] - c * v[i + 1][j] - d * q[i][j - 1]) /
                          (d * p[i][j - 1] + e);
            }
            u[i][n - 1] = 1;
            for (int j = n - 2; j >= 1; j--)
                u[i][j] = p[i][j] * u[i][j + 1] + q[i][j];
        }
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 120), steps = argument(argc, argv, 2, 240);
    MATRIX(u, n, n, 1);
    MATRIX(v, n, n, 2);
    MATRIX(p, n, n, 3);
    MATRIX(q, n, n, 4);
    adi(steps, n, u, v, p, q);
    digest_doubles(*u, n * n);
}

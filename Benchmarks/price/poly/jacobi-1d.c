/* jacobi-1d.c - three points, back and forth between two vectors. */
#include "poly.h"

NEVER_INLINE static void jacobi(int steps, int n, double *A, double *B) {
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            B[i] = 0.33333 * (A[i - 1] + A[i] + A[i + 1]);
        for (int i = 1; i < n - 1; i++)
            A[i] = 0.33333 * (B[i - 1] + B[i] + B[i + 1]);
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 2000), steps = argument(argc, argv, 2, 80000);
    VECTOR(A, n, 1);
    VECTOR(B, n, 2);
    jacobi(steps, n, A, B);
    digest_doubles(A, n);
}

/* gemm.c - C = beta C + A B, sizes known at run time only. */
#include "kernel.h"

NEVER_INLINE static void gemm(int rows, int columns, int inner, const float *a, const float *b,
                                 float beta, float *restrict c) {
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++)
            c[i * columns + j] *= beta;
        for (int k = 0; k < inner; k++)
            for (int j = 0; j < columns; j++)
                c[i * columns + j] += a[i * inner + k] * b[k * columns + j];
    }
}

int main(int argc, char **argv) {
    int rows = argument(argc, argv, 1, 170), columns = argument(argc, argv, 2, 150);
    int inner = argument(argc, argv, 3, 190), rounds = argument(argc, argv, 4, 700);
    float *a = random_floats((size_t)(rows * inner), 6);
    float *b = random_floats((size_t)(inner * columns), 7);
    float *c = random_floats((size_t)(rows * columns), 8);
    for (int round = 0; round < rounds; round++) {
        gemm(rows, columns, inner, a, b, 0.5f, c);
        touched(c);
    }
    print_digest(c, (size_t)(rows * columns) * sizeof *c);
}

/* matrix4.c - products of 4 by 4 matrices: loops of constant trips that compilers unroll. */
#include "../../kernels/kernel.h"

NEVER_INLINE static void multiply(float out[4][4], float a[4][4], float b[4][4]) {
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            float sum = 0;
            for (int k = 0; k < 4; k++)
                sum += a[i][k] * b[k][j];
            out[i][j] = sum;
        }
}

int main(int argc, char **argv) {
    int rounds = argument(argc, argv, 1, 6000000);
    float a[4][4], b[4][4], c[4][4];
    float *values = random_floats(32, 59);
    for (int i = 0; i < 16; i++) {
        a[i / 4][i % 4] = values[i];
        b[i / 4][i % 4] = values[16 + i];
    }
    for (int round = 0; round < rounds; round++) {
        multiply(c, a, b);
        touched(c);
        a[round & 3][1] = c[1][2] > 1 ? 0.5f : -0.5f;
    }
    print_digest(c, sizeof c);
}

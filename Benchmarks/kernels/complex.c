/* complex.c - interleaved complex numbers: a stride of two, an unsigned index, counting down. */
#include "kernel.h"

NEVER_INLINE static void multiply(unsigned n, const float *a, const float *b,
                                 float *restrict out) {
    for (unsigned i = 0; i < 2 * n; i += 2) {
        out[i] = a[i] * b[i] - a[i + 1] * b[i + 1];
        out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
    }
}

NEVER_INLINE static void conjugate(long n, float *z) {
    for (long i = n - 1; i >= 0; i--)
        z[2 * i + 1] = -z[2 * i + 1];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 2000), rounds = argument(argc, argv, 2, 250000);
    float *a = random_floats(2 * (size_t)n, 11), *b = random_floats(2 * (size_t)n, 12);
    float *out = random_floats(2 * (size_t)n, 13);
    for (int round = 0; round < rounds; round++) {
        multiply((unsigned)n, a, b, out);
        touched(out);
        conjugate(n, b);
        touched(b);
    }
    print_digest(out, 2 * (size_t)n * sizeof *out);
}

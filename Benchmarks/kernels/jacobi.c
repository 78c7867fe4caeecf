/* jacobi.c - relaxation on a plane: each point becomes the mean of its four neighbours. */
#include "kernel.h"

NEVER_INLINE static void relax(int height, int width, const float *restrict from,
                                 float *restrict to) {
    for (int y = 1; y < height - 1; y++)
        for (int x = 1; x < width - 1; x++)
            to[y * width + x] = 0.25f * (from[(y - 1) * width + x] + from[(y + 1) * width + x] +
                                         from[y * width + x - 1] + from[y * width + x + 1]);
}

int main(int argc, char **argv) {
    int height = argument(argc, argv, 1, 400), width = argument(argc, argv, 2, 300);
    int rounds = argument(argc, argv, 3, 12000);
    size_t count = (size_t)height * (size_t)width;
    float *a = random_floats(count, 9), *b = random_floats(count, 9);
    for (int round = 0; round < rounds; round++) {
        relax(height, width, a, b);
        touched(b);
        float *swap = a;
        a = b;
        b = swap;
    }
    print_digest(a, count * sizeof *a);
}

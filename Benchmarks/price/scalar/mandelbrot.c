/* mandelbrot.c - an inner loop that ends early or at a limit. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int escape(double cr, double ci, int limit) {
    double r = 0, i = 0;
    int n = 0;
    while (n < limit && r * r + i * i < 4) {
        double t = r * r - i * i + cr;
        i = 2 * r * i + ci;
        r = t;
        n++;
    }
    return n;
}

int main(int argc, char **argv) {
    int size = argument(argc, argv, 1, 300), limit = argument(argc, argv, 2, 2400);
    uint64_t total = 0;
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++)
            total += (uint64_t)escape(3.0 * x / size - 2, 3.0 * y / size - 1.5, limit);
    print_digest(&total, sizeof total);
}

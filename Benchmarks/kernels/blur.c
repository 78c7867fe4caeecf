/* blur.c - a five-tap stencil over the rows of a grey image, bytes widened and narrowed. */
#include "kernel.h"

NEVER_INLINE static void blur(const uint8_t *restrict in, uint8_t *restrict out, int width,
                                 int height) {
    for (int y = 0; y < height; y++) {
        const uint8_t *from = in + (ptrdiff_t)y * width;
        uint8_t *to = out + (ptrdiff_t)y * width;
        for (int x = 2; x < width - 2; x++)
            to[x] = (uint8_t)((from[x - 2] + 4 * from[x - 1] + 6 * from[x] + 4 * from[x + 1] +
                               from[x + 2] + 8) / 16);
    }
}

int main(int argc, char **argv) {
    int width = argument(argc, argv, 1, 640), height = argument(argc, argv, 2, 480);
    int rounds = argument(argc, argv, 3, 8000);
    size_t count = (size_t)width * (size_t)height;
    uint8_t *a = random_bytes(count, 10), *b = random_bytes(count, 10);
    for (int round = 0; round < rounds; round++) {
        blur(a, b, width, height);
        touched(b);
        uint8_t *swap = a;
        a = b;
        b = swap;
    }
    print_digest(a, count);
}

/* fdtd-2d.c - an electromagnetic field in the plane, by finite differences in time. */
#include "poly.h"

NEVER_INLINE static void fdtd(int steps, int w, int h, double ex[w][h], double ey[w][h], double hz[w][h]) {
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < h; j++)
            ey[0][j] = t;
        for (int i = 1; i < w; i++)
            for (int j = 0; j < h; j++)
                ey[i][j] = ey[i][j] - 0.5 * (hz[i][j] - hz[i - 1][j]);
        for (int i = 0; i < w; i++)
            for (int j = 1; j < h; j++)
                ex[i][j] = ex[i][j] - 0.5 * (hz[i][j] - hz[i][j - 1]);
        for (int i = 0; i < w - 1; i++)
            for (int j = 0; j < h - 1; j++)
                hz[i][j] = hz[i][j] - 0.7 * (ex[i][j + 1] - ex[i][j] + ey[i + 1][j] - ey[i][j]);
    }
}

int main(int argc, char **argv) {
    int w = argument(argc, argv, 1, 220), h = argument(argc, argv, 2, 240), steps = argument(argc, argv, 3, 1600);
    MATRIX(ex, w, h, 1);
    MATRIX(ey, w, h, 2);
    MATRIX(hz, w, h, 3);
    fdtd(steps, w, h, ex, ey, hz);
    digest_doubles(*hz, w * h);
}

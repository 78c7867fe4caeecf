/* deriche.c - a recursive edge filter over an image: forward and backward, along rows and columns. */
#include "poly.h"

NEVER_INLINE static void deriche(int w, int h, float in[w][h], float out[w][h], float a[w][h], float b[w][h]) {
    const float a1 = 0.11f, a2 = 0.07f, a3 = 0.12f, a4 = -0.06f, b1 = 1.1f, b2 = -0.36f;
    for (int i = 0; i < w; i++) {
        float y1 = 0, y2 = 0, x1 = 0;
        for (int j = 0; j < h; j++) {
            a[i][j] = a1 * in[i][j] + a2 * x1 + b1 * y1 + b2 * y2;
            x1 = in[i][j];
            y2 = y1;
            y1 = a[i][j];
        }
    }
    for (int i = 0; i < w; i++) {
        float y1 = 0, y2 = 0, x1 = 0, x2 = 0;
        for (int j = h - 1; j >= 0; j--) {
            b[i][j] = a3 * x1 + a4 * x2 + b1 * y1 + b2 * y2;
            x2 = x1;
            x1 = in[i][j];
            y2 = y1;
            y1 = b[i][j];
        }
    }
    for (int i = 0; i < w; i++)
        for (int j = 0; j < h; j++)
            out[i][j] = a[i][j] + b[i][j];
    for (int j = 0; j < h; j++) {
        float t1 = 0, y1 = 0, y2 = 0;
        for (int i = 0; i < w; i++) {
            a[i][j] = a1 * out[i][j] + a2 * t1 + b1 * y1 + b2 * y2;
            t1 = out[i][j];
            y2 = y1;
            y1 = a[i][j];
        }
    }
    for (int i = 0; i < w; i++)
        for (int j = 0; j < h; j++)
            out[i][j] = a[i][j] + out[i][j];
}

int main(int argc, char **argv) {
    int w = argument(argc, argv, 1, 360), h = argument(argc, argv, 2, 240), rounds = argument(argc, argv, 3, 160);
    float(*in)[h] = (float(*)[h])random_floats((size_t)(w * h), 1);
    float(*out)[h] = (float(*)[h])random_floats((size_t)(w * h), 2);
    float(*a)[h] = (float(*)[h])random_floats((size_t)(w * h), 3);
    float(*b)[h] = (float(*)[h])random_floats((size_t)(w * h), 4);
    for (int round = 0; round < rounds; round++) {
        deriche(w, h, in, out, a, b);
        touched(out);
    }
    print_digest(out, (size_t)(w * h) * sizeof(float));
}

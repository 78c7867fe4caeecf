/* countdown.c - sound mixed, levelled and added up by loops that count down or test behind their body. */
#include "kernel.h"

NEVER_INLINE static void mix(float *restrict out, const float *restrict in, float gain, int n) {
    do
        *out++ += *in++ * gain;
    while (--n);
}

NEVER_INLINE static void level(float *restrict out, const float *restrict in, int n) {
    int i = 0;
    do {
        out[i] = in[i] * 0.5f + 1;
        i++;
    } while (i < n);
}

NEVER_INLINE static uint32_t total(const uint16_t *at, unsigned n) {
    uint32_t sum = 0;
    while (n--)
        sum += *at++;
    return sum;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 4096), rounds = argument(argc, argv, 2, 100000);
    uint8_t *bytes = random_bytes((size_t)n * sizeof(float), 19);
    float *in = memory((size_t)n * sizeof *in), *out = memory((size_t)n * sizeof *out);
    for (int i = 0; i < n; i++) {
        in[i] = (float)bytes[i] / 256;
        out[i] = 0;
    }
    uint32_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        level(out, in, n);
        touched(out);
        mix(out, in, 0.25f, n);
        touched(out);
        sum += total((const uint16_t *)bytes, (unsigned)n * 2);
        touched(bytes);
    }
    in[0] = (float)(sum & 0xffff);
    mix(out, in, 1, n);
    print_digest(out, (size_t)n * sizeof *out);
}

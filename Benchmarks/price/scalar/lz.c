/* lz.c - a byte-wise decompressor: copies of a few bytes whose lengths the data holds. */
#include "../../kernels/kernel.h"

NEVER_INLINE static size_t expand(const uint8_t *in, size_t n, uint8_t *out) {
    const uint8_t *end = in + n;
    uint8_t *at = out;
    while (in < end) {
        unsigned literals = *in >> 4, matched = (*in & 15) + 3;
        in++;
        while (literals--)
            *at++ = *in++;
        unsigned distance = *in++ + 1u;
        const uint8_t *from = (size_t)(at - out) >= distance ? at - distance : out;
        for (unsigned i = 0; i < matched; i++)
            *at++ = *from++;
    }
    return (size_t)(at - out);
}

int main(int argc, char **argv) {
    int tokens = argument(argc, argv, 1, 5000), rounds = argument(argc, argv, 2, 3600);
    uint8_t *noise = random_bytes((size_t)tokens * 20, 79), *in = memory((size_t)tokens * 20);
    uint8_t *out = memory((size_t)tokens * 40);
    size_t n = 0, length = 0;
    for (int i = 0; i < tokens; i++) {
        unsigned literals = noise[i] >> 5;
        in[n++] = (uint8_t)(literals << 4 | (noise[i] & 15));
        for (unsigned k = 0; k < literals; k++)
            in[n] = noise[n], n++;
        in[n] = noise[n], n++;
    }
    out[0] = 0;
    for (int round = 0; round < rounds; round++) {
        length = expand(in, n, out);
        touched(out);
    }
    print_digest(out, length);
}

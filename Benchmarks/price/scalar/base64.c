/* base64.c - three bytes in, four out, by table. */
#include "../../kernels/kernel.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

NEVER_INLINE static char *encode(const uint8_t *in, size_t n, char *out) {
    size_t i = 0;
    for (; i + 2 < n; i += 3) {
        uint32_t v = (uint32_t)in[i] << 16 | (uint32_t)in[i + 1] << 8 | in[i + 2];
        *out++ = alphabet[v >> 18];
        *out++ = alphabet[v >> 12 & 63];
        *out++ = alphabet[v >> 6 & 63];
        *out++ = alphabet[v & 63];
    }
    return out;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 30000), rounds = argument(argc, argv, 2, 8000);
    uint8_t *in = random_bytes((size_t)n, 89);
    char *out = memory((size_t)n * 2);
    size_t length = 0;
    for (int round = 0; round < rounds; round++) {
        length = (size_t)(encode(in, (size_t)n, out) - out);
        touched(out);
    }
    print_digest(out, length);
}

/* sha256.c - rounds with constant trip counts, long blocks between loops. */
#include "../../kernels/kernel.h"

#include <string.h>

static uint32_t K[64];

static uint32_t rotated(uint32_t x, int by) { return x >> by | x << (32 - by); }

NEVER_INLINE static void compress(uint32_t state[8], const uint8_t *block) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t e = rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25);
        uint32_t t1 = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i];
        uint32_t a = rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22);
        uint32_t t2 = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += t1;
        s[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

int main(int argc, char **argv) {
    int blocks = argument(argc, argv, 1, 1000), rounds = argument(argc, argv, 2, 240);
    uint8_t *data = random_bytes((size_t)blocks * 64, 19);
    uint32_t state[8] = {1, 2, 3, 4, 5, 6, 7, 8}, seed = 23;
    for (int i = 0; i < 64; i++)
        K[i] = random_number(&seed);
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < blocks; i++)
            compress(state, data + 64 * i);
    print_digest(state, sizeof state);
}

/* utf8.c - validates and counts characters: one to four bytes a turn. */
#include "../../kernels/kernel.h"

NEVER_INLINE static long characters(const uint8_t *at, const uint8_t *end) {
    long count = 0;
    while (at < end) {
        int more = *at < 0x80 ? 0 : *at >> 5 == 6 ? 1 : *at >> 4 == 14 ? 2 : *at >> 3 == 30 ? 3 : -1;
        if (more < 0 || end - at <= more)
            return -1;
        at++;
        for (; more > 0; more--)
            if (*at++ >> 6 != 2)
                return -1;
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 30000), rounds = argument(argc, argv, 2, 4200);
    uint8_t *text = memory((size_t)n * 4), *at = text;
    uint32_t state = 83;
    for (int i = 0; i < n; i++) {
        uint32_t kind = random_number(&state) % 10, c = random_number(&state);
        if (kind < 7) {
            *at++ = (uint8_t)(c & 0x7f);
        } else if (kind < 9) {
            *at++ = (uint8_t)(0xc0 | (c >> 6 & 31));
            *at++ = (uint8_t)(0x80 | (c & 63));
        } else {
            *at++ = (uint8_t)(0xe0 | (c >> 12 & 15));
            *at++ = (uint8_t)(0x80 | (c >> 6 & 63));
            *at++ = (uint8_t)(0x80 | (c & 63));
        }
    }
    long total = 0;
    for (int round = 0; round < rounds; round++) {
        total += characters(text, at);
        touched(text);
    }
    print_digest(&total, sizeof total);
}

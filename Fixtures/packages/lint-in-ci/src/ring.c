#include "ring.h"

/* As many turns as RING_SIZE says, which is few: nothing to report. */
unsigned ring_sum(const struct ring *r) {
    unsigned sum = 0;
    for (int i = 0; i < RING_SIZE; i++) sum += r->slots[i];
    return sum;
}

unsigned ring_mix(const struct ring *r, const unsigned *keys, int count, int rounds) {
    unsigned sum = 0;
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++) sum = sum * 31 + (keys[i] ^ ring_sum(r));
    return sum;
}

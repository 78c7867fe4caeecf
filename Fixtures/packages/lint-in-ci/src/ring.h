#ifndef RING_H
#define RING_H

struct ring {
    unsigned next;
    unsigned slots[RING_SIZE];
};

unsigned ring_sum(const struct ring *r);
unsigned ring_mix(const struct ring *r, const unsigned *keys, int count, int rounds);

#endif

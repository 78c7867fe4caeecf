/* queens.c - recursion: every way to put nine queens on a board so that none attacks another. */
#include "hogs.h"

#include <stdlib.h>

enum { N = 9, SOLUTIONS = 352 };

/* Volatile, or the compiler may see that every search has the same answer and search only once. */
static volatile unsigned board = (1u << N) - 1;

static int solutions(unsigned all, unsigned columns, unsigned left, unsigned right) {
    if (columns == all)
        return 1;
    int count = 0;
    unsigned free = ~(columns | left | right) & all;
    while (free) {
        unsigned queen = free & -free;
        free ^= queen;
        count += solutions(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return count;
}

void *search_for_ever(void *units) {
    for (;;) {
        if (solutions(board, 0, 0, 0) != SOLUTIONS)
            abort();
        count_unit(units);
    }
}

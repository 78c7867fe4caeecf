/* knapsack.c - a counted loop downwards over a table, with a maximum. */
#include "../../kernels/kernel.h"

#include <string.h>

NEVER_INLINE static int fill(int items, const int *weight, const int *value, int room, int *best) {
    memset(best, 0, ((size_t)room + 1) * sizeof *best);
    for (int i = 0; i < items; i++)
        for (int w = room; w >= weight[i]; w--)
            if (best[w - weight[i]] + value[i] > best[w])
                best[w] = best[w - weight[i]] + value[i];
    return best[room];
}

int main(int argc, char **argv) {
    int items = argument(argc, argv, 1, 100), room = argument(argc, argv, 2, 5000), rounds = argument(argc, argv, 3, 250);
    int *weight = memory(400), *value = memory(400), *best = memory(((size_t)room + 1) * 4), total = 0;
    uint32_t state = 97;
    for (int i = 0; i < items; i++) {
        weight[i] = 1 + (int)(random_number(&state) % 200);
        value[i] = 1 + (int)(random_number(&state) % 500);
    }
    for (int round = 0; round < rounds; round++) {
        total += fill(items, weight, value, room, best);
        touched(best);
    }
    print_digest(&total, sizeof total);
}

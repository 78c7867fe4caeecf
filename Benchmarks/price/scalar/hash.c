/* hash.c - open addressing: probes that nearly always end at once. */
#include "../../kernels/kernel.h"

struct table {
    uint32_t *keys, *values;
    uint32_t mask;
};

NEVER_INLINE static uint32_t *slot(struct table *table, uint32_t key) {
    uint32_t i = key * 2654435761u & table->mask;
    while (table->keys[i] && table->keys[i] != key)
        i = (i + 1) & table->mask;
    table->keys[i] = key;
    return &table->values[i];
}

int main(int argc, char **argv) {
    int bits = argument(argc, argv, 1, 12), rounds = argument(argc, argv, 2, 42000000);
    struct table table = {calloc(1u << bits, 4), calloc(1u << bits, 4), (1u << bits) - 1};
    uint32_t state = 5;
    for (int i = 0; i < rounds; i++) {
        uint32_t key = random_number(&state) % (table.mask / 2) + 1;
        *slot(&table, key) += key;
    }
    print_digest(table.values, (size_t)(table.mask + 1) * 4);
}

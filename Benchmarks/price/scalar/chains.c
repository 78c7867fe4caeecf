/* chains.c - a hash table of chained strings, with a string hash: many loops of a few turns. */
#include "../../kernels/kernel.h"

#include <string.h>

struct entry {
    struct entry *next;
    uint32_t hash, count;
    char word[16];
};

static struct entry *buckets[1024];

NEVER_INLINE static uint32_t hash_of(const char *word) {
    uint32_t hash = 5381;
    while (*word)
        hash = hash * 33 ^ (unsigned char)*word++;
    return hash;
}

NEVER_INLINE static struct entry *lookup(const char *word) {
    uint32_t hash = hash_of(word);
    for (struct entry *entry = buckets[hash % 1024]; entry; entry = entry->next)
        if (entry->hash == hash && strcmp(entry->word, word) == 0)
            return entry;
    struct entry *entry = calloc(1, sizeof *entry);
    entry->hash = hash;
    strcpy(entry->word, word);
    entry->next = buckets[hash % 1024];
    return buckets[hash % 1024] = entry;
}

int main(int argc, char **argv) {
    int words = argument(argc, argv, 1, 3000), rounds = argument(argc, argv, 2, 2500000);
    char(*word)[16] = memory((size_t)words * 16);
    uint32_t state = 9;
    for (int i = 0; i < words; i++) {
        int length = 3 + (int)(random_number(&state) % 10);
        for (int j = 0; j < length; j++)
            word[i][j] = (char)('a' + random_number(&state) % 26);
        word[i][length] = 0;
    }
    uint64_t total = 0;
    for (int i = 0; i < rounds; i++)
        total += ++lookup(word[random_number(&state) % (uint32_t)words])->count;
    print_digest(&total, sizeof total);
}

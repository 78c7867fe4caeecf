/* words.c - scans text by hand: words, lines, the longest of each. */
#include "../../kernels/kernel.h"

struct counts {
    uint64_t words, lines, longest;
};

NEVER_INLINE static void count(const char *text, struct counts *c) {
    const char *at = text;
    while (*at) {
        while (*at == ' ' || *at == '\n') {
            c->lines += *at == '\n';
            at++;
        }
        const char *start = at;
        while (*at && *at != ' ' && *at != '\n')
            at++;
        if (at > start) {
            c->words++;
            if ((uint64_t)(at - start) > c->longest)
                c->longest = (uint64_t)(at - start);
        }
    }
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 100000), rounds = argument(argc, argv, 2, 320);
    char *text = (char *)random_bytes((size_t)n + 1, 37);
    struct counts c = {0};
    for (int i = 0; i < n; i++) {
        unsigned r = (unsigned char)text[i];
        text[i] = (char)(r < 40 ? ' ' : r < 45 ? '\n' : 'a' + r % 26);
    }
    text[n] = 0;
    for (int round = 0; round < rounds; round++)
        count(text, &c);
    print_digest(&c, sizeof c);
}

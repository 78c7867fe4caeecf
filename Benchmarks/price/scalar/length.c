/* length.c - strlen and its kin written by hand; compilers recognise some of them. */
#include "../../kernels/kernel.h"

NEVER_INLINE static size_t length(const char *text) {
    const char *at = text;
    while (*at)
        at++;
    return (size_t)(at - text);
}

NEVER_INLINE static const char *find(const char *text, char c) {
    for (; *text; text++)
        if (*text == c)
            return text;
    return NULL;
}

NEVER_INLINE static int compare(const char *a, const char *b) {
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 2000), rounds = argument(argc, argv, 2, 50000);
    char *a = (char *)random_bytes((size_t)n + 1, 41), *b = memory((size_t)n + 1);
    uint64_t total = 0;
    for (int i = 0; i < n; i++)
        b[i] = a[i] |= 1;
    a[n] = b[n] = 0;
    for (int round = 0; round < rounds; round++) {
        total += length(a);
        touched(a);
        total += find(a, 2) != NULL;
        total += (uint64_t)compare(a, b);
        touched(b);
    }
    print_digest(&total, sizeof total);
}

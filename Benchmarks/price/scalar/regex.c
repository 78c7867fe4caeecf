/* regex.c - a backtracking matcher of `c . ^ $ *`: mutual recursion and a loop that tries. */
#include "../../kernels/kernel.h"

static int here(const char *pattern, const char *text);

static int star(char c, const char *pattern, const char *text) {
    do {
        if (here(pattern, text))
            return 1;
    } while (*text && (*text++ == c || c == '.'));
    return 0;
}

static int here(const char *pattern, const char *text) {
    if (!pattern[0])
        return 1;
    if (pattern[1] == '*')
        return star(pattern[0], pattern + 2, text);
    if (pattern[0] == '$' && !pattern[1])
        return !*text;
    if (*text && (pattern[0] == '.' || pattern[0] == *text))
        return here(pattern + 1, text + 1);
    return 0;
}

NEVER_INLINE static int match(const char *pattern, const char *text) {
    if (pattern[0] == '^')
        return here(pattern + 1, text);
    do
        if (here(pattern, text))
            return 1;
    while (*text++);
    return 0;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 300), rounds = argument(argc, argv, 2, 60);
    static const char *const patterns[] = {"a.*b.*c$", "ab*a", "^.*zz", "c.c*.c", "aaab", ".*b.*b.*b$"};
    char *text = (char *)random_bytes((size_t)n + 1, 73);
    int total = 0;
    for (int i = 0; i < n; i++)
        text[i] = (char)('a' + (unsigned char)text[i] % 3);
    text[n] = 0;
    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
            total += match(patterns[i], text);
            touched(text);
        }
    print_digest(&total, sizeof total);
}

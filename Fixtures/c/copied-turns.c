// Short scans of which several turns share a check, where clang optimises; and what must stand once.
// turns: copied
// checks: >= 12
#include <stdio.h>

struct node {
    struct node *next;
    int value;
};

static long length(const char *text) {
    const char *at = text;
    while (*at) // loop: check, the number of turns is not known
        at++;
    return at - text;
}

static const char *find(const char *text, char c) {
    for (; *text; text++) // loop: check
        if (*text == c)
            return text;
    return "none";
}

static int compare(const char *a, const char *b) {
    while (*a && *a == *b) { // loop: check
        a++;
        b++;
    }
    return *a - *b;
}

static int digits(unsigned n) {
    int count = 0;
    do { // loop: check
        count++;
        n = (n - n % 10) / 10;
    } while (n);
    return count;
}

static int last_of(const struct node *list, int stop) {
    int last = -1;
    for (const struct node *at = list; at; at = at->next) { // loop: check
        if (at->value == stop)
            break;
        last = at->value;
    }
    return last;
}

// An empty head and an empty body; commas; a body that is one `if`, behind an `if` that has an `else`.
static int odds(const char *at) {
    int n = 0;
    for (;;) { // loop: check
        if (!*at)
            break;
        n += *at++ & 1;
    }
    return n;
}

static const char *skip(const char *at) {
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\\') at++; // loop: check
    while (*at++ != '=') ;                                               // loop: check
    return at;
}

static int dangling(const char *at, int wanted) {
    int a = 0, b = 0;
    if (wanted)
        for (; *at; at++, b++) // loop: check
            if (*at == 'x')
                a++;
            else
                a += 2;
    else
        a = -1;
    return a * 100 + b;
}

// These stand once.
static int once(const char *at) {
    int n = 0;
    while (*at) { // loop: check
        int c = *at++;
        if (c == ' ') continue;
        n += c;
    }
    return n;
}

static int labelled(const char *at) {
    int n = 0;
    while (*at) { // loop: check
        if (*at == '#') goto skip;
        n++;
    skip:
        at++;
    }
    return n;
}

int main(void) {
    static struct node nodes[9];
    for (int i = 0; i < 9; i++) { // loop: bounded
        nodes[i].value = i * i;
        nodes[i].next = i < 8 ? nodes + i + 1 : 0;
    }
    const char *const texts[] = {"", "a", "ab", "abc", "abcd", "abcde", "the quick brown fox jumps"};
    for (int i = 0; i < 7; i++) // loop: check
        printf("%ld %s %d %d %d %d %d\n", length(texts[i]), find(texts[i], 'c'), compare(texts[i], "abcx"),
               odds(texts[i]), dangling(texts[i], i & 1), once(texts[i]), labelled(texts[i]));
    for (unsigned n = 1; n < 1000000000; n *= 7) // loop: check
        printf("%d ", digits(n));
    printf("%d %d %d\n", last_of(nodes, 49), last_of(nodes, 5), last_of(0, 0));
    printf("%s\n", skip(" \t\n\\ name = value"));
    return 0;
}

// Loops that look for the end of a text and do nothing else, and some that nearly do.
// checks: >= 40
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t byPointer(const char *text) {
    const char *at = text;
    while (*at) // loop: check
        at++;
    return (size_t)(at - text);
}

static size_t pastTheEnd(const unsigned char *text) {
    const unsigned char *at = text;
    while (*at++) // loop: check
        ;
    return (size_t)(at - text);
}

static int byNumber(const char *text) {
    int n;
    for (n = 0; text[n] != '\0'; n += 1) { // loop: check
    }
    return n;
}

static unsigned long bySize(const signed char *text) {
    unsigned long n = 0;
    while (text[n]) // loop: check
        ++n;
    return n;
}

static size_t behindTheBody(const char *at) {
    const char *text = at;
    do { // loop: check
        at++;
    } while (*at);
    return (size_t)(at - text);
}

static size_t moreThanTheEnd(const char *text, size_t *blanks) {
    const char *at = text;
    for (; *at; at++) // loop: check
        *blanks += *at == ' ';
    return (size_t)(at - text);
}

// What turns round before it is at the end.
static unsigned char narrow(const char *text) {
    unsigned char n = 0;
    while (text[n]) // loop: check
        n++;
    return n;
}

static size_t everyOther(const char *at) {
    const char *text = at;
    while (*at) // loop: check
        at += 2;
    return (size_t)(at - text);
}

static size_t wide(const int *at) {
    const int *text = at;
    while (*at) // loop: check
        at++;
    return (size_t)(at - text);
}

int main(void) {
    static const size_t lengths[] = {1, 2, 3, 7, 8, 63, 254, 8191, 8192, 8193, 16384, 16385, 100001};
    int numbers[] = {1, 2, 3, 0};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) { // loop: check
        size_t n = lengths[i], blanks = 0;
        char *text = malloc(n + 2);
        if (!text)
            return 1;
        memset(text, ' ', n);
        text[n] = text[n + 1] = 0;
        printf("%zu %zu %d %lu %zu %zu", byPointer(text), pastTheEnd((unsigned char *)text), byNumber(text),
               bySize((signed char *)text), behindTheBody(text), moreThanTheEnd(text, &blanks));
        printf(" %zu %zu %d %zu\n", blanks, everyOther(text), n < 255 ? narrow(text) : -1, wide(numbers));
        free(text);
    }
    printf("%zu %zu %d %lu\n", byPointer(""), pastTheEnd((unsigned char *)""), byNumber(""), bySize((signed char *)""));
    return 0;
}

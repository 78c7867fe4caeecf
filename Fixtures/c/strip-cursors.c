// Cursors that go on by at least one step in each turn, and by more on some ways.
// budget: 2 us
// checks: >= 20
#include <stdio.h>
#include <string.h>

static long characters(const unsigned char *at, const unsigned char *end) {
    long count = 0;
    while (at < end) { // loop: strip
        int more = *at < 0x80 ? 0 : *at >> 5 == 6 ? 1 : *at >> 4 == 14 ? 2 : -1;
        if (more < 0 || end - at <= more)
            return -1;
        at++;
        for (; more > 0; more--) // loop: bounded
            if (*at++ >> 6 != 2)
                return -1;
        count++;
    }
    return count;
}

static unsigned pairs(const int *v, int n) {
    unsigned s = 0;
    int i = 0;
    while (i < n) { // loop: strip
        s = s * 3 + (unsigned)v[i];
        if (v[i] & 1)
            i += 3;
        ++i;
    }
    return s * 100 + (unsigned)i;
}

static unsigned fromTheEnd(const char *text, const char *at) {
    unsigned s = 0;
    while (at > text) { // loop: strip
        at--;
        if (*at == 'a' && at > text)
            at--;
        s = s * 7 + (unsigned)*at;
    }
    return s + (unsigned)(at - text);
}

// What could leave a turn where a strip ends, go round or go the other way is checked in each turn.
static int leaves(const int *v, int n) {
    int i = 0;
    while (i < n) { // loop: check
        i++;
        if (v[i - 1] == 7)
            break;
        if (v[i - 1] & 2)
            i++;
    }
    return i;
}

static long sizes(const int *v, size_t n) {
    long s = 0;
    size_t i = 0;
    while (i < n) { // loop: check
        s += v[i];
        if (v[i] & 1)
            i++;
        i++;
    }
    return s;
}

static int bothWays(const int *v, int n) {
    int i = 0, turns = 0;
    while (i < n) { // loop: check
        i += 3;
        if (v[turns % 50] & 1)
            i--;
        turns++;
    }
    return turns;
}

static int onSomeWays(const int *v, int n) {
    int i = 0, turns = 0;
    while (i < n) { // loop: check
        if (v[turns % 50] & 1)
            i++;
        else
            i += 2;
        turns++;
    }
    return turns;
}

static int narrow(const int *v) {
    short i = 0;
    int turns = 0;
    while (i < 300) { // loop: check
        i++;
        if (v[turns % 50] & 1)
            i++;
        turns++;
    }
    return turns;
}

int main(void) {
    static int v[600];
    static unsigned char text[900];
    static char letters[500];
    size_t n = 0;
    for (int i = 0; i < 600; i++) // loop: strip
        v[i] = i * 37 % 101 - 50;
    while (n < 800) { // loop: check
        if (n % 7 == 3) {
            text[n++] = 0xe2;
            text[n++] = 0x82;
        } else if (n % 5 == 1) {
            text[n++] = 0xc3;
        }
        text[n] = n % 7 == 5 || n % 5 == 2 ? 0x80 : 'x';
        n++;
    }
    for (int i = 0; i < 500; i++) // loop: strip
        letters[i] = (char)('a' + i * 13 % 5);
    for (size_t end = 0; end < 800; end += 61) // loop: check
        printf("%ld ", characters(text, text + end));
    for (int end = 0; end < 590; end += 53) // loop: check
        printf("%u %u %d %ld %d %d\n", pairs(v, end), fromTheEnd(letters, letters + end % 500), leaves(v, end),
               sizes(v, (size_t)end), bothWays(v, end), onSomeWays(v, end));
    printf("%d\n", narrow(v));
    return 0;
}

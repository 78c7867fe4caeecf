// Loops as the language spells them, each with and without braces.
// checks: >= 59
#include <stdio.h>

static int bare(int n) {
    int s = 0;
    while (n > 0 && s < 999) // loop: check, steps no variable of the condition, or more
        s += n--;
    return s;
}

static int braced(int n) {
    int s = 0;
    while (n > 0 && s < 999) { // loop: check
        s += n;
        n--;
    }
    return s;
}

static int copies(char *to, const char *from) {
    char *start = to;
    while ((*to++ = *from++)) // loop: check
        ;
    return (int)(to - start);
}

static int emptyBlock(int n) {
    while (n-- > 0) {} // loop: strip
    return n;
}

static int endless(void) {
    int n = 0;
    for (;;) { // loop: check, steps no variable of the condition
        if (++n == 9) break;
    }
    return n;
}

static int endlessEmptyHead(int n) {
    for (;;) // loop: check
        if (n-- == 0) return n;
}

static int forWithoutBody(int n) {
    for (; n * n > 50; n--) // loop: check, condition
        ;
    return n;
}

static int sevenTurns(void) {
    int i;
    for (i = 0; i < 7; i++); // loop: bounded, 7 turns
    return i;
}

static int continues(int n) {
    int s = 0;
    while (n > 0) { // loop: check
        n--;
        if (n & 1) continue;
        s += n;
    }
    return s;
}

static int returns(int n) {
    while (1) { // loop: check
        if (n > 100) return n;
        n += n / 2 + 1;
    }
}

static int commaHead(void) {
    int i, j, s = 0;
    for (i = 0, j = 9; i < j; i++, j--) // loop: check, constant step of one variable
        s += i * j, s ^= 1;
    return s;
}

static int shortCircuit(void) {
    int i = 0, c = 0;
    while ((i < 4 && (c++, 1)) || i < 2) i++; // loop: check
    return i * 10 + c;
}

int main(void) {
    char to[8];
    printf("%d %d %d %d\n", bare(5), braced(6), copies(to, "abcdef"), emptyBlock(4));
    printf("%d %d %d %d\n", endless(), endlessEmptyHead(3), forWithoutBody(12), sevenTurns());
    printf("%d %d %d %d %s\n", continues(9), returns(3), commaHead(), shortCircuit(), to);
    return 3;
}

// Constructors run before the runtime, destructors after it: their checks must be harmless, so they have them like
// any code. An ifunc resolver runs before thread-local storage is in place, and must not have any.
// flags: -std=gnu11
// checks: >= 3
#include <stdio.h>
#include <stdlib.h>

static int before, after;

__attribute__((constructor)) static void prepare(void) {
    for (int i = 0; i < 5 && before < 99; i++) before++; // loop: check
}

__attribute__((destructor)) static void finish(void) {
    while (after < 5) after++; // loop: check
}

static int plain(int n) { return n + 1; }

static int (*choose(void))(int) {
    int n = 9;
    while (n > 3 && n < 99) n--; // loop: none, an ifunc resolver
    return plain;
}

static void bye(void) {
    while (before < 20) before++; // loop: check
    printf("%d %d\n", before, after);
}

int chosen(int) __attribute__((ifunc("choose")));

int main(void) { // entry: check
    atexit(bye);
    while (before < 9) before++; // loop: check
    printf("%d %d\n", before, chosen(4));
    return 0;
}

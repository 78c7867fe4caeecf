// Attributes of functions and statements stay where they are: nothing comes between one and what it is meant for.
// flags: -std=gnu11 -Wno-unknown-attributes -Wno-attributes
// budget: 0.4 us
// checks: >= 12
#include <stdio.h>
#include <stdlib.h>

static inline __attribute__((always_inline)) int inlined(int n) {
    int s = 0;
    while (n-- > 0 && s < 99) s++; // loop: check
    return s;
}

extern inline __attribute__((gnu_inline)) int external(int n) {
    while (n > 9 && n < 99) n--; // loop: check
    return n;
}

int external(int n) { return n > 9 ? 9 : n; }

__attribute__((noreturn)) static void spin(int n) {
    for (;;) // loop: check
        if (n-- == 0) exit(0);
}

static int fallsThrough(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: strip
        switch (i & 3) {
        case 0: s++; __attribute__((fallthrough));
        case 1: s += 2; break;
        default: s += 3;
        }
    return s;
}

__attribute__((cold, noinline)) static int coldly(int n) {
    int s = 0;
    for (int i __attribute__((unused)) = 0; i < n; i++) s += n; // loop: strip
    return s;
}

__attribute__((weak)) int replaceable(int n) { // entry: check
    return n ? replaceable(n - 1) + 1 : 0;
}

int twin(int n) __attribute__((alias("replaceable")));

static int named(int n) __asm__("another_name");
static int named(int n) {
    while (n > 9 && n < 99) n--; // loop: check
    return n;
}

int main(int argc, char **argv) { // entry: check
    (void)argv;
    if (argc > 9) spin(argc);
    printf("%d %d %d %d ", inlined(5), external(12), fallsThrough(70), coldly(60));
    printf("%d %d %d\n", replaceable(4), twin(3), named(40));
    return 0;
}

// Work of a known length between checks: `spin` waits by the clock, and holds no check.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile uint32_t sink;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

__attribute__((no_instrument_function, noinline)) static void spin(int64_t ns) {
    for (int64_t end = now() + ns; now() < end;) {}
}

// Every turn is that long, to the nanosecond a lot less exactly.
static void waits(int turns, int64_t ns) {
    for (int i = 0; i < turns; i++) spin(ns);
}

// Arithmetic alone: all that is proven, and nothing on top.
static uint32_t computes(uint32_t n) {
    uint32_t x = 1;
    while (n--) {
        for (int k = 0; k < 1000; k++) x = x * 1664525 + 1013904223;
        if (x == 7) break;
    }
    return x;
}

int main(int argc, char **argv) {
    waits(argc > 1 ? atoi(argv[1]) : 200, 50000);
    sink = computes(20000);
    return 0;
}

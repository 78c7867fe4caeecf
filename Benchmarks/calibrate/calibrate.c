/*
 * calibrate.c - what the operation classes of the cost model take on this machine, in picoseconds.
 *
 * Each is timed as a chain, where an operation waits for the one before: a bound must hold for code that the processor
 * cannot overlap, and most cannot be seen to overlap from its source. The empty statement keeps the compiler from
 * computing ahead, and costs nothing. CPU time of this thread; the least of many rounds, since whatever disturbs only
 * adds. Prints "class picoseconds" lines; `run` puts compilers side by side, beside the figures in CostModel.swift.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HIDDEN(x) __asm__ volatile("" : "+r"(x))
#define HIDDEN_FLOAT(x) __asm__ volatile("" : "+x"(x))

enum { ROUNDS = 60, STEPS = 20000 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e12 + (double)t.tv_nsec * 1e3;
}

/* Eight in a turn, so that the loop itself does not count. */
#define CHAIN(name, operations, setup, step)                                                                 \
    static double name(void) {                                                                               \
        double least = 1e18;                                                                                 \
        for (int round = 0; round < ROUNDS; round++) {                                                       \
            setup;                                                                                           \
            double start = now();                                                                            \
            for (int i = 0; i < STEPS; i++) {                                                                \
                step step step step step step step step                                                      \
            }                                                                                                \
            double taken = (now() - start) / STEPS / 8 / (operations);                                       \
            if (taken < least)                                                                               \
                least = taken;                                                                               \
        }                                                                                                    \
        return least;                                                                                        \
    }

static volatile uint64_t sink;

/* Addition, exclusive or, shift: one of each. */
CHAIN(arithmetic, 3, uint64_t x = (uint64_t)round; uint64_t y = 12345; HIDDEN(y),
      x += y; HIDDEN(x); x ^= y; HIDDEN(x); x <<= 1; HIDDEN(x);)
CHAIN(multiplication, 1, uint64_t x = (uint64_t)round; uint64_t y = 3; HIDDEN(y), x *= y; HIDDEN(x);)
CHAIN(floating, 2, double x = round; double y = 1.0000001; HIDDEN_FLOAT(y),
      x += y; HIDDEN_FLOAT(x); x *= y; HIDDEN_FLOAT(x);)
/* The dividend stays large, which is what takes long. */
CHAIN(division, 1, uint64_t x; uint64_t y = 7; uint64_t top = 1ull << 63; HIDDEN(y); HIDDEN(top); x = top,
      x = (x | top) / y; HIDDEN(x);)
CHAIN(floating_division, 1, double x = 1e300; double y = 1.0000001; HIDDEN_FLOAT(y), x /= y; HIDDEN_FLOAT(x);)

/* A walk along a cycle through `bytes`, in an order that nothing foresees, a cache line a step. */
static double walk(size_t bytes) {
    size_t lines = bytes / 64, steps = 400000;
    char *memory = aligned_alloc(64, bytes);
    uint32_t *order = malloc(lines * sizeof *order), seed = 1;
    if (!memory || !order)
        exit(1);
    for (size_t i = 0; i < lines; i++)
        order[i] = (uint32_t)i;
    for (size_t i = lines - 1; i > 0; i--) {
        seed = seed * 1664525 + 1013904223;
        size_t j = (size_t)(((uint64_t)seed * (i + 1)) >> 32);
        uint32_t held = order[i];
        order[i] = order[j];
        order[j] = held;
    }
    for (size_t i = 0; i < lines; i++)
        *(char **)(memory + (size_t)order[i] * 64) = memory + (size_t)order[(i + 1) % lines] * 64;
    char *at = memory;
    for (size_t i = 0; i < lines && i < steps; i++)
        at = *(char **)at;
    double least = 1e18;
    for (int round = 0; round < 5; round++) {
        double start = now();
        for (size_t i = 0; i < steps; i++)
            at = *(char **)at;
        double taken = (now() - start) / (double)steps;
        if (taken < least)
            least = taken;
    }
    sink = (uint64_t)(uintptr_t)at;
    free(order);
    free(memory);
    return least;
}

static __attribute__((__noinline__)) uint64_t callee(uint64_t x) {
    HIDDEN(x);
    return x + 1;
}
CHAIN(call, 1, uint64_t x = (uint64_t)round, x = callee(x);)

/* Half of them are not foreseen. */
static double branch(void) {
    static uint8_t coins[1 << 16];
    uint32_t seed = 7;
    for (size_t i = 0; i < sizeof coins; i++) {
        seed = seed * 1664525 + 1013904223;
        coins[i] = (uint8_t)(seed >> 31);
    }
    double least = 1e18;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t heads = 0, tails = 0;
        double start = now();
        for (size_t i = 0; i < sizeof coins; i++) {
            if (coins[i]) {
                heads++;
                HIDDEN(heads);
            } else {
                tails++;
                HIDDEN(tails);
            }
        }
        double taken = (now() - start) / (double)sizeof coins;
        if (taken < least)
            least = taken;
        sink = heads - tails;
    }
    return least;
}

/* What the strip of a counted loop adds around its turns. */
static double strip(void) {
    double least = 1e18;
    uint64_t x = 0;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t i = 0, n = STEPS, mask = 0;
        HIDDEN(n);
        double start = now();
        for (; i < n;) {
            const uint64_t end = n - i > 1 ? i + 1 : n;
            for (; i < end; i++)
                HIDDEN(x);
            if (i < end || !(i < n))
                break;
            HIDDEN(mask);
            if (mask)
                exit(1);
        }
        double taken = (now() - start) / STEPS;
        if (taken < least)
            least = taken;
    }
    return least;
}

static double per_byte(int kind) {
    size_t size = 4000;
    char *a = malloc(size + 1), *b = malloc(size + 1);
    if (!a || !b)
        exit(1);
    memset(a, 'x', size);
    a[size] = 0;
    double least = 1e18;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (int i = 0; i < 200; i++) {
            HIDDEN(a);
            HIDDEN(b);
            HIDDEN(size);
            if (kind == 0)
                memcpy(b, a, size);
            else
                sink = strlen(a);
            __asm__ volatile("" : : : "memory");
        }
        double taken = (now() - start) / 200 / 4000;
        if (taken < least)
            least = taken;
    }
    free(a);
    free(b);
    return least;
}

CHAIN(mathematical, 3, double x = 0.7; HIDDEN_FLOAT(x), x = sin(x) + 0.5; HIDDEN_FLOAT(x); x = exp(x) - 0.5;
      HIDDEN_FLOAT(x); x = pow(x, 0.3); HIDDEN_FLOAT(x);)

static double allocation(void) {
    void *kept[64];
    double least = 1e18;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (size_t i = 0; i < 64; i++)
            kept[i] = malloc(16 + i * 8);
        for (size_t i = 0; i < 64; i++) {
            HIDDEN(kept[i]);
            free(kept[i]);
        }
        double taken = (now() - start) / 128;
        if (taken < least)
            least = taken;
    }
    return least;
}

int main(void) {
    printf("arithmetic %.0f\n", arithmetic());
    printf("multiplication %.0f\n", multiplication());
    printf("floating %.0f\n", floating());
    double whole = division(), part = floating_division();
    printf("division %.0f\n", whole > part ? whole : part);
    printf("memory %.0f\n", walk(24 << 10));
    printf("branch %.0f\n", branch());
    printf("call %.0f\n", call());
    printf("strip %.0f\n", strip());
    printf("memory-L2 %.0f\n", walk(384 << 10));
    printf("memory-latency %.0f\n", walk(256 << 20));
    printf("memcpy-a-byte %.0f\n", per_byte(0));
    printf("strlen-a-byte %.0f\n", per_byte(1));
    printf("mathematical %.0f\n", mathematical());
    printf("malloc %.0f\n", allocation());
    return 0;
}

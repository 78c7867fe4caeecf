/*
 * kernel.h - what the kernels share: sizes unknown to the compiler, data, a digest of the result.
 *
 * A kernel is called many times. Without touched() the compiler may see that a call repeats the one
 * before, and delete it on the plain side only: a check is a side effect and keeps its function.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Moves the code that follows; see Kernels.swift. */
#ifdef LAYOUT
#define TEXT_OF(bytes) #bytes
#define SKIP(bytes) __asm__(".text\n\t.skip " TEXT_OF(bytes) ", 0x90")
SKIP(LAYOUT);
#endif

#define NEVER_INLINE __attribute__((noinline))

static inline int argument(int argc, char **argv, int at, int otherwise) {
    return argc > at ? atoi(argv[at]) : otherwise;
}

static inline void *memory(size_t bytes) {
    void *got = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!got) {
        perror("kernel");
        exit(1);
    }
    return got;
}

/* The compiler must believe that all memory reachable from here may have been read and written. */
static inline void touched(void *memory) {
    __asm__ volatile("" : : "r"(memory) : "memory");
}

static inline uint32_t random_number(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static inline float *random_floats(size_t count, uint32_t seed) {
    float *out = memory(count * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = (float)(random_number(&seed) % 2000) / 1000.0f - 1.0f;
    return out;
}

static inline uint8_t *random_bytes(size_t count, uint32_t seed) {
    uint8_t *out = memory(count);
    for (size_t i = 0; i < count; i++)
        out[i] = (uint8_t)(random_number(&seed) >> 16);
    return out;
}

static inline void print_digest(const void *memory, size_t bytes) {
    const unsigned char *at = memory;
    uint64_t digest = 14695981039346656037u;
    for (size_t i = 0; i < bytes; i++)
        digest = (digest ^ at[i]) * 1099511628211u;
    printf("%016" PRIx64 "\n", digest);
}

#endif

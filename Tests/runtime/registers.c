/* A check that yields keeps what the compiler holds in registers around it, vectors whole, and the red zone: to the
 * compiler nothing is called there. */
#include "test.h"

#if defined(__x86_64__)
#include <immintrin.h>

static void *disturb(void *unused) {
    for (int i = 0; i < 2000; i++) {
        __asm__ volatile(".irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n\t"
                         "pcmpeqd %%xmm\\n, %%xmm\\n\n\t"
                         ".endr"
                         :
                         :
                         : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                           "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
        cede_yield();
    }
    return unused;
}

#define HELD(kind, v)                                                                                  \
    __asm__ volatile("" : "+" kind(v[0]), "+" kind(v[1]), "+" kind(v[2]), "+" kind(v[3]),               \
                     "+" kind(v[4]), "+" kind(v[5]), "+" kind(v[6]), "+" kind(v[7]), "+" kind(v[8]))

/* A leaf: its array is in the red zone, nine of its values in registers. */
static __attribute__((__noinline__)) bool general(long seed) {
    volatile char red[64];
    long v[9];
    for (int i = 0; i < 64; i++)
        red[i] = (char)(seed + i);
    for (int i = 0; i < 9; i++)
        v[i] = seed * 1000 + i;
    HELD("r", v);
    cede_check();
    HELD("r", v);
    for (int i = 0; i < 9; i++)
        if (v[i] != seed * 1000 + i)
            return false;
    for (int i = 0; i < 64; i++)
        if (red[i] != (char)(seed + i))
            return false;
    return true;
}

static __attribute__((__noinline__, __target__("avx2"))) bool vectors(long seed) {
    __m256i v[9];
    for (int i = 0; i < 9; i++)
        v[i] = _mm256_set_epi64x(seed, i, ~seed, -i);
    HELD("x", v);
    cede_check();
    HELD("x", v);
    for (int i = 0; i < 9; i++) {
        __m256i off = _mm256_xor_si256(v[i], _mm256_set_epi64x(seed, i, ~seed, -i));
        if (!_mm256_testz_si256(off, off))
            return false;
    }
    return true;
}

static void *program(void *unused) {
    cede_task *other = cede_spawn(disturb, NULL);
    cede_statistics before, after;
    cede_get_statistics(&before);
    for (long i = 0; i < 500; i++) {
        EXPECT(general(i));
        if (__builtin_cpu_supports("avx2"))
            EXPECT(vectors(i));
    }
    cede_get_statistics(&after);
    EXPECT(after.preemptions - before.preemptions >= 500);
    EXPECT(cede_join(other, NULL) == 0);
    return unused;
}
#else
static void *program(void *unused) { return unused; }
#endif

int main(void) {
    cede_options options = {.workers = 1, .yield_always = 1};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}

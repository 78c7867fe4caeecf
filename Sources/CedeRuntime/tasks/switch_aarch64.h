/*
 * switch_aarch64.h - the switch for aarch64: three words saved, everything else declared clobbered.
 *
 *     from->sp = sp, from->fp = x29, from->pc = &resume;  sp = to->sp, x29 = to->fp, jump to->pc
 *
 * As on x86-64 the compiler spills what is live here instead of the twelve general and eight vector
 * registers that a function must keep. x29 is saved by hand since compilers refuse it as a clobber. The jump
 * goes through x16, which a landing that is marked `bti c` (a function) accepts as well as `bti j`.
 */
#ifndef CEDE_SWITCH_AARCH64_H
#define CEDE_SWITCH_AARCH64_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __ARM_FEATURE_SVE
#define CEDE__SVE_CLOBBERS                                                                         \
    , "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13",      \
        "p14", "p15", "ffr"
#else
#define CEDE__SVE_CLOBBERS
#endif

static inline __attribute__((__always_inline__)) void cede__switch_inline(struct cede__context *from,
                                                                          struct cede__context *to) {
    register struct cede__context *f __asm__("x0") = from, *t __asm__("x1") = to;
    __asm__ volatile("adr  x16, 1f\n\t"
                     "mov  x2, sp\n\t"
                     "stp  x2, x29, [x0]\n\t"
                     "str  x16, [x0, #16]\n\t"
                     "ldp  x2, x29, [x1]\n\t"
                     "ldr  x16, [x1, #16]\n\t"
                     "mov  sp, x2\n\t"
                     "br   x16\n"
                     "1:\n\t"
                     "hint #36" /* bti j */
                     : "+r"(f), "+r"(t)
                     :
                     : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
                       "x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25",
                       "x26", "x27", "x28", "x30", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7",
                       "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18",
                       "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29",
                       "v30", "v31", "memory", "cc" CEDE__SVE_CLOBBERS);
}

/* fpcr: rounding, flush-to-zero, traps. The sticky flags in fpsr are status and not kept. */
struct cede__fp {
    uint32_t fpcr;
};

#define CEDE__FP_DEFAULT ((struct cede__fp){0})

static inline void cede__fp_save(struct cede__fp *fp) {
    uint64_t fpcr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    fp->fpcr = (uint32_t)fpcr;
}

static inline void cede__fp_load(const struct cede__fp *fp) {
    __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)fp->fpcr));
}

static inline bool cede__fp_same(const struct cede__fp *a, const struct cede__fp *b) { return a->fpcr == b->fpcr; }

/* Guarded control stacks: the status by prctl, as the instruction that asks is not everywhere. */
#define CEDE__SHADOW_STACK_NAME "guarded control stack"
static inline bool cede__shadow_stack_on(int (*ask)(int, ...)) {
    unsigned long status = 0;
    return ask(74 /* PR_GET_SHADOW_STACK_STATUS */, &status, 0, 0, 0) == 0 && (status & 1);
}

/* Tells Valgrind of a stack, by the instructions that mean nothing elsewhere; its header is not needed. */
static inline void cede__valgrind_stack(const void *low, const void *high) {
    const uint64_t request[6] = {0x1501 /* STACK_REGISTER */, (uint64_t)low, (uint64_t)high};
    register uint64_t result __asm__("x3") = 0;
    register const uint64_t *at __asm__("x4") = request;
    __asm__ volatile("ror x12, x12, #3; ror x12, x12, #13; ror x12, x12, #51; ror x12, x12, #61; orr x10, x10, x10"
                     : "+r"(result)
                     : "r"(at)
                     : "memory");
}

#define CEDE__BELOW_SP 512 /* stp x29, x30, [sp, #-512]! has not moved it yet when it faults */
#define CEDE__UCONTEXT_SP(u) ((char *)(u)->uc_mcontext.sp)
#define CEDE__UCONTEXT_FP(u) ((void *)(u)->uc_mcontext.regs[29])
#define CEDE__UCONTEXT_PC(u) ((void *)(u)->uc_mcontext.pc)

#endif

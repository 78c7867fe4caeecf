/*
 * switch_x86_64.h - the switch for x86-64: three words saved, everything else declared clobbered.
 *
 *     from->sp = rsp, from->fp = rbp, from->pc = &resume;  rsp = to->sp, rbp = to->fp, jump to->pc
 *
 * The compiler then spills what is live at this very place, which is nearly nothing, instead of the six
 * registers that a function must save. rbp is saved by hand since compilers refuse it as a clobber.
 * Nothing is pushed, so the red zone below a suspended stack pointer stays intact.
 *
 * Rejected: a function that pushes six registers (measured beside this one, medians of two runs: 2.5 and
 * 3.1 ns against 1.6 and 2.3 among two contexts, 19 and 30 ns against 2.4 and 2.2 among 1000, as it touches every
 * stack); mxcsr and the x87 control
 * word saved here: they cost more than the rest together, so cede__suspend() saves them, and loads only what
 * differs (switch.h has the rule).
 */
#ifndef CEDE_SWITCH_X86_64_H
#define CEDE_SWITCH_X86_64_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __AVX512F__
#define CEDE__AVX512_CLOBBERS                                                                      \
    , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25",    \
        "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#else
#define CEDE__AVX512_CLOBBERS
#endif

static inline __attribute__((__always_inline__)) void cede__switch_inline(struct cede__context *from,
                                                                          struct cede__context *to) {
    __asm__ volatile("leaq 1f(%%rip), %%rax\n\t"
                     "movq %%rsp, 0(%0)\n\t"
                     "movq %%rbp, 8(%0)\n\t"
                     "movq %%rax, 16(%0)\n\t"
                     "movq 0(%1), %%rsp\n\t"
                     "movq 8(%1), %%rbp\n\t"
                     "jmpq *16(%1)\n"
                     "1:\n\t"
                     "endbr64"
                     : "+D"(from), "+S"(to)
                     :
                     : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
                       "r15", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8",
                       "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "mm0", "mm1",
                       "mm2", "mm3", "mm4", "mm5", "mm6", "mm7", "st", "st(1)", "st(2)", "st(3)",
                       "st(4)", "st(5)", "st(6)", "st(7)", "memory", "cc" CEDE__AVX512_CLOBBERS);
}

/* The control words are callee-saved in the ABI, so a task must find its own after a switch. */
struct cede__fp {
    uint32_t sse;
    uint16_t x87;
};

#define CEDE__FP_DEFAULT ((struct cede__fp){0x1f80, 0x037f})

static inline void cede__fp_save(struct cede__fp *fp) {
    __asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(fp->sse), "=m"(fp->x87));
}

static inline void cede__fp_load(const struct cede__fp *fp) {
    __asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(fp->sse), "m"(fp->x87));
}

/* The low six bits of mxcsr are sticky status flags, which nobody keeps. By word, as they were stored: a load of what two
 * smaller stores have just written waits until they are in the cache. */
static inline bool cede__fp_same(const struct cede__fp *a, const struct cede__fp *b) {
    return !((a->sse ^ b->sse) & 0xffc0u) && a->x87 == b->x87;
}

/* The shadow stack's pointer, or 0 where there is none: the instruction does nothing then. */
#define CEDE__SHADOW_STACK_NAME "shadow stack"
static inline bool cede__shadow_stack_on(int (*ask)(int, ...)) {
    uint64_t pointer = 0;
    (void)ask;
    __asm__ volatile("rdsspq %0" : "+r"(pointer));
    return pointer != 0;
}

/* Tells Valgrind of a stack, by the instructions that mean nothing elsewhere; its header is not needed. */
static inline void cede__valgrind_stack(const void *low, const void *high) {
    const uint64_t request[6] = {0x1501 /* STACK_REGISTER */, (uint64_t)low, (uint64_t)high};
    uint64_t result = 0;
    __asm__ volatile("rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi; xchgq %%rbx, %%rbx"
                     : "+d"(result)
                     : "a"(request)
                     : "memory", "cc");
}

/* Of a signal's context. */
#define CEDE__BELOW_SP 128 /* the red zone: how far below it code may write */
#define CEDE__UCONTEXT_SP(u) ((char *)(u)->uc_mcontext.gregs[REG_RSP])
#define CEDE__UCONTEXT_FP(u) ((void *)(u)->uc_mcontext.gregs[REG_RBP])
#define CEDE__UCONTEXT_PC(u) ((void *)(u)->uc_mcontext.gregs[REG_RIP])

#endif

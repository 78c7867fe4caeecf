/*
 * The raw switch between two and among 1000 contexts, against the hand-written switch that pushes the
 * six callee-saved registers. Rounds are interleaved; the medians are of nanoseconds for one switch.
 */
#include "bench.h"
#include "tasks/switch.h"

#include <sys/mman.h>

enum { MOST = 1000, SWITCHES = 4000000, STACK = 16 << 10 };

/* The hand-written one. */
void six_switch(void **save_sp, void *load_sp);
__asm__(".text\n.globl six_switch\n.type six_switch,@function\n.p2align 4\nsix_switch:\n"
        "pushq %rbp\npushq %rbx\npushq %r12\npushq %r13\npushq %r14\npushq %r15\n"
        "movq %rsp,(%rdi)\nmovq %rsi,%rsp\n"
        "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %rbx\npopq %rbp\nret\n"
        ".size six_switch,.-six_switch\n");

static long left;
static int ring, at;

static struct cede__context contexts[MOST], home;

static void cede_body(void) {
    for (;;) {
        struct cede__context *from = &contexts[at];
        if (--left <= 0)
            cede__switch(from, &home);
        at = at + 1 == ring ? 0 : at + 1;
        cede__switch(from, &contexts[at]);
    }
}

static void *six_contexts[MOST], *six_home;

static void six_body(void) {
    for (;;) {
        void **from = &six_contexts[at];
        if (--left <= 0)
            six_switch(from, six_home);
        at = at + 1 == ring ? 0 : at + 1;
        six_switch(from, six_contexts[at]);
    }
}

static double timed(bool six) {
    left = SWITCHES;
    at = 0;
    int64_t before = cede_now();
    if (six)
        six_switch(&six_home, six_contexts[0]);
    else
        cede__switch(&home, &contexts[0]);
    return (double)(cede_now() - before) / SWITCHES;
}

static void measure(char *stacks, int n) {
    double cede[ROUNDS], six[ROUNDS];
    ring = n;
    for (int i = 0; i < n; i++) {
        char *low = stacks + (size_t)i * 2 * STACK;
        contexts[i] = (struct cede__context){low + STACK - i % 32 * 192 - 8, NULL, (void *)cede_body};
        /* Stack tops spread over the cache's sets, or the six pushes would all meet in one. */
        void **top = (void **)(low + 2 * STACK - i % 32 * 192);
        top[-2] = (void *)six_body;
        six_contexts[i] = top - 8;
    }
    timed(false), timed(true);
    for (int i = 0; i < ROUNDS; i++) {
        cede[i] = timed(false);
        six[i] = timed(true);
    }
    double c = quantile(cede, ROUNDS, 0.5), s = quantile(six, ROUNDS, 0.5);
    char what[64];
    snprintf(what, sizeof what, "raw switch, ring of %d", n);
    figure(what, "cede", c, "ns", "<= 1.3 of three registers");
    figure(what, "six registers", s, "ns", "");
    printf("ring of %-4d  cede %5.2f ns (%.2f ... %.2f)   six registers %5.2f ns (%.2f ... %.2f)   ratio %.2f\n",
           n, c, cede[0], cede[ROUNDS - 1], s, six[0], six[ROUNDS - 1], c / s);
}

int main(void) {
    char *stacks = mmap(NULL, (size_t)MOST * 2 * STACK, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stacks == MAP_FAILED)
        return 1;
    measure(stacks, 2);
    measure(stacks, MOST);
    return 0;
}

/*
 * switch.h - a context and the switch between two, with what sanitizers must be told.
 *
 * The raw switch is one file for each processor (switch_x86_64.h, switch_aarch64.h), in inline assembly
 * that declares every register clobbered. A compiler that cannot do that takes the same as a function
 * (-DCEDE_SWITCH_CALL), which saves what a function must keep.
 *
 * The floating-point rule: the control word (rounding, flush to zero, masked exceptions; mxcsr and the x87
 * control word, or fpcr) belongs to the task. A task begins with the processor's default, what it sets lasts
 * until it sets it again, and no other task sees it. The sticky status flags belong to nobody: a switch
 * neither saves nor clears them.
 *
 * Around the switch, AddressSanitizer has to
 * know on which stack the code continues and ThreadSanitizer which fiber; without a sanitizer none of
 * this leaves an instruction.
 */
#ifndef CEDE_SWITCH_H
#define CEDE_SWITCH_H

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CEDE__ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define CEDE__TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CEDE__ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define CEDE__TSAN 1
#endif

#ifdef CEDE__ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef CEDE__TSAN
#include <sanitizer/tsan_interface.h>
#endif

struct cede__context {
    void *sp, *fp, *pc;
#ifdef CEDE__ASAN
    void *fake_stack;
    const void *stack_low;
    size_t stack_size;
#endif
#ifdef CEDE__TSAN
    void *fiber;
#endif
};

#if defined(__x86_64__)
#include "switch_x86_64.h"
#elif defined(__aarch64__)
#include "switch_aarch64.h"
#else
#error "Cede's runtime has no switch for this processor yet"
#endif

/* Where a task begins: ends the chain of frames, then calls cede__task_main (switch_*.S). */
void cede__task_start(void);

void cede__switch_call(struct cede__context *from, struct cede__context *to);

static inline __attribute__((__always_inline__)) void cede__switch(struct cede__context *from,
                                                                   struct cede__context *to) {
#ifdef CEDE_SWITCH_CALL
    cede__switch_call(from, to);
#else
    cede__switch_inline(from, to);
#endif
}

/* fn(arg) on another stack (switch_*.S). */
void *cede__call_on(void *top, void *(*fn)(void *), void *arg);

/* Makes `context` start at `entry` on the stack [low, low + size), `below` bytes under its top. */
static inline void cede__context_start(struct cede__context *context, void *low, size_t size, size_t below,
                                       void (*entry)(void)) {
    context->sp = (char *)low + size - below;
    context->fp = NULL;
    context->pc = (void *)entry;
#ifdef CEDE__ASAN
    context->fake_stack = NULL;
    context->stack_low = low;
    context->stack_size = size;
#endif
#ifdef CEDE__TSAN
    context->fiber = __tsan_create_fiber(0);
#endif
}

/* The running context goes on on another stack. */
static inline void cede__context_moved(struct cede__context *context, void *low, size_t size) {
    (void)context, (void)low, (void)size;
#ifdef CEDE__ASAN
    void *fake = NULL;
    context->stack_low = low;
    context->stack_size = size;
    __sanitizer_start_switch_fiber(&fake, low, size);
    __sanitizer_finish_switch_fiber(fake, NULL, NULL);
#endif
}

/* Called with the context that has just begun or resumed; `from` is the one it came from, which is
 * known for certain only to a context that begins (`learn` notes a thread's own stack). */
static inline void cede__context_arrived(struct cede__context *self, struct cede__context *learn) {
    (void)self, (void)learn;
#ifdef CEDE__ASAN
    const void *low = NULL;
    size_t size = 0;
    __sanitizer_finish_switch_fiber(self->fake_stack, &low, &size);
    if (learn && !learn->stack_low)
        learn->stack_low = low, learn->stack_size = size;
#endif
}

static inline __attribute__((__always_inline__)) void
cede__context_switch(struct cede__context *from, struct cede__context *to) {
#ifdef CEDE__ASAN
    __sanitizer_start_switch_fiber(&from->fake_stack, to->stack_low, to->stack_size);
#endif
#ifdef CEDE__TSAN
    from->fiber = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
    cede__switch(from, to);
    cede__context_arrived(from, NULL);
}

/* Leaves a context for good. */
static inline __attribute__((__always_inline__, __noreturn__)) void
cede__context_leave(struct cede__context *to) {
    struct cede__context nowhere;
#ifdef CEDE__ASAN
    __sanitizer_start_switch_fiber(NULL, to->stack_low, to->stack_size);
#endif
#ifdef CEDE__TSAN
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
    cede__switch(&nowhere, to);
    __builtin_unreachable();
}

#endif

/*
 * stack.c - stacks: one reservation, classes of equal slots, a guard below each.
 *
 *     one mapping, reserved and not committed
 *     ├ 16 KiB ┼ 64 KiB ┼ 256 KiB ┼ 1 MiB ┼ 8 MiB ┤      an equal share of addresses for each class
 *              │
 *              └ [guard|stack ▒▒][guard|stack ▒▒] ...    a slot; stacks grow down towards their guard
 *
 * A task gets a slot when it runs first, so one that never ran costs its descriptor only. Slots are
 * carved in order and reused last-in first-out, so a reused one is warm; the pages of a kept slot stay.
 *
 * The guard is MADV_GUARD_INSTALL (Linux 6.13), which costs no mapping: a million guarded stacks are
 * still one. Older kernels get mprotect, two mappings a stack, so vm.max_map_count (65 530 by default)
 * ends it at about 32 700 stacks; the message then says so.
 *
 * Rejected: mmap for each stack (a mapping each, 2 us), slots of 1 MiB for all (2 GB of page tables for a
 * million), MADV_DONTNEED when a slot is given back (11 us and a page fault at the next use).
 */
#include "cede_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

enum { PAGE = 4096 };
#define RESERVATION (1ull << 39)
#define RESERVATION_LEAST (1ull << 28)

struct stack_class {
    size_t size, guard;
    char *base;
    uint32_t capacity, carved, free; /* `free` is a slot's number plus 1 */
    uint32_t *next;                  /* for each slot the one below it in the free list */
    uint32_t lock;
};

static struct stack_class classes[CEDE__STACK_CLASSES] = {
    {.size = 16 << 10, .guard = 4 << 10},
    {.size = 64 << 10, .guard = 4 << 10},
    {.size = 256 << 10, .guard = 16 << 10},
    {.size = 1 << 20, .guard = 64 << 10},
    {.size = 8 << 20, .guard = 64 << 10},
};
static char *reservation;
static size_t reserved;

void cede__stacks_lock(void) {
    for (int i = 0; i < CEDE__STACK_CLASSES; i++)
        cede__lock(&classes[i].lock);
}

void cede__stacks_unlock(void) {
    for (int i = 0; i < CEDE__STACK_CLASSES; i++)
        cede__unlock(&classes[i].lock);
}

/* A limit on address space (ulimit -v) may forbid the full reservation: then a smaller one. */
int cede__stacks_reserve(size_t most) {
    size_t share;
    for (reserved = most ? most : RESERVATION; reserved >= RESERVATION_LEAST; reserved /= 2) {
        void *p = mmap(NULL, reserved, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        if (p == MAP_FAILED)
            continue;
        reservation = p;
        break;
    }
    if (!reservation)
        return ENOMEM;
    madvise(reservation, reserved, MADV_NOHUGEPAGE);
    share = reserved / CEDE__STACK_CLASSES / (64 << 10) * (64 << 10);
    for (int i = 0; i < CEDE__STACK_CLASSES; i++) {
        struct stack_class *c = &classes[i];
        size_t slot = c->guard + c->size;
        uint32_t capacity = (uint32_t)(share / (slot + sizeof *c->next));
        c->next = (uint32_t *)(reservation + (size_t)i * share);
        c->base = (char *)c->next + (capacity * sizeof *c->next + PAGE - 1) / PAGE * PAGE;
        c->capacity = capacity - 1; /* the last slot pays for rounding to pages */
        c->carved = c->free = 0;
    }
    return 0;
}

void cede__stacks_release(void) {
    munmap(reservation, reserved);
    reservation = NULL;
}

int cede__stack_class(size_t size) {
    for (int i = 0; i < CEDE__STACK_CLASSES; i++)
        if (size <= classes[i].size)
            return i;
    return -1;
}

size_t cede__stack_size(int i) { return classes[i].size; }
size_t cede__stack_guard(int i) { return classes[i].guard; }

uint64_t cede__stacks_carved(void) {
    uint64_t sum = 0;
    for (int i = 0; i < CEDE__STACK_CLASSES; i++) {
        cede__lock(&classes[i].lock);
        sum += classes[i].carved;
        cede__unlock(&classes[i].lock);
    }
    return sum;
}

static char *slot_stack(struct stack_class *c, uint32_t slot) {
    return c->base + (size_t)slot * (c->guard + c->size) + c->guard;
}

static void give_up(const char *why) {
    fprintf(stderr, "cede: %s\n", why);
    abort();
}

static void install_guard(struct stack_class *c, uint32_t slot) {
    static _Atomic(bool) old_kernel;
    char *guard = slot_stack(c, slot) - c->guard;
    if (!atomic_load(&old_kernel)) {
        if (madvise(guard, c->guard, MADV_GUARD_INSTALL) == 0)
            return;
        atomic_store(&old_kernel, true);
    }
    if (mprotect(guard, c->guard, PROT_NONE) == 0)
        return;
    give_up("cannot guard another stack: the process has used up its memory mappings. This kernel is "
            "older than Linux 6.13, where each stack takes two of them; raise the limit with\n"
            "    sysctl -w vm.max_map_count=1048576");
}

/* Fills the worker's cache up to half, so that the lock is taken once for many tasks. */
static void refill(struct stack_class *c, struct cede__stack_cache *cache) {
    uint32_t first_new;
    unsigned from = cache->count, fresh = 0;
    cede__lock(&c->lock);
    while (cache->count < CEDE__STACK_CACHE / 2 && c->free) {
        uint32_t slot = c->free - 1;
        c->free = c->next[slot];
        cache->slots[cache->count++] = slot;
    }
    first_new = c->carved;
    if (cache->count == from && c->carved < c->capacity) {
        fresh = 1;
        c->carved++;
    }
    cede__unlock(&c->lock);
    if (fresh) {
        install_guard(c, first_new);
        cache->slots[cache->count++] = first_new;
    }
}

void cede__stack_bind(struct cede__worker *w, cede_task *task) {
    struct stack_class *c = &classes[task->stack_class];
    struct cede__stack_cache *cache = &w->stacks[task->stack_class];
    if (!cache->count)
        refill(c, cache);
    if (!cache->count)
        give_up("the address space for stacks is used up (too many tasks at once, or ulimit -v)");
    task->worker = w;
    task->stack_slot = cache->slots[--cache->count];
    task->stack = slot_stack(c, task->stack_slot);
    cede__context_start(&task->context, task->stack, c->size, cede__task_start);
}

void cede__stack_unbind(struct cede__worker *w, cede_task *task) {
    struct stack_class *c = &classes[task->stack_class];
    struct cede__stack_cache *cache = &w->stacks[task->stack_class];
#ifdef CEDE__ASAN
    __asan_unpoison_memory_region(task->stack, c->size);
#endif
#ifdef CEDE__TSAN
    __tsan_destroy_fiber(task->context.fiber);
#endif
    if (cache->count == CEDE__STACK_CACHE) {
        cede__lock(&c->lock);
        while (cache->count > CEDE__STACK_CACHE / 2) {
            uint32_t slot = cache->slots[--cache->count];
            c->next[slot] = c->free;
            c->free = slot + 1;
        }
        cede__unlock(&c->lock);
    }
    cache->slots[cache->count++] = task->stack_slot;
    task->stack = NULL;
}

/*
 * stack.c - stacks: one reservation, classes of equal slots, a guard below each.
 *
 *     one mapping, reserved and not committed
 *     ├ 8 MiB ┼ 1 MiB ┼ 256 KiB ┼ 64 KiB ┼ 16 KiB ┤      an equal share of addresses for each class
 *             │
 *             └ [guard|stack ▒▒][guard|stack ▒▒] ...     a slot; stacks grow down towards their guard
 *
 * A task gets a slot when it runs first, so one that never ran costs its descriptor only. Slots are
 * carved in order and reused last-in first-out, so a reused one is warm. The classes stand the largest first, so
 * that a task that goes on on a larger stack (cede_run_on_big_stack) still grows down, as debuggers require.
 *
 * COLOUR. Slots are a multiple of a page apart, so all tasks would keep their innermost frames in the same few
 * sets of the first-level cache. Tops are therefore shifted by a multiple of 64 bytes.
 *
 * TRIMMING. Giving pages back where a task ends costs 11 us and a page fault at the next use, so a slot keeps
 * them. A worker that goes idle looks through some of the slots that were given back: what they have below the
 * watermark (the uppermost 16 KiB) goes back to the kernel. Large slots are looked at at once.
 *
 * The guard is MADV_GUARD_INSTALL (Linux 6.13), which costs no mapping: a million guarded stacks are
 * still one. Older kernels get mprotect, two mappings a stack, so vm.max_map_count (65 530 by default)
 * ends it at about 32 700 stacks; the message then says so.
 *
 * What was never carved is left out of core files, which would otherwise pretend to be of 512 GiB. The stacks are
 * executable if the program's own is (gcc's nested functions).
 *
 * Rejected: mmap for each stack (a mapping each, 2 us), slots of 1 MiB for all (2 GB of page tables for a
 * million). Compaction of tasks that wait for long (copy the live part out, release the page, copy it back before
 * they run) would save about 3.5 of 4.1 KiB for each, but is not safe for code that nobody audited: others hold
 * addresses of the locals of a waiting task (a select's cases, a buffer that another task or the kernel writes to,
 * a node in a list) and may use them while the page is gone.
 */
#include "cede_internal.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

enum { PAGE = 4096, WATERMARK = 16 << 10, COLOURS = 16, COLOUR = 64, TRIM_BATCH = 32, DUMPABLE = 64 };
/* From this class on a slot is trimmed whenever it is given back. */
#define LARGE 3
#define RESERVATION (1ull << 39)
#define RESERVATION_LEAST (1ull << 28)

struct stack_class {
    size_t size, guard;
    char *base;
    uint32_t capacity, carved, dumpable;
    uint32_t free, trimmed;          /* lists; a slot's number plus 1 */
    uint32_t *next;                  /* for each slot the one below it in its list */
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

static bool executable_stack(void) {
    const ElfW(Phdr) *header = (const void *)getauxval(AT_PHDR);
    for (unsigned long i = 0; header && i < getauxval(AT_PHNUM); i++)
        if (header[i].p_type == PT_GNU_STACK)
            return header[i].p_flags & PF_X;
    return false;
}

/* A limit on address space (ulimit -v) may forbid the full reservation: then a smaller one. */
int cede__stacks_reserve(size_t most) {
    size_t share;
    int protection = PROT_READ | PROT_WRITE | (executable_stack() ? PROT_EXEC : 0);
    for (reserved = most ? most : RESERVATION; reserved >= RESERVATION_LEAST; reserved /= 2) {
        void *p = cede__fails(CEDE__FAIL_RESERVE) && reserved > RESERVATION_LEAST ? MAP_FAILED : mmap(NULL, reserved, protection,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        if (p == MAP_FAILED)
            continue;
        reservation = p;
        break;
    }
    if (!reservation)
        return ENOMEM;
    madvise(reservation, reserved, MADV_NOHUGEPAGE);
    madvise(reservation, reserved, MADV_DONTDUMP);
    share = reserved / CEDE__STACK_CLASSES / (64 << 10) * (64 << 10);
    for (int i = 0; i < CEDE__STACK_CLASSES; i++) {
        struct stack_class *c = &classes[i];
        size_t slot = c->guard + c->size;
        uint32_t capacity = (uint32_t)(share / (slot + sizeof *c->next));
        c->next = (uint32_t *)(reservation + (size_t)(CEDE__STACK_CLASSES - 1 - i) * share);
        c->base = (char *)c->next + (capacity * sizeof *c->next + PAGE - 1) / PAGE * PAGE;
        c->capacity = capacity - 1; /* the last slot pays for rounding to pages */
        c->carved = c->dumpable = c->free = c->trimmed = 0;
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

static size_t colour_of(uint32_t slot) { return slot % COLOURS * COLOUR; }

static char *slot_top(struct stack_class *c, uint32_t slot) { return slot_stack(c, slot) + c->size - colour_of(slot); }

static __attribute__((__noinline__, __cold__)) void give_up(const char *why) {
    fprintf(stderr, "cede: %s\n", why);
    abort();
}

/* High water: CEDE_STACKS=report. ----------------------------------------------------------------- */

static struct deepest {
    uint64_t tasks;
    size_t depth;
    uint64_t id;
    char name[64], file[256];        /* copies: of a library that may be closed before the report */
    int line;
} deepest[CEDE__STACK_CLASSES];
static uint32_t deepest_lock;

/* Pages that were touched since the slot was clean; so here, and only here, it is cleaned for the next. */
static void note_depth(cede_task *task) {
    struct stack_class *c = &classes[task->stack_class];
    struct deepest *d = &deepest[task->stack_class];
    unsigned char resident[(8 << 20) / PAGE];
    size_t pages = c->size / PAGE, first = 0;
    if (mincore(task->stack, c->size, resident) != 0)
        return;
    while (first < pages && !(resident[first] & 1))
        first++;
    madvise(task->stack, c->size, MADV_DONTNEED);
    cede__lock(&deepest_lock);
    d->tasks++;
    if ((pages - first) * PAGE > d->depth) {
        *d = (struct deepest){.tasks = d->tasks, .depth = (pages - first) * PAGE, .id = task->id, .line = task->line};
        snprintf(d->name, sizeof d->name, "%s", task->name ? task->name : "");
        snprintf(d->file, sizeof d->file, "%s", task->file ? task->file : "");
    }
    cede__unlock(&deepest_lock);
}

void cede__stacks_report(void) {
    for (int i = 0; i < CEDE__STACK_CLASSES; i++) {
        struct deepest *d = &deepest[i];
        if (!d->tasks)
            continue;
        fprintf(stderr, "cede: stacks of %zu KiB: %llu tasks, the deepest used %zu KiB: task %llu \"%s\"",
                classes[i].size >> 10, (unsigned long long)d->tasks, d->depth >> 10, (unsigned long long)d->id,
                d->name);
        if (*d->file)
            fprintf(stderr, ", spawned at %s:%d", d->file, d->line);
        fputc('\n', stderr);
        *d = (struct deepest){0};
    }
}

/* Slots. ------------------------------------------------------------------------------------------ */

static __attribute__((__noinline__, __cold__)) void give_up_guarding(void) {
    char text[256], limit[24] = "65530\n";
    FILE *f = fopen("/proc/sys/vm/max_map_count", "r");
    if (f && !fgets(limit, sizeof limit, f))
        strcpy(limit, "?\n");
    if (f)
        fclose(f);
    limit[strcspn(limit, "\n")] = 0;
    snprintf(text, sizeof text,
             "cannot guard another stack: this kernel is older than Linux 6.13, where each takes two memory mappings, "
             "and a process may have %s; raise the limit with\n    sysctl -w vm.max_map_count=1048576",
             limit);
    give_up(text);
}

/* Emulators (qemu's user mode) say yes to advice that they do not know, to this one too, where the kernel says that it cannot
 * read there. Rejected: a pointer to it in another system call, which Valgrind looks at itself, and crashes. */
static bool guards(char *guard) { return madvise(guard, PAGE, MADV_POPULATE_READ) != 0 && errno == EFAULT; }

static void install_guard(struct stack_class *c, uint32_t slot) {
    static _Atomic(bool) old_kernel, known_to_guard;
    int saved_errno = errno;
    char *guard = slot_stack(c, slot) - c->guard;
    if (!atomic_load(&old_kernel) && !cede__fails(CEDE__FAIL_GUARD)) {
        if (madvise(guard, c->guard, MADV_GUARD_INSTALL) == 0 && (atomic_load(&known_to_guard) || guards(guard))) {
            atomic_store(&known_to_guard, true);
            errno = saved_errno;
            return;
        }
        atomic_store(&old_kernel, true);
    }
    errno = saved_errno;
    if (mprotect(guard, c->guard, PROT_NONE) != 0)
        give_up_guarding();
}

/* The lists change under the lock; cede__stacks_trim peeks at them without it. */
static uint32_t take(struct stack_class *c, uint32_t *list) {
    uint32_t slot = *list - 1;
    __atomic_store_n(list, c->next[slot], __ATOMIC_RELAXED);
    return slot;
}

static void put(struct stack_class *c, uint32_t *list, uint32_t slot) {
    c->next[slot] = *list;
    __atomic_store_n(list, slot + 1, __ATOMIC_RELAXED);
}

/* Fills the worker's cache up to half, so that the lock is taken once for many tasks. */
static __attribute__((__noinline__)) void refill(struct stack_class *c, struct cede__stack_cache *cache) {
    uint32_t first_new;
    unsigned from = cache->count, fresh = 0;
    cede__lock(&c->lock);
    while (cache->count < CEDE__STACK_CACHE / 2 && (c->free || c->trimmed))
        cache->slots[cache->count++] = take(c, c->free ? &c->free : &c->trimmed);
    first_new = c->carved;
    if (cache->count == from && c->carved < c->capacity) {
        fresh = 1;
        c->carved++;
        if (c->carved > c->dumpable) {
            uint32_t more = c->capacity - c->dumpable < DUMPABLE ? c->capacity - c->dumpable : DUMPABLE;
            madvise(slot_stack(c, c->dumpable) - c->guard, more * (c->guard + c->size), MADV_DODUMP);
            c->dumpable += more;
        }
    }
    cede__unlock(&c->lock);
    if (fresh) {
        install_guard(c, first_new);
        cede__valgrind_stack(slot_stack(c, first_new), slot_stack(c, first_new) + c->size);
        cache->slots[cache->count++] = first_new;
    }
}

static bool acquire(struct cede__worker *w, int stack_class, uint32_t *slot) {
    struct cede__stack_cache *cache = &w->stacks[stack_class];
    if (!cache->count)
        refill(&classes[stack_class], cache);
    if (!cache->count)
        return false;
    *slot = cache->slots[--cache->count];
    if (cache->count) { /* the next to be started finds its stack in the caches, if this one was a warm one */
        char *top = slot_top(&classes[stack_class], cache->slots[cache->count - 1]);
        for (int line = 1; line <= 4; line++)
            __builtin_prefetch(top - 64 * line, 1);
    }
    return true;
}

/* What the slot uses below the watermark goes back to the kernel. */
static void trim(struct stack_class *c, uint32_t slot) {
    unsigned char resident[(8 << 20) / PAGE];
    char *low = slot_stack(c, slot);
    size_t pages = c->size > WATERMARK ? (c->size - WATERMARK) / PAGE : 0, first = 0;
    if (!pages || mincore(low, pages * PAGE, resident) != 0)
        return;
    while (first < pages && !(resident[first] & 1))
        first++;
    if (first < pages)
        madvise(low + first * PAGE, (pages - first) * PAGE, MADV_DONTNEED);
}

static void release(struct cede__worker *w, int stack_class, uint32_t slot) {
    struct stack_class *c = &classes[stack_class];
    struct cede__stack_cache *cache = &w->stacks[stack_class];
    if (stack_class >= LARGE)
        trim(c, slot);
    if (cache->count == CEDE__STACK_CACHE) {
        cede__lock(&c->lock);
        while (cache->count > CEDE__STACK_CACHE / 2)
            put(c, stack_class >= LARGE ? &c->trimmed : &c->free, cache->slots[--cache->count]);
        cede__unlock(&c->lock);
    }
    cache->slots[cache->count++] = slot;
}

/* A worker that goes idle does a little of it each time. */
void cede__stacks_trim(void) {
    for (int i = 0; i < LARGE; i++) {
        struct stack_class *c = &classes[i];
        uint32_t slots[TRIM_BATCH];
        unsigned count = 0;
        if (c->size <= WATERMARK || !__atomic_load_n(&c->free, __ATOMIC_RELAXED))
            continue;
        cede__lock(&c->lock);
        while (count < TRIM_BATCH && c->free)
            slots[count++] = take(c, &c->free);
        cede__unlock(&c->lock);
        for (unsigned k = 0; k < count; k++)
            trim(c, slots[k]);
        cede__lock(&c->lock);
        while (count)
            put(c, &c->trimmed, slots[--count]);
        cede__unlock(&c->lock);
    }
}

void cede__stack_bind(struct cede__worker *w, cede_task *task) {
    struct stack_class *c = &classes[task->stack_class];
    uint32_t slot;
    if (!acquire(w, task->stack_class, &slot))
        give_up("the address space for stacks is used up (too many tasks at once, or ulimit -v)");
    task->worker = w;
    task->stack_slot = slot;
    task->on_class = task->stack_class;
    task->stack = slot_stack(c, slot);
    cede__context_start(&task->context, task->stack, c->size, colour_of(slot), cede__task_start);
}

void cede__stack_unbind(struct cede__worker *w, cede_task *task) {
#ifdef CEDE__ASAN
    __asan_unpoison_memory_region(task->stack, classes[task->stack_class].size);
#endif
#ifdef CEDE__TSAN
    __tsan_destroy_fiber(task->context.fiber);
#endif
    if (__builtin_expect(cede__sched.stack_report, 0))
        note_depth(task);
    release(w, task->stack_class, task->stack_slot);
    task->stack = NULL;
}

/* A deep callee on a stack of its own. While it runs the task is on that stack: what asks where the running stack
 * ends (check.c, overflow.c, dump.c) looks at `stack` and `on_class`. */
int cede_run_on_big_stack(void *(*fn)(void *), void *arg, size_t size, void **result) {
    struct cede__worker *w = cede__self;
    cede_task *task = cede_self();
    int wanted = cede__stack_class(size);
    void *value;
    if (wanted < 0)
        return EINVAL;
    if (!task || wanted <= task->on_class) {
        value = fn(arg);
    } else {
        char *stack = task->stack, *big;
        uint8_t on_class = task->on_class;
        uint32_t slot;
        if (cede__fails(CEDE__FAIL_STACK) || !acquire(w, wanted, &slot))
            return ENOMEM;
        big = slot_stack(&classes[wanted], slot);
        task->stack = big;
        task->on_class = (uint8_t)wanted;
        cede__context_moved(&task->context, big, classes[wanted].size);
        value = cede__call_on(big + classes[wanted].size, fn, arg);
        cede__context_moved(&task->context, stack, classes[on_class].size);
        task->stack = stack;
        task->on_class = on_class;
#ifdef CEDE__ASAN
        __asan_unpoison_memory_region(big, classes[wanted].size);
#endif
        release(cede__self, wanted, slot);
    }
    if (result)
        *result = value;
    return 0;
}

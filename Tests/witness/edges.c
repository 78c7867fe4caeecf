/*
 * edges.c - the witness: counts back-edges that are taken although no check was passed within the
 * budget.
 *
 * It shares nothing with cede: clang's own instrumentation (-fsanitize-coverage) calls it at every
 * basic block of the compiled program and hands it the graph of the blocks; the inserted checks
 * call it too. For each thread it adds up the work since the last check. When that is over the
 * limit and a loop takes another turn, or a function is called that is still running further up,
 * the place is written down: such a cycle went round with no check near.
 *
 * Work is counted in instructions, a block's being its size in bytes over four: the same in every
 * run, and not stretched by a busy machine or by the instrumentation. What the limit is in time is
 * measured, not assumed: RESULTS.md. Code without instrumentation (libc, a system call) counts
 * nothing here; `clock.c` sees that.
 *
 * A loop: a block that is reached by an edge which goes back in a depth-first walk of its function,
 * and is reached a second time by the same activation. An activation is known by its frame pointer,
 * on a stack of our own that follows longjmp and tail calls, as frames below the one that runs are
 * gone. A block that comes back with no such edge in between was jumped to by longjmp.
 *
 * Rejected: counting how often each block runs between two checks, which needs no graph, but names
 * the many blocks of an innocent callee and not the loop that calls it.
 */
#define _GNU_SOURCE
#include "log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    most_blocks = 1 << 20,
    most_frames = 1 << 22,
    callback_bytes = 12,
    bytes_an_instruction = 4,
    most_bytes = 4096
};

/* What a thread knows of a block. */
struct visit {
    uint64_t activation; /* in which it ran last */
    uint64_t epoch;      /* checks passed by then */
    uint32_t turns;      /* of this activation since the last check */
    uint32_t running;    /* of an entry: activations of its function that have not ended */
    uint32_t heads;      /* its frame's, by then */
};

struct frame {
    uintptr_t address;
    uint64_t activation;
    uint32_t entry;
    uint32_t heads; /* of loops, reached by it */
};

struct totals {
    uint64_t blocks, work, checks, longest;
    uint32_t longest_at;
};

/* Of a thread. Kept and used again when it has ended; what tells visits apart only ever grows. */
struct witness {
    uint64_t work, epoch, activations;
    uint32_t last, depth;
    struct totals totals;
    struct visit *visits;
    struct frame *frames;
    struct witness *next;
};

/* Of each block, in the order of the modules' guards; number 0 is none. */
static struct block {
    uintptr_t pc;
    uint32_t work;
    bool is_entry, is_head;
} * blocks;

static struct finding { _Atomic uint64_t count, work, turns; } * findings;

static uint32_t block_count = 1;
static uint64_t limit;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t ending;
static struct witness *idle;
static struct totals all; /* of threads that ended */
static __thread struct witness *self __attribute__((tls_model("initial-exec")));

static void *reserve(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        dprintf(2, "witness: no memory\n");
        abort();
    }
    return memory;
}

/* --- The graph ----------------------------------------------------------------------------------
 */

static int by_pc(const void *a, const void *b) {
    uintptr_t x = blocks[*(const uint32_t *)a].pc, y = blocks[*(const uint32_t *)b].pc;
    return x < y ? -1 : x > y;
}

/* The blocks from `first` on, in the order of their addresses. */
static uint32_t *sorted(uint32_t first) {
    uint32_t count = block_count - first, *order = malloc((count + 1) * sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = first + i;
    qsort(order, count, sizeof *order, by_pc);
    return order;
}

static uint32_t block_at(uintptr_t pc, const uint32_t *order) {
    uint32_t low = 0, high = block_count - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (blocks[order[middle]].pc < pc)
            low = middle + 1;
        else
            high = middle;
    }
    return low < block_count - 1 && blocks[order[low]].pc == pc ? order[low] : 0;
}

/* Marks the blocks that an edge goes back to: successors that are on the path of a depth-first
 * walk. */
static void mark_heads(uint32_t entry, const uintptr_t **successors, const uint32_t *order) {
    enum { unseen, open, closed };
    static unsigned char *state;
    static uint32_t *path;
    uint32_t depth = 0;

    if (!state) {
        state = reserve(most_blocks);
        path = reserve(most_blocks * sizeof *path);
    }
    path[depth++] = entry;
    state[entry] = open;
    while (depth) {
        uint32_t block = path[depth - 1];
        if (successors[block] && *successors[block]) {
            uint32_t next = block_at(*successors[block]++, order);
            if (next && state[next] == open)
                blocks[next].is_head = true;
            if (next && state[next] == unseen) {
                state[next] = open;
                path[depth++] = next;
            }
        } else {
            state[block] = closed;
            depth--;
        }
    }
}

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop) {
    if (start == stop || *start)
        return;
    if (!blocks) {
        blocks = reserve(most_blocks * sizeof *blocks);
        findings = reserve(most_blocks * sizeof *findings);
        limit = witness_setting("WITNESS_LIMIT", 80000);
    }
    if (block_count + (size_t)(stop - start) > most_blocks) {
        dprintf(2, "witness: more than %d blocks\n", most_blocks);
        abort();
    }
    for (uint32_t *guard = start; guard < stop; guard++)
        *guard = block_count++;
}

/* Called for a module after its guards, of which there are as many: pairs of address and flags. */
void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *stop) {
    uint32_t count = (uint32_t)(stop - start) / 2, first = block_count - count, *order;

    if (blocks[first].pc)
        return;
    for (uint32_t i = 0; i < count; i++) {
        blocks[first + i].pc = start[2 * i];
        blocks[first + i].is_entry = start[2 * i + 1] & 1;
    }
    order = sorted(first);
    for (uint32_t i = 0; i < count; i++) {
        /* The last block, and one before code that is not instrumented, has no end to see. */
        uintptr_t size = i + 1 < count ? blocks[order[i + 1]].pc - blocks[order[i]].pc : 0;
        if (size < callback_bytes || size > most_bytes)
            size = callback_bytes;
        blocks[order[i]].work = 1 + (uint32_t)(size - callback_bytes) / bytes_an_instruction;
    }
    free(order);
}

/* For each block its address, its successors, 0, its callees, 0. */
void __sanitizer_cov_cfs_init(const uintptr_t *start, const uintptr_t *stop) {
    const uintptr_t **successors = calloc(block_count, sizeof *successors);
    uint32_t *order = sorted(1);

    for (const uintptr_t *word = start; word < stop;) {
        successors[block_at(*word, order)] = word + 1;
        for (int zeros = 0; word < stop && zeros < 2; word++)
            zeros += !*word;
    }
    for (uint32_t block = 1; block < block_count; block++)
        if (blocks[block].is_entry && successors[block])
            mark_heads(block, successors, order);
    free(successors);
    free(order);
}

/* --- What was found -----------------------------------------------------------------------------
 */

static void say(uint32_t block) {
    const struct finding *finding = &findings[block];
    const char *kind = blocks[block].is_entry ? "call" : blocks[block].is_head ? "edge" : "jump";
    char words[200];
    snprintf(words, sizeof words, "%s %d %lu %lu %lu", kind, getpid(), finding->count,
             finding->turns, finding->work);
    witness_log(words, blocks[block].pc, 0);
}

static void raise(_Atomic uint64_t *most, uint64_t value) {
    uint64_t old = atomic_load(most);
    while (old < value && !atomic_compare_exchange_weak(most, &old, value))
        ;
}

/* Said when the count doubles, for who knows how the process ends; the last line of a process
 * counts. */
static void found(uint32_t block, uint64_t turns, uint64_t work) {
    uint64_t count = atomic_fetch_add(&findings[block].count, 1) + 1;
    raise(&findings[block].turns, turns);
    raise(&findings[block].work, work);
    if (!(count & (count - 1)))
        say(block);
}

static void end_gap(struct witness *t) {
    if (t->work > t->totals.longest) {
        t->totals.longest = t->work;
        t->totals.longest_at = t->last;
    }
    t->totals.work += t->work;
    t->work = 0;
    t->epoch++;
}

static void add(const struct totals *totals) {
    all.blocks += totals->blocks;
    all.work += totals->work;
    all.checks += totals->checks;
    if (totals->longest > all.longest) {
        all.longest = totals->longest;
        all.longest_at = totals->longest_at;
    }
}

static __attribute__((destructor)) void finish(void) {
    char words[200];
    if (self) {
        end_gap(self);
        add(&self->totals);
        memset(&self->totals, 0, sizeof self->totals);
    }
    for (uint32_t block = 1; block < block_count; block++)
        if (findings[block].count & (findings[block].count - 1))
            say(block);
    snprintf(words, sizeof words, "total %d %lu %lu %lu %lu", getpid(), all.blocks, all.work,
             all.checks, all.longest);
    witness_log(words, blocks ? blocks[all.longest_at].pc : 0, 0);
}

/* --- Threads ------------------------------------------------------------------------------------
 */

static void leave(struct witness *t) {
    const struct frame *frame = &t->frames[--t->depth];
    if (frame->entry)
        t->visits[frame->entry].running--;
}

static void thread_ends(void *thread) {
    struct witness *t = thread;
    end_gap(t);
    while (t->depth)
        leave(t);
    self = NULL;
    pthread_mutex_lock(&lock);
    add(&t->totals);
    t->next = idle;
    idle = t;
    pthread_mutex_unlock(&lock);
}

/* What the parent found it says itself. */
static void child_begins(void) {
    memset(&all, 0, sizeof all);
    if (findings)
        madvise(findings, most_blocks * sizeof *findings, MADV_DONTNEED);
    if (self)
        memset(&self->totals, 0, sizeof self->totals);
}

static void begin(void) {
    pthread_key_create(&ending, thread_ends);
    pthread_atfork(NULL, NULL, child_begins);
}

static __attribute__((noinline)) struct witness *attach(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct witness *t;

    pthread_once(&once, begin);
    pthread_mutex_lock(&lock);
    t = idle;
    if (t)
        idle = t->next;
    pthread_mutex_unlock(&lock);
    if (!t) {
        t = reserve(sizeof *t);
        t->visits = reserve(most_blocks * sizeof *t->visits);
        t->frames = reserve(most_frames * sizeof *t->frames);
    }
    memset(&t->totals, 0, sizeof t->totals);
    self = t;
    pthread_setspecific(ending, t);
    return t;
}

/* --- Events -------------------------------------------------------------------------------------
 */

void cede_witness_check(void) {
    struct witness *t = self ? self : attach();
    end_gap(t);
    t->totals.checks++;
}

/* The activation that runs block `block` at this frame address. */
static struct frame *activation(struct witness *t, uint32_t block, uintptr_t address) {
    bool enters = blocks[block].is_entry;
    struct frame *frame;

    while (t->depth && t->frames[t->depth - 1].address < address + enters)
        leave(t);
    if (t->depth && t->frames[t->depth - 1].address == address)
        return &t->frames[t->depth - 1];
    if (t->depth == most_frames) {
        dprintf(2, "witness: more than %d frames\n", most_frames);
        abort();
    }
    frame = &t->frames[t->depth++];
    *frame = (struct frame){address, ++t->activations, enters ? block : 0, 0};
    if (enters)
        t->visits[block].running++;
    return frame;
}

/* At the beginning of each block. */
void __sanitizer_cov_trace_pc_guard(const uint32_t *guard) {
    uint32_t block = *guard;
    struct witness *t = self ? self : attach();
    struct visit *visit = &t->visits[block];
    struct frame *frame;

    if (!block)
        return; /* a constructor that ran before the module's own */
    frame = activation(t, block, (uintptr_t)__builtin_frame_address(1));
    t->work += blocks[block].work;
    t->totals.blocks++;
    t->last = block;
    if (visit->activation != frame->activation || visit->epoch != t->epoch)
        visit->turns = 0;
    if (t->work > limit) {
        if (blocks[block].is_entry && visit->running > 1)
            found(block, visit->running, t->work);
        else if (visit->activation == frame->activation &&
                 (blocks[block].is_head || visit->heads == frame->heads))
            found(block, visit->turns + 1, t->work);
    }
    frame->heads += blocks[block].is_head;
    visit->heads = frame->heads;
    visit->turns++;
    visit->activation = frame->activation;
    visit->epoch = t->epoch;
}

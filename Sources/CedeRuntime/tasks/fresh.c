/*
 * fresh.c - tasks that never ran, the only ones that move between workers.
 *
 * Each worker has a ring. Its owner appends at the tail; anyone takes at the head by compare-and-swap,
 * the owner too, so the order is FIFO for everybody. A slot is read before the head is advanced, and the
 * advance fails if another took it meanwhile; the owner cannot overwrite such a slot before the head
 * has passed it. What finds no room goes, with half of the ring, to a shared list under a lock; plain
 * threads put their tasks there too. A worker whose ring is empty refills it from there in batches.
 *
 * A fresh task has no stack yet, so moving it moves a pointer. On the shared list each also says which one is some places behind
 * it, to be fetched: of many that wait none is in the caches, and each would have to be there before the next is known.
 *
 * Rejected: Chase-Lev, whose owner takes the newest first: tasks would start in reverse order. To leave a task that waits alone
 * to its worker for 1 to 50 us, since a spawner that waits for it at once would run it there: of 400 no more did, as the woken
 * thread mostly has the spawner's CPU meanwhile.
 */
#include "cede_internal.h"

enum { BATCH = 64, AHEAD = 8 };

static struct {
    uint32_t lock;
    cede_task *head, *tail;
    _Atomic(uint32_t) count;
} shared;

void cede__fresh_lock(void) { cede__lock(&shared.lock); }
void cede__fresh_unlock(void) { cede__unlock(&shared.lock); }

static void shared_append(cede_task *first, cede_task *last, uint32_t count) {
    last->next = NULL;
    cede__fresh_lock();
    if (shared.head)
        shared.tail->next = first;
    else
        shared.head = first;
    shared.tail = last;
    atomic_fetch_add(&shared.count, count);
    cede__fresh_unlock();
}

/* Takes up to `max` from the head of a ring; the caller's ring or another's. */
static unsigned grab(struct cede__fresh *from, cede_task **into, unsigned max, bool half) {
    for (;;) {
        uint32_t head = atomic_load_explicit(&from->head, memory_order_acquire);
        uint32_t count = atomic_load(&from->tail) - head;
        if (count == 0)
            return 0;
        if (count > CEDE__FRESH_RING) /* head and tail are of different moments */
            continue;
        if (half)
            count -= count / 2;
        if (count > max)
            count = max;
        for (uint32_t i = 0; i < count; i++)
            into[i] = atomic_load_explicit(&from->slots[(head + i) % CEDE__FRESH_RING],
                                           memory_order_relaxed);
        if (atomic_compare_exchange_strong(&from->head, &head, head + count))
            return count;
    }
}

static bool full(const struct cede__fresh *ring, uint32_t tail) {
    return tail - atomic_load_explicit(&ring->head, memory_order_acquire) == CEDE__FRESH_RING;
}

/* To be published by the ring's tail. */
static void place(struct cede__fresh *ring, uint32_t tail, cede_task *task, uint32_t turn) {
    atomic_store_explicit(&task->turn, turn, memory_order_relaxed);
    atomic_store_explicit(&ring->slots[tail % CEDE__FRESH_RING], task, memory_order_relaxed);
}

void cede__fresh_put(struct cede__worker *w, cede_task *task) {
    cede_task *moved[CEDE__FRESH_RING / 2 + 1];
    uint32_t turn = w->turn++, tail = atomic_load_explicit(&w->fresh.tail, memory_order_relaxed);
    task->spawner = (uint32_t)w->index;
    if (!full(&w->fresh, tail)) {
        place(&w->fresh, tail, task, turn);
        atomic_store(&w->fresh.tail, tail + 1);
        return;
    }
    atomic_store_explicit(&task->turn, turn, memory_order_relaxed);
    unsigned count = grab(&w->fresh, moved, CEDE__FRESH_RING / 2, false);
    moved[count++] = task;
    for (unsigned i = 0; i + 1 < count; i++) {
        moved[i]->next = moved[i + 1];
        moved[i]->ahead = moved[i + AHEAD < count ? i + AHEAD : count - 1];
    }
    task->ahead = task;
    shared_append(moved[0], moved[count - 1], count);
}

void cede__fresh_put_shared(cede_task *task) {
    task->spawner = CEDE__WORKERS_MAX;
    task->ahead = task;
    shared_append(task, task, 1);
}

bool cede__fresh_shared_any(void) {
    return atomic_load_explicit(&shared.count, memory_order_seq_cst) > 0;
}

/* What this worker put on the shared list keeps its turn there. What others did takes turns with those that wait in `runq`,
 * one by one: behind them all, starting a hundred thousand tasks while those that started yield took a pass over all of
 * these for each batch. */
static __attribute__((__noinline__)) void refill(struct cede__worker *w) {
    uint32_t turn = w->runq.head ? atomic_load_explicit(&w->runq.head->turn, memory_order_relaxed) : w->turn;
    uint32_t tail = atomic_load_explicit(&w->fresh.tail, memory_order_relaxed), taken = 0;
    cede__fresh_lock();
    for (; taken < BATCH && shared.head && !full(&w->fresh, tail + taken); taken++) {
        cede_task *task = shared.head;
        shared.head = task->next;
        __builtin_prefetch(cede__line(task->ahead, 0), 1);
        __builtin_prefetch(cede__line(task->ahead, 1), 1);
        bool own = task->spawner == (uint32_t)w->index;
        place(&w->fresh, tail + taken, task, own ? atomic_load_explicit(&task->turn, memory_order_relaxed) : turn++);
    }
    atomic_store(&w->fresh.tail, tail + taken);
    atomic_fetch_sub(&shared.count, taken);
    cede__fresh_unlock();
}

/* Of many that wait the next is no longer in the caches. A slot that is empty holds an old task's address, or none. */
static void prefetch_next(struct cede__fresh *ring) {
    uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    cede_task *task = atomic_load_explicit(&ring->slots[head % CEDE__FRESH_RING], memory_order_relaxed);
    for (unsigned line = 0; line < 3; line++)
        __builtin_prefetch(cede__line(task, line), 1);
}

cede_task *cede__fresh_take(struct cede__worker *w) {
    cede_task *task;
    if (grab(&w->fresh, &task, 1, false)) {
        prefetch_next(&w->fresh);
        return task;
    }
    if (!cede__fresh_shared_any())
        return NULL;
    refill(w);
    return grab(&w->fresh, &task, 1, false) ? task : NULL;
}

/* The turn of the ring's first task. It may be taken meanwhile: then the answer was of a moment ago. */
bool cede__fresh_peek(struct cede__worker *w, uint32_t *turn) {
    uint32_t head = atomic_load_explicit(&w->fresh.head, memory_order_acquire);
    if (head == atomic_load_explicit(&w->fresh.tail, memory_order_relaxed))
        return false;
    cede_task *task =
        atomic_load_explicit(&w->fresh.slots[head % CEDE__FRESH_RING], memory_order_relaxed);
    *turn = atomic_load_explicit(&task->turn, memory_order_relaxed);
    return true;
}

/* From another worker, the next in number first: half of what it has, or one. */
cede_task *cede__fresh_steal(struct cede__worker *w, bool half) {
    cede_task *taken[CEDE__FRESH_RING];
    for (unsigned i = 1; i < cede__sched.count; i++) {
        struct cede__worker *victim =
            &cede__sched.workers[((unsigned)w->index + i) % cede__sched.count];
        unsigned count = grab(&victim->fresh, taken, half ? CEDE__FRESH_RING / 2 : 1, half);
        if (!count)
            continue;
        for (unsigned k = 1; k < count; k++)
            cede__fresh_put(w, taken[k]);
        atomic_fetch_add_explicit(&w->stolen, count, memory_order_relaxed);
        return taken[0];
    }
    return NULL;
}

bool cede__fresh_any(void) {
    if (cede__fresh_shared_any())
        return true;
    for (unsigned i = 0; i < cede__sched.count; i++) {
        struct cede__fresh *ring = &cede__sched.workers[i].fresh;
        if (atomic_load(&ring->tail) != atomic_load(&ring->head))
            return true;
    }
    return false;
}

void cede__fresh_clear(void) {
    shared.head = shared.tail = NULL;
    atomic_store(&shared.count, 0);
}

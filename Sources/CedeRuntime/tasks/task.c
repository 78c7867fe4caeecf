/*
 * task.c - a task's life: made, run, finished, joined.
 *
 * Who frees a task is decided by one atomic word, `waiter`:
 *
 *     0 ──join──> joiner ──finish──> freed by the joiner
 *     0 ──finish──> DONE ──join──> freed by the joiner        DONE ──detach──> freed by the detacher
 *     0 ──detach──> DETACHED ──finish──> freed by the worker
 *     joiner ──deadline, cancelled──> 0
 *
 * The finishing side writes DONE as its very last access, from the worker's root and after it has given
 * back the stack, since the joiner may free the task at that moment.
 *
 * Tasks come from slabs that live until cede_run returns, so the address of a task that was freed is
 * always that of some task: a worker may read the `turn` of one that was stolen meanwhile. Each worker
 * keeps freed ones for itself up to a bound, and gives the rest to a shared list. That is a list of bundles, each in the memory
 * of its first task, so that who takes some does not have to read each, from no cache, to find the next.
 */
#include "cede_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SLAB = 128, IDS = 64, AHEAD = 4 };

struct slab {
    struct slab *next;
    cede_task tasks[SLAB];
};

static struct {
    uint32_t lock;
    _Atomic(struct slab *) slabs;    /* grows at the head; read without the lock by reports */
    cede_task *free;                 /* each the first of a bundle */
} cede__task_memory;                 /* by this name the gdb script finds it */

void cede__tasks_lock(void) { cede__lock(&cede__task_memory.lock); }
void cede__tasks_unlock(void) { cede__unlock(&cede__task_memory.lock); }

/* Memory. ----------------------------------------------------------------------------------------- */

/* Puts tasks on the shared list; the lock is held. */
static void bundle_up(cede_task **tasks, unsigned count) {
    for (unsigned i = 0; i < count; i += tasks[i]->bundled + 1) {
        cede_task *first = tasks[i];
        first->bundled = count - i - 1 < CEDE__BUNDLE ? count - i - 1 : CEDE__BUNDLE;
        memcpy(first->bundle, &tasks[i + 1], first->bundled * sizeof *tasks);
        first->next = cede__task_memory.free;
        cede__task_memory.free = first;
    }
}

/* Some tasks, up to SLAB, the next to be used at the end: those that lie together in memory one after the other, as they were
 * freed. The lock is held. */
static unsigned some_free(cede_task **into) {
    cede_task *firsts[SLAB / (CEDE__BUNDLE + 1)];
    unsigned bundles = 0, count = 0;
    if (!cede__task_memory.free) {
        struct slab *slab = cede__fails(CEDE__FAIL_TASK) ? NULL : calloc(1, sizeof *slab);
        if (!slab)
            return 0;
        slab->next = atomic_load_explicit(&cede__task_memory.slabs, memory_order_relaxed);
        atomic_store(&cede__task_memory.slabs, slab);
        for (; count < SLAB; count++)
            into[count] = &slab->tasks[SLAB - 1 - count];
        return count;
    }
    for (; bundles < sizeof firsts / sizeof *firsts && cede__task_memory.free; bundles++) {
        firsts[bundles] = cede__task_memory.free;
        cede__task_memory.free = firsts[bundles]->next;
    }
    while (bundles--) {
        cede_task *first = firsts[bundles];
        into[count++] = first;
        memcpy(&into[count], first->bundle, first->bundled * sizeof *into);
        count += first->bundled;
    }
    return count;
}

static cede_task *allocate(struct cede__worker *w) {
    if (!w) {
        cede_task *some[SLAB], *task = NULL;
        cede__tasks_lock();
        unsigned count = some_free(some);
        if (count) {
            task = some[--count];
            bundle_up(some, count);
        }
        cede__tasks_unlock();
        return task;
    }
    if (!w->free_task_count) {
        cede__tasks_lock();
        w->free_task_count = some_free(w->free_tasks);
        cede__tasks_unlock();
        if (!w->free_task_count)
            return NULL;
    }
    if (w->free_task_count > AHEAD)
        for (unsigned line = 0; line < 4; line++) /* for a later call */
            __builtin_prefetch(cede__line(w->free_tasks[w->free_task_count - 1 - AHEAD], line), 1);
    return w->free_tasks[--w->free_task_count];
}

void cede__task_free(cede_task *task) {
    struct cede__worker *w = cede__self;
    task->id = 0;
    if (!w || w->free_task_count == CEDE__TASK_CACHE) {
        cede__tasks_lock();
        bundle_up(w ? w->free_tasks : &task, w ? CEDE__TASK_CACHE / 2 : 1);
        cede__tasks_unlock();
        if (!w)
            return;
        w->free_task_count -= CEDE__TASK_CACHE / 2;
        memmove(w->free_tasks, &w->free_tasks[CEDE__TASK_CACHE / 2], w->free_task_count * sizeof *w->free_tasks);
    }
    w->free_tasks[w->free_task_count++] = task;
}

void cede__tasks_release(void) {
    for (struct slab *slab = atomic_exchange(&cede__task_memory.slabs, NULL), *next; slab; slab = next) {
        next = slab->next;
#ifdef CEDE__TSAN
        for (int i = 0; i < SLAB; i++)
            if (slab->tasks[i].stack)
                __tsan_destroy_fiber(slab->tasks[i].context.fiber);
#endif
        free(slab);
    }
    cede__task_memory.free = NULL;
}

/* Each descriptor there is; of those in no use the id is 0. */
void cede__tasks_each(void (*fn)(cede_task *task, void *argument), void *argument) {
    for (struct slab *slab = atomic_load(&cede__task_memory.slabs); slab; slab = slab->next)
        for (int i = 0; i < SLAB; i++)
            fn(&slab->tasks[i], argument);
}

/* Life. ------------------------------------------------------------------------------------------- */

/* A worker takes some at once: a locked instruction waits for all that is being written, and a new task's lines are not in
 * the caches. */
static uint64_t new_id(struct cede__worker *w) {
    if (!w)
        return atomic_fetch_add_explicit(&cede__sched.task_ids, 1, memory_order_relaxed) + 1;
    if (w->last_id == w->ids_end) {
        w->last_id = atomic_fetch_add_explicit(&cede__sched.task_ids, IDS, memory_order_relaxed);
        w->ids_end = w->last_id + IDS;
    }
    return ++w->last_id;
}

cede_task *cede__task_new(const cede_attributes *attributes, void *(*fn)(void *), void *arg) {
    int stack_class = attributes->stack_size ? cede__stack_class(attributes->stack_size)
                                             : cede__sched.stack_class;
    if (stack_class < 0 || attributes->worker > cede__sched.count) {
        errno = EINVAL;
        return NULL;
    }
    struct cede__worker *w = cede__self;
    cede_task *task = allocate(w);
    if (!task) {
        errno = ENOMEM;
        return NULL;
    }
    task->context.sp = NULL;
    task->worker = attributes->worker ? &cede__sched.workers[attributes->worker - 1] : NULL;
    task->stack = NULL;
    task->fn = fn;
    task->value = arg;
    atomic_store_explicit(&task->waiter, 0, memory_order_relaxed);
    task->stack_class = (uint8_t)stack_class;
    task->fp = CEDE__FP_DEFAULT;
    task->no_yield = task->shield = task->locks = 0;
    task->caught = NULL;
    task->uncaught = 0;
    task->group = NULL;
    task->timed = false;
    task->reprieves = 0;
    task->cancel_state = task->cancel_type = 0;
    atomic_store_explicit(&task->cancelled, false, memory_order_relaxed);
    atomic_store_explicit(&task->park.state, 0, memory_order_relaxed);
    task->id = new_id(w);
    task->name = attributes->name;
    task->file = attributes->file;
    task->line = attributes->line;
    return task;
}

int cede__task_prepare(const cede_attributes *attributes, void *(*fn)(void *), void *arg, cede_task **task) {
    int saved_errno = errno, error;
    if (!cede__self && !atomic_load(&cede__sched.running))
        return EPERM;
    *task = cede__task_new(attributes, fn, arg);
    error = *task ? 0 : errno;
    errno = saved_errno;
    return error;
}

void cede__task_launch(cede_task *task) {
    struct cede__worker *w = cede__self;
    if (w)
        cede__count(&w->spawned);
    else
        atomic_fetch_add_explicit(&cede__sched.spawned_outside, 1, memory_order_relaxed);
    if (task->worker && task->worker != w) {
        cede__wake_by_inbox(task);
    } else if (w) {
        if (task->worker)
            cede__runnable(w, task);
        else {
            cede__fresh_put(w, task);
            cede__wake_one();
        }
        cede__monitor_watch(w);
    } else {
        cede__fresh_put_shared(task);
        if (!cede__wake_one())
            cede__call_lightest(NULL);
    }
}

cede_task *cede_spawn_with(const cede_attributes *attributes, void *(*fn)(void *), void *arg) {
    cede_task *task;
    int error = cede__task_prepare(attributes, fn, arg, &task);
    if (error) {
        errno = error;
        return NULL;
    }
    cede__task_launch(task);
    return task;
}

/* The first C frame of a task. */
void cede__task_main(void) {
    static const struct cede__fp initial = CEDE__FP_DEFAULT;
    struct cede__worker *w = cede__self;
    cede_task *task = cede_self();
    cede__context_arrived(&task->context, &w->root);
    if (!cede__fp_same(w->fp, &initial))
        cede__fp_load(&initial);
    errno = 0;
    task->value = task->fn(task->value);
    cede__exit_to_root(w);
}

void cede__task_finish(cede_task *task) {
    struct cede__worker *w = cede__self;
    uintptr_t waiter;
    cede__count(&w->finishes);
    cede__stack_unbind(w, task);
    if (task == cede__sched.first || task == cede__sched.survivor) {
        if (atomic_load(&cede__sched.exiting)) /* the process ends when that task says so */
            return;
        if (task == cede__sched.survivor)
            exit(0);
        cede__workers_stop();
        return;
    }
    if (task->group)
        cede__group_left(task);
    waiter = atomic_exchange(&task->waiter, CEDE__DONE);
    if (waiter == CEDE__DETACHED)
        cede__task_free(task);
    else if (waiter)
        cede__unpark((struct cede__parker *)waiter);
}

static int wait_for(cede_task *task, int64_t deadline) {
    struct cede__parker *me;
    uintptr_t expected = 0;
    int error;
    if (atomic_load(&task->waiter) == CEDE__DONE)
        return 0;
    me = cede__park_prepare("join", task, true);
    if (!atomic_compare_exchange_strong(&task->waiter, &expected, (uintptr_t)me)) {
        cede__park_abandon(me);
        return expected == CEDE__DONE ? 0 : EINVAL;
    }
    error = cede__park(me, deadline);
    if (!error)
        return 0;
    expected = (uintptr_t)me;
    if (atomic_compare_exchange_strong(&task->waiter, &expected, 0))
        return error;
    cede__park_settle(me); /* it has finished meanwhile */
    return 0;
}

int cede_join_until(cede_task *task, void **result, int64_t deadline) {
    int error = task == cede_self() ? EDEADLK : wait_for(task, deadline);
    if (error)
        return error;
    if (result)
        *result = task->value;
    cede__task_free(task);
    return 0;
}

int cede_join(cede_task *task, void **result) { return cede_join_until(task, result, CEDE__NEVER); }

int cede_detach(cede_task *task) {
    uintptr_t expected = 0;
    if (atomic_compare_exchange_strong(&task->waiter, &expected, CEDE__DETACHED))
        return 0;
    if (expected != CEDE__DONE)
        return EINVAL;
    cede__task_free(task);
    return 0;
}

void cede_yield(void) {
    struct cede__worker *w = cede__self;
    if (!w) {
        sched_yield();
        return;
    }
    cede__runnable(w, cede_self());
    cede__suspend(w);
}

cede_task *cede_self(void) {
    struct cede__worker *w = cede__self;
    return w ? atomic_load_explicit(&w->current, memory_order_relaxed) : NULL;
}

uint64_t cede_task_id(const cede_task *task) { return task->id; }

int cede_worker(void) { return cede__self ? cede__self->index : -1; }

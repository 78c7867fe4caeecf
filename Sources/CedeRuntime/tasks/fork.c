/*
 * fork.c - what a child process finds.
 *
 * As with threads, only the task that called fork() lives on in the child. Its worker stays a worker, the
 * only one, with empty queues; spawn, join and sleep work again. Tasks of the parent do not exist there:
 * joining one waits for ever. When the surviving task returns the child exits with status 0, as a
 * process does whose last thread returns, unless it is the first task: then cede_run returns.
 * The child of a plain thread has no workers; checks on it stay harmless.
 *
 * The locks are taken across the fork so that the child finds them free.
 */
#include "posix/posix.h"

#include <string.h>

static void before(void) {
    cede__tasks_lock();
    cede__stacks_lock();
    cede__fresh_lock();
}

static void in_parent(void) {
    cede__fresh_unlock();
    cede__stacks_unlock();
    cede__tasks_unlock();
}

static void in_child(void) {
    struct cede__worker *w = cede__self;
    in_parent();
    cede__posix_forked();
    cede__fresh_clear();
    cede__descriptors_forget();
    cede__offload_forget();
    cede__watcher_forget();
    if (!w) {
        atomic_store(&cede__sched.running, false);
        return;
    }
    if (atomic_load(&cede__sched.exiting) != cede_self())
        atomic_store(&cede__sched.exiting, NULL);
    if (cede_self() != cede__sched.first) {
        cede__sched.first = NULL;
        cede__sched.survivor = cede_self();
    }
    cede__sched.workers = w;
    cede__sched.count = 1;
    w->index = 0;
    atomic_store(&w->fresh.head, atomic_load(&w->fresh.tail));
    w->ready = w->runq = (struct cede__queue){NULL, NULL};
    w->timers = NULL;
    atomic_store(&w->inbox, NULL);
    atomic_store(&w->queued, 0);
    atomic_store(&w->next_deadline, CEDE__NEVER);
    memset((void *)cede__sched.idle, 0, sizeof cede__sched.idle);
    atomic_store(&cede__sched.searching, 0);
    atomic_store(&w->watched, false);
    cede__poller_close(w); /* the parent's set lives on in the parent */
    w->has_tick = false;
    cede__monitor_start(w);
}

void cede__fork_install(void) {
    static bool installed;
    if (!installed)
        pthread_atfork(before, in_parent, in_child);
    installed = true;
}

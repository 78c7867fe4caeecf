/*
 * offload.c - a pool of threads for calls that can only block: files, names, whatever the program has.
 *
 * Threads are made when a job finds none idle, up to THREADS, and end after LINGER without a job. A job lies on
 * its caller's stack, in the queue or with a thread; until a thread takes it the caller can withdraw it, after
 * that it waits for the end, since the thread uses the caller's memory. For calls that must not be waited for so
 * long (getaddrinfo) there are abandonable jobs: their memory is the job's own, and the thread frees it.
 *
 * An abandoned caller (cede_run ends) counts as one that withdraws: cede__offload_drain.
 *
 * Signals are blocked in these threads. A child process begins without a pool.
 */
#include "io_internal.h"

#include <errno.h>
#include <stdlib.h>

enum { THREADS = 64, STACK = 1 << 20 };
#define LINGER 5000000000

enum job_state { QUEUED, TAKEN, DONE };

struct job {
    struct job *next, *previous;     /* in the queue (next only), then among those taken */
    void *(*fn)(void *);
    void *arg, *result;
    enum job_state state;
    cede_waitlist waiters;           /* only the list: the pool's lock guards it */
    void (*abandonable)(void *);     /* instead of fn and waiting: runs, then `release` */
    void (*release)(void *);
};

static struct {
    uint32_t lock;
    _Atomic(uint32_t) posted;        /* the futex on which idle threads sleep; counts jobs */
    _Atomic(uint32_t) finished;      /* counts jobs; cede__offload_drain sleeps on it */
    struct job *first, *last, *taken;
    unsigned threads, idle;
} pool;

static struct job *take(void) {
    struct job *job = pool.first;
    if (job) {
        pool.first = job->next;
        if (!pool.first)
            pool.last = NULL;
        job->state = TAKEN;
        job->previous = NULL;
        job->next = pool.taken;
        if (job->next)
            job->next->previous = job;
        pool.taken = job;
    }
    return job;
}

static void finish(struct job *job) {
    struct cede__waiter *waiter;
    cede__lock(&pool.lock);
    job->state = DONE;
    if (job->previous)
        job->previous->next = job->next;
    else
        pool.taken = job->next;
    if (job->next)
        job->next->previous = job->previous;
    waiter = cede__list_claim(&job->waiters);
    atomic_fetch_add(&pool.finished, 1);
    cede__unlock(&pool.lock); /* without a waiter that was claimed, the job is gone from here on */
    cede__futex_wake(&pool.finished);
    if (waiter)
        cede__resume(waiter->parker);
}

static void run_job(struct job *job) {
    if (job->abandonable) {
        void (*release)(void *) = job->release;
        void *arg = job->arg;
        job->abandonable(arg);
        finish(job);
        release(arg);
    } else {
        job->result = job->fn(job->arg);
        finish(job);
    }
}

/* The lock is held, and is again when it returns: a job, or NULL when the thread has lingered long enough. */
static struct job *next_job(void) {
    int64_t deadline = cede_now() + LINGER;
    struct job *job;
    while (!(job = take())) {
        uint32_t posted = atomic_load(&pool.posted);
        if (cede_now() >= deadline)
            return NULL;
        pool.idle++;
        cede__unlock(&pool.lock);
        cede__futex_wait(&pool.posted, posted, deadline);
        cede__lock(&pool.lock);
        pool.idle--;
    }
    return job;
}

static void *pool_thread(void *unused) {
    struct job *job;
    pthread_setname_np(pthread_self(), "cede-offload");
    cede__lock(&pool.lock);
    while ((job = next_job())) {
        cede__unlock(&pool.lock);
        run_job(job);
        cede__lock(&pool.lock);
    }
    pool.threads--;
    cede__unlock(&pool.lock);
    return unused;
}

static int start_thread(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, old;
    int error = pthread_attr_init(&attributes);
    if (error)
        return error;
    sigfillset(&all);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    error = pthread_create(&thread, &attributes, pool_thread, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    return error;
}

static void enqueue(struct job *job) {
    job->next = NULL;
    if (pool.last)
        pool.last->next = job;
    else
        pool.first = job;
    pool.last = job;
}

static bool withdraw(struct job *job) {
    struct job **place = &pool.first, *before = NULL;
    while (*place && *place != job)
        before = *place, place = &before->next;
    if (!*place)
        return false;
    *place = job->next;
    if (pool.last == job)
        pool.last = before;
    return true;
}

/* Puts the job where a thread will find it; the lock is held, and released. EAGAIN: there is no thread. */
static int post(struct job *job) {
    bool need = false, first;
    int error = 0;
    enqueue(job);
    atomic_fetch_add(&pool.posted, 1);
    if (!pool.idle && pool.threads < THREADS) {
        need = true;
        pool.threads++;
    }
    cede__unlock(&pool.lock);
    if (!need) {
        cede__futex_wake(&pool.posted);
        return 0;
    }
    error = start_thread();
    if (!error)
        return 0;
    cede__lock(&pool.lock);
    first = --pool.threads == 0;
    if (!first || !withdraw(job))
        error = 0; /* another thread will come to it, or has */
    cede__unlock(&pool.lock);
    return error;
}

/* Waits for the job's end; the pool's lock is held, and released. */
static int wait_for(struct job *job, int64_t deadline) {
    struct cede__waiter me = {.parker = cede__park_prepare("offload", job, true)};
    int error;
    cede__list_append(&job->waiters, &me);
    cede__unlock(&pool.lock);
    error = cede__park(me.parker, deadline);
    if (error) {
        cede__lock(&pool.lock);
        cede__list_remove(&job->waiters, &me);
        cede__unlock(&pool.lock);
    }
    return error;
}

/* After a deadline or a cancellation: true if the job will never run. */
static bool try_withdraw(struct job *job) {
    bool withdrawn;
    cede__lock(&pool.lock);
    withdrawn = job->state == QUEUED && withdraw(job);
    cede__unlock(&pool.lock);
    return withdrawn;
}

static int submit(struct job *job, int64_t deadline) {
    int error, saved_errno = errno;
    cede__lock(&pool.lock);
    error = post(job);
    if (!error) {
        cede__lock(&pool.lock);
        if (job->state == DONE)
            cede__unlock(&pool.lock);
        else
            error = wait_for(job, deadline);
    }
    errno = saved_errno;
    return error;
}

int cede_offload(void *(*fn)(void *), void *arg, void **result, int64_t deadline) {
    struct job job = {.fn = fn, .arg = arg};
    int error;
    if (cede_cancelled())
        return ECANCELED;
    if (!cede__self) {
        job.result = fn(arg);
    } else if ((error = submit(&job, deadline))) {
        if (error == EAGAIN || try_withdraw(&job))
            return error;
        cede_shield_begin();
        cede__lock(&pool.lock);
        if (job.state == DONE)
            cede__unlock(&pool.lock);
        else
            wait_for(&job, CEDE__NEVER);
        cede_shield_end();
    }
    if (result)
        *result = job.result;
    return 0;
}

/* For a job with memory of its own: fn(arg), then on the thread release(arg), which is called in any case. When it
 * returns an error, fn may still run. */
struct abandonable {
    struct job job;
    void (*fn)(void *), (*release)(void *);
    void *arg;
    _Atomic(int) holders;
};

static void drop(struct abandonable *a) {
    if (atomic_fetch_sub(&a->holders, 1) == 1)
        free(a);
}

static void run_abandonable(void *argument) {
    struct abandonable *a = argument;
    a->fn(a->arg);
}

static void release_abandonable(void *argument) {
    struct abandonable *a = argument;
    a->release(a->arg);
    drop(a);
}

int cede__offload_abandonable(void (*fn)(void *), void *arg, void (*release)(void *), int64_t deadline) {
    struct abandonable *a;
    int error;
    if (!cede__self) {
        fn(arg);
        release(arg);
        return 0;
    }
    a = calloc(1, sizeof *a);
    if (!a) {
        release(arg);
        return ENOMEM;
    }
    *a = (struct abandonable){.job = {.arg = a, .abandonable = run_abandonable, .release = release_abandonable},
                              .fn = fn, .release = release, .arg = arg, .holders = 2};
    error = submit(&a->job, deadline);
    if (error && (error == EAGAIN || try_withdraw(&a->job)))
        release_abandonable(a);
    drop(a);
    return error;
}

/* The runtime ends, and the tasks that wait are abandoned: their stacks must not be used any more. What nobody has
 * begun is dropped, what uses a task's memory is waited for. */
void cede__offload_drain(void) {
    bool busy = true;
    cede__lock(&pool.lock);
    for (struct job *job = pool.first, *next; job; job = next) {
        next = job->next;
        if (job->abandonable)
            job->release(job->arg);
    }
    pool.first = pool.last = NULL;
    while (busy) {
        uint32_t finished = atomic_load(&pool.finished);
        busy = false;
        for (struct job *job = pool.taken; job; job = job->next) {
            job->waiters.first = job->waiters.last = NULL;
            busy = busy || !job->abandonable;
        }
        cede__unlock(&pool.lock);
        if (busy)
            cede__futex_wait(&pool.finished, finished, CEDE__NEVER);
        cede__lock(&pool.lock);
    }
    cede__unlock(&pool.lock);
}

/* In a child process there are no threads but one. */
void cede__offload_forget(void) {
    pool.lock = 0;
    pool.first = pool.last = pool.taken = NULL;
    pool.threads = pool.idle = 0;
}

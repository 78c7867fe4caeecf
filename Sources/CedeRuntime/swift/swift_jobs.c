/*
 * swift_jobs.c - runs the jobs of Swift's default executor on tasks (cede_swift.h).
 *
 * A job is what a Swift task does between two suspensions. Each becomes a task of its own that calls swift_job_run,
 * which may be preempted at any check (swift_tls.c) and ends at the next `await` that suspends. The stack is that
 * of a thread in size, as code of the default executor expects one; only what it touches is memory.
 *
 * The hooks are the three that libswift_Concurrency exports for the purpose. What they are given is enqueued by the original
 * when the runtime has ended or memory is short, so no job is lost.
 *
 * Rejected: a TaskExecutor (SE-0417), which only those tasks use that ask for it; a pool of tasks that take jobs from a
 * queue: a task costs less than the queue.
 */
#include "cede_swift.h"
#include "cede_internal.h"

#include <errno.h>
#include <stdlib.h>

#define WEAK __attribute__((__weak__))

typedef void enqueue(void *job);
typedef void enqueue_delayed(unsigned long long delay, void *job);
typedef void enqueue_at(long long seconds, long long nanoseconds, long long leeway, long long leeway_nanoseconds,
                        int clock, void *job);

/* Swift's convention agrees with C's for arguments like these. */
extern WEAK void (*swift_task_enqueueGlobal_hook)(void *, enqueue *);
extern WEAK void (*swift_task_enqueueGlobalWithDelay_hook)(unsigned long long, void *, enqueue_delayed *);
extern WEAK void (*swift_task_enqueueGlobalWithDeadline_hook)(long long, long long, long long, long long, int, void *,
                                                              enqueue_at *);
extern WEAK void swift_job_run(void *job, void *executor, void *implementation);

enum { JOB_STACK = 1 << 20, SLEEPER_STACK = 16 << 10 };

static void *run_job(void *job) {
    swift_job_run(job, NULL, NULL);
    return NULL;
}

static bool spawn(const char *name, size_t stack, void *(*fn)(void *), void *arg) {
    const cede_attributes attributes = {.name = name, .stack_size = stack};
    int saved_errno = errno;
    cede_task *task = cede_spawn_with(&attributes, fn, arg);
    errno = saved_errno;
    if (task)
        cede_detach(task);
    return task;
}

static void on_enqueue(void *job, enqueue *original) {
    if (!spawn("Swift job", JOB_STACK, run_job, job))
        original(job);
}

/* Later. ------------------------------------------------------------------------------------------ */

struct delayed {
    void *job;
    int64_t deadline;
};

static void *sleep_and_run(void *argument) {
    struct delayed delayed = *(struct delayed *)argument;
    free(argument);
    cede_sleep_until(delayed.deadline);
    /* Here, where it goes first as whoever was woken does; a task made now would queue behind those that compute. */
    if (cede_run_on_big_stack(run_job, delayed.job, JOB_STACK, NULL) != 0)
        spawn("Swift job", JOB_STACK, run_job, delayed.job);
    return NULL;
}

static bool enqueue_later(void *job, int64_t delay) {
    struct delayed *delayed = malloc(sizeof *delayed);
    int64_t now = cede_now();
    if (!delayed)
        return false;
    *delayed = (struct delayed){job, delay > CEDE__NEVER - now ? CEDE__NEVER : now + delay};
    if (spawn("Swift job that sleeps", SLEEPER_STACK, sleep_and_run, delayed))
        return true;
    free(delayed);
    return false;
}

static void on_enqueue_delayed(unsigned long long delay, void *job, enqueue_delayed *original) {
    if (!enqueue_later(job, delay > INT64_MAX ? INT64_MAX : (int64_t)delay))
        original(delay, job);
}

/* Swift numbers its clocks: continuous, suspending, wall. */
static int64_t left_until(long long seconds, long long nanoseconds, int clock) {
    static const clockid_t clocks[] = {CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME};
    struct timespec now;
    long long left;
    clock_gettime(clocks[clock - 1], &now);
    left = seconds - now.tv_sec;
    if (left > INT64_MAX / 2000000000)
        return INT64_MAX;
    left = left * 1000000000 + nanoseconds - now.tv_nsec;
    return left < 0 ? 0 : left;
}

static void on_enqueue_at(long long seconds, long long nanoseconds, long long leeway, long long leeway_nanoseconds,
                          int clock, void *job, enqueue_at *original) {
    if (clock < 1 || clock > 3 || !enqueue_later(job, left_until(seconds, nanoseconds, clock)))
        original(seconds, nanoseconds, leeway, leeway_nanoseconds, clock, job);
}

/* Starting. --------------------------------------------------------------------------------------- */

static void hook(bool on) {
    swift_task_enqueueGlobal_hook = on ? on_enqueue : NULL;
    swift_task_enqueueGlobalWithDelay_hook = on ? on_enqueue_delayed : NULL;
    swift_task_enqueueGlobalWithDeadline_hook = on ? on_enqueue_at : NULL;
}

int cede_swift_jobs(void) {
    if (!swift_job_run)
        return ENOTSUP;
    if (!atomic_load(&cede__sched.running))
        return EPERM;
    if (cede__sched.workers[0].swift.pins_tasks)
        return ENOTSUP;
    hook(true);
    return 0;
}

void cede__swift_jobs_end(void) {
    if (swift_job_run && swift_task_enqueueGlobal_hook == on_enqueue)
        hook(false);
}

struct start {
    cede_options options;
    int error;
    cede_semaphore done;
};

static void *hook_and_stay(void *argument) {
    struct start *start = argument;
    cede_timer never = {0};
    start->error = cede_swift_jobs();
    if (!start->error) {
        cede_semaphore_release(&start->done, 1);
        cede_timer_wait(&never, CEDE_FOREVER);
    }
    return NULL;
}

static void *run_in_background(void *argument) {
    struct start *start = argument;
    int error = cede_run(&start->options, hook_and_stay, start, NULL);
    if (error)
        start->error = error;
    cede_semaphore_release(&start->done, 1);
    return NULL;
}

int cede_swift_jobs_start(const cede_options *options) {
    struct start start = {.options = options ? *options : (cede_options){0}};
    pthread_t thread;
    int error = pthread_create(&thread, NULL, run_in_background, &start);
    if (error)
        return error;
    pthread_detach(thread);
    cede_semaphore_acquire(&start.done, CEDE_FOREVER);
    return start.error;
}

/*
 * run.c - options, workers started and stopped, counters.
 *
 * The thread that calls cede_run becomes worker 0 and the first task is bound to it before it runs, so
 * a program's main on a task still is on the process's main thread. The other workers are threads that
 * live as long as the call.
 */
#include "seen/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>

#define SLICE_DEFAULT 1000000
#define SLICE_LEAST 10000
#define SLICE_MOST 10000000000

const char *cede_version(void) { return CEDE_VERSION; }

/* Options. ---------------------------------------------------------------------------------------- */

struct unit {
    const char *name;
    int64_t factor;
};

static const struct unit durations[] = {{"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"s", 1000000000}, {0, 0}};
static const struct unit sizes[] = {{"", 1}, {"K", 1 << 10}, {"M", 1 << 20}, {0, 0}};
static const struct unit plain[] = {{"", 1}, {0, 0}};

/* A number with one of the units, within bounds; false, with a message, if it is anything else. */
static bool from_environment(const char *name, const struct unit *units, int64_t least, int64_t most,
                             const char *example, int64_t *value) {
    const char *text = getenv(name);
    char *end;
    if (!text || !*text)
        return true;
    errno = 0;
    int64_t number = strtoll(text, &end, 10);
    for (; units->name; units++)
        if (end != text && !errno && strcmp(end, units->name) == 0 && number <= most / units->factor &&
            number * units->factor >= least) {
            *value = number * units->factor;
            return true;
        }
    fprintf(stderr, "cede: %s=%s is not understood or out of range; write for example %s=%s\n", name,
            text, name, example);
    return false;
}

static bool out_of_range(const char *field) {
    fprintf(stderr, "cede: the option `%s` is out of range\n", field);
    return false;
}

static bool read_options(const cede_options *given) {
    cede_options o = given ? *given : (cede_options){0};
    const char *yield = getenv("CEDE_YIELD"), *stacks = getenv("CEDE_STACKS");
    int64_t workers = o.workers ? o.workers : cede__usable_cpus();
    int64_t stack = (int64_t)(o.stack_size ? o.stack_size : 64 << 10);
    int64_t slice = o.slice ? o.slice : SLICE_DEFAULT, reserve = 0, stall = 0;

    if (!from_environment("CEDE_WORKERS", plain, 1, CEDE__WORKERS_MAX, "4", &workers) ||
        !from_environment("CEDE_SLICE", durations, SLICE_LEAST, SLICE_MOST, "500us", &slice) ||
        !from_environment("CEDE_STACK", sizes, 1, 8 << 20, "256K", &stack) ||
        !from_environment("CEDE_STALL", durations, SLICE_LEAST, SLICE_MOST, "50ms", &stall) ||
        !cede__failures_read() || !cede__seed_read() ||
        !from_environment("CEDE_RESERVE", sizes, 256 << 20, 1ll << 44, "4096M", &reserve))
        return false;
    if (yield && *yield && strcmp(yield, "always") != 0) {
        fprintf(stderr, "cede: CEDE_YIELD=%s is not understood; write CEDE_YIELD=always\n", yield);
        return false;
    }
    if (stacks && *stacks && strcmp(stacks, "report") != 0) {
        fprintf(stderr, "cede: CEDE_STACKS=%s is not understood; write CEDE_STACKS=report\n", stacks);
        return false;
    }
    if (workers < 1 || workers > CEDE__WORKERS_MAX)
        return out_of_range("workers");
    if (slice < SLICE_LEAST || slice > SLICE_MOST)
        return out_of_range("slice");
    cede__sched.stack_class = cede__stack_class((size_t)stack);
    cede__sched.main_class = o.main_stack ? cede__stack_class(o.main_stack) : cede__sched.stack_class;
    if (cede__sched.stack_class < 0)
        return out_of_range("stack_size");
    if (cede__sched.main_class < 0)
        return out_of_range("main_stack");
    cede__sched.count = cede__sched.seeded ? 1 : (unsigned)workers;
    cede__sched.slice = slice;
    cede__sched.stack_report = stacks && *stacks;
    cede__sched.reserve = (size_t)reserve;
    cede__sched.rest = o.yield_always || (yield && *yield) || cede__sched.seeded;
    cede__sched.stall = stall;
    if (stall)
        cede__report_prepare();
    return true;
}

/* Workers. ---------------------------------------------------------------------------------------- */

static int worker_enter(struct cede__worker *w) {
    int error;
    cede__self = w;
    cede__fp_save(&w->thread_fp);
    w->fp = &w->thread_fp;
    cede__swift_start(w);
    atomic_store(&w->flag, &cede_flag);
    cede__set_flag(w, 0);
    w->old_slack = prctl(PR_GET_TIMERSLACK);
    prctl(PR_SET_TIMERSLACK, 1);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &w->old_cancel_state);
    cede__blocked_signals_note(w);
#ifdef CEDE__TSAN
    w->root.fiber = __tsan_get_current_fiber();
#endif
    error = cede__overflow_worker_start(w);
    return error ? error : cede__monitor_start(w);
}

static void worker_leave(struct cede__worker *w) {
    cede__monitor_stop(w);
    cede__overflow_worker_stop(w);
    cede__swift_stop(w);
    cede__fp_load(&w->thread_fp);
    prctl(PR_SET_TIMERSLACK, w->old_slack);
    pthread_setcancelstate(w->old_cancel_state, NULL);
    cede_flag = 0;
    cede__self = NULL;
}

static void *worker_thread(void *argument) {
    struct cede__worker *w = argument;
    char name[16];
    snprintf(name, sizeof name, "cede-%d", w->index);
    pthread_setname_np(pthread_self(), name);
    if (worker_enter(w) != 0) {
        fprintf(stderr, "cede: a worker cannot start: %s\n", strerror(errno));
        abort();
    }
    cede__worker_loop(w);
    worker_leave(w);
    return NULL;
}

static int make_workers(void) {
    static volatile unsigned char no_flag;
    size_t bytes = cede__sched.count * sizeof(struct cede__worker);
    struct cede__worker *workers =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (workers == MAP_FAILED)
        return ENOMEM;
    for (unsigned i = 0; i < cede__sched.count; i++) {
        workers[i].index = (int)i;
        atomic_store(&workers[i].flag, &no_flag); /* until its thread runs */
        atomic_store(&workers[i].next_deadline, CEDE__NEVER);
        atomic_store(&workers[i].armed, CEDE__NEVER);
        atomic_store(&workers[i].absent, CEDE__PRESENT);
    }
    cede__sched.workers = cede__sched.mapping = workers;
    cede__sched.mapped = bytes;
    return 0;
}

static unsigned start_threads(int *error) {
    for (unsigned i = 1; i < cede__sched.count; i++) {
        struct cede__worker *w = &cede__sched.workers[i];
        *error = pthread_create(&w->thread, NULL, worker_thread, w);
        if (*error)
            return i;
    }
    return cede__sched.count;
}

static int start_first(struct cede__worker *w, void *(*fn)(void *), void *arg) {
    static const cede_attributes attributes = {.name = "main"};
    cede_task *task = cede__task_new(&attributes, fn, arg);
    if (!task)
        return ENOMEM;
    task->stack_class = (uint8_t)cede__sched.main_class;
    cede__count(&w->spawned);
    cede__sched.first = task;
    cede__stack_bind(w, task);
    cede__runnable(w, task);
    return 0;
}

static void forget(void) {
    cede__swift_jobs_end();
    cede__offload_drain();
    while (atomic_load(&cede__sched.wakers))
        sched_yield();
    cede__watcher_stop();
    for (unsigned i = 0; i < cede__sched.count; i++) /* not before: others rouse a worker through it */
        cede__poller_close(&cede__sched.workers[i]);
    cede__descriptors_forget();
    cede__fresh_clear();
    cede__tasks_release();
    munmap(cede__sched.mapping, cede__sched.mapped);
    cede__sched.workers = NULL;
    cede__sched.count = 0;
    cede__sched.first = NULL;
    memset((void *)cede__sched.idle, 0, sizeof cede__sched.idle);
    atomic_store(&cede__sched.searching, 0);
    atomic_store(&cede__sched.spawned_outside, 0);
    atomic_store(&cede__sched.stopping, false);
    atomic_store(&cede__sched.running, false);
}

static int run_workers(void *(*fn)(void *), void *arg, void **result) {
    struct cede__worker *w = &cede__sched.workers[0];
    unsigned started = 1;
    int error = cede__overflow_install();
    cede__vector_state_learn();
    if (!error)
        error = cede__monitor_install();
    if (!error)
        error = cede__dump_install();
    if (!error)
        error = cede__trace_start();
    if (!error)
        error = worker_enter(w);
    if (!error)
        error = start_first(w, fn, arg);
    if (!error) {
        atomic_store(&cede__sched.running, true);
        started = start_threads(&error);
    }
    if (error)
        cede__workers_stop();
    cede__worker_loop(w);
    for (unsigned i = 1; i < started && i < cede__sched.count; i++) /* a child process has one */
        pthread_join(cede__sched.workers[i].thread, NULL);
    if (!error && result)
        *result = cede__sched.first->value;
    worker_leave(w);
    cede__trace_finish();
    cede__dump_uninstall();
    cede__monitor_uninstall();
    cede__overflow_uninstall();
    return error;
}

static int run_nested(const cede_options *options, void *(*fn)(void *), void *arg, void **result) {
    const cede_attributes attributes = {.name = "main", .stack_size = options ? options->main_stack : 0};
    cede_task *task = cede_spawn_with(&attributes, fn, arg);
    return task ? cede_join(task, result) : errno;
}

static bool shadow_stack_refused(void) {
    if (!cede__shadow_stack_on(prctl))
        return false;
    fprintf(stderr, "cede: this thread has a " CEDE__SHADOW_STACK_NAME ", which does not allow switching between "
                    "stacks; start the program without (GLIBC_TUNABLES=glibc.cpu.x86_shstk=off)\n");
    return true;
}

int cede_run(const cede_options *options, void *(*fn)(void *), void *arg, void **result) {
    static atomic_flag taken = ATOMIC_FLAG_INIT;
    int error, saved_errno = errno;
    if (cede_self())
        return run_nested(options, fn, arg, result);
    if (atomic_flag_test_and_set(&taken))
        return EBUSY;
    error = shadow_stack_refused() ? ENOTSUP : read_options(options) ? cede__stacks_reserve(cede__sched.reserve) : EINVAL;
    if (!error) {
        cede__fork_install();
        error = make_workers();
        if (!error) {
            error = run_workers(fn, arg, result);
            cede__stacks_report();
            forget();
        }
        cede__stacks_release();
    }
    atomic_flag_clear(&taken);
    errno = saved_errno;
    return error;
}

/* Counters. --------------------------------------------------------------------------------------- */

static uint64_t get(_Atomic(uint64_t) *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void cede_get_statistics(cede_statistics *s) {
    *s = (cede_statistics){0};
    if (!atomic_load(&cede__sched.running))
        return;
    s->workers = cede__sched.count;
    s->spawned = get(&cede__sched.spawned_outside);
    s->stacks = cede__stacks_carved();
    for (unsigned i = 0; i < cede__sched.count; i++) {
        struct cede__worker *w = &cede__sched.workers[i];
        s->spawned += get(&w->spawned);
        s->finished += get(&w->finishes);
        s->switches += get(&w->switches);
        s->preemptions += get(&w->preemptions);
        s->slow_checks += get(&w->slow_checks);
        s->ticks += get(&w->ticks);
        s->stolen += get(&w->stolen);
        s->parks += get(&w->parks);
    }
}

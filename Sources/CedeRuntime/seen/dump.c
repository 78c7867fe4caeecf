/*
 * dump.c - what every task is doing, asked for by a call, by a signal, or by nobody when all of them wait.
 *
 * Only its own worker can read a task that is not running: nobody else resumes it meanwhile. So each worker is
 * sent the tick's signal with a request and writes its own tasks, one worker after the other, from the handler, which
 * runs on the signal stack. Which task it interrupted is told by the stack pointer, not by `current`: that may be
 * ahead of the switch. A worker that keeps the signal blocked is left out after a second, by name.
 *
 * A deadlock is reported, not ended, when for a second all workers slept, no timer ran, no descriptor was watched and
 * the process has no other thread that could wake a task. A signal handler still could; the report says so.
 */
#include "report.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { PATIENCE = 1000000000, TASK_FRAMES = 24 };

struct cede__dump_request {
    struct cede__report *report;
    _Atomic(uint32_t) done;
};

/* One worker's tasks. ----------------------------------------------------------------------------- */

struct walk {
    struct cede__report *report;
    struct cede__worker *worker; /* NULL: those that never ran */
    const ucontext_t *interrupted;
    const char *sp;
};

static bool is_on(const cede_task *task, const char *sp) {
    return task->stack && sp >= task->stack && sp < task->stack + cede__stack_size(task->on_class);
}

static void say_wait(struct cede__report *r, const struct cede__parker *p) {
    const void *object = atomic_load_explicit(&p->object, memory_order_relaxed);
    const char *why = atomic_load_explicit(&p->why, memory_order_relaxed);
    cede__say(r, ", waits for ");
    cede__say(r, why);
    if (object && strcmp(why, "join") == 0) {
        cede__say(r, " of task ");
        cede__say_number(r, ((const cede_task *)object)->id);
    } else if (object) {
        char text[24] = "";
        for (int i = 0, shift = 60; shift >= 0; shift -= 4)
            if (((uintptr_t)object >> shift) || shift == 0)
                text[i++] = "0123456789abcdef"[((uintptr_t)object >> shift) & 15];
        cede__say(r, " at 0x");
        cede__say(r, text);
    }
    cede__say(r, " since ");
    cede__say_milliseconds(r, cede_now() - atomic_load_explicit(&p->since, memory_order_relaxed));
}

static void say_running(struct walk *walk) {
    void *frames[CEDE__FRAMES];
    int count = backtrace(frames, CEDE__FRAMES), from = 0;
    void *pc = walk->interrupted ? CEDE__UCONTEXT_PC(walk->interrupted) : NULL;
    while (pc && from < count && frames[from] != pc)
        from++;
    if (from == count)
        from = 0;
    cede__say_frames(walk->report, frames + from, count - from, TASK_FRAMES);
}

static void say_one(cede_task *task, void *argument) {
    struct walk *walk = argument;
    struct cede__report *r = walk->report;
    void *frames[CEDE__FRAMES];
    if (task->id == 0 || task->worker != walk->worker)
        return;
    cede__say_task(r, task);
    if (cede__task_never_ran(task)) {
        cede__say(r, ", never ran\n");
    } else if (is_on(task, walk->sp)) {
        cede__say(r, ", running\n");
        say_running(walk);
    } else if (!task->stack) {
        cede__say(r, ", returned, not joined\n");
    } else {
        if (cede__park_waiting(&task->park))
            say_wait(r, &task->park);
        else
            cede__say(r, ", runnable");
        cede__say(r, "\n");
        cede__say_frames(r, frames, cede__frames_of(&task->context, frames, CEDE__FRAMES), TASK_FRAMES);
    }
}

static void say_tasks_of(struct cede__report *r, struct cede__worker *w, const ucontext_t *interrupted) {
    struct walk walk = {r, w, interrupted, interrupted ? CEDE__UCONTEXT_SP(interrupted) : __builtin_frame_address(0)};
    if (w) {
        cede__say(r, "worker ");
        cede__say_number(r, (uint64_t)w->index);
        cede__say(r, ":\n");
    }
    cede__tasks_each(say_one, &walk);
}

/* Asking the others. ------------------------------------------------------------------------------ */

/* In the tick's handler, which a request raised too. */
void cede__dump_serve(struct cede__worker *w, const void *interrupted) {
    struct cede__dump_request *request = atomic_exchange(&w->dump, NULL);
    if (!request)
        return;
    say_tasks_of(request->report, w, interrupted);
    atomic_store(&request->done, 1);
    cede__futex_wake(&request->done);
}

static void ask(struct cede__report *r, struct cede__worker *w) {
    struct cede__dump_request request = {r, 0};
    int64_t deadline = cede_now() + PATIENCE;
    pid_t thread = (pid_t)atomic_load(&w->thread_id);
    atomic_store(&w->dump, &request);
    if (thread)
        syscall(SYS_tgkill, getpid(), thread, SIGURG);
    while (!atomic_load(&request.done) && cede_now() < deadline)
        cede__futex_wait(&request.done, 0, deadline);
    if (!atomic_load(&request.done) && atomic_exchange(&w->dump, NULL)) {
        cede__say(r, "worker ");
        cede__say_number(r, (uint64_t)w->index);
        cede__say(r, " does not answer\n");
        return;
    }
    while (!atomic_load(&request.done)) /* it has begun */
        cede__futex_wait(&request.done, 0, CEDE__NEVER);
}

static void dump(int fd, const char *title, const ucontext_t *interrupted) {
    static atomic_flag busy = ATOMIC_FLAG_INIT;
    struct cede__report r = {.fd = fd};
    if (!atomic_load(&cede__sched.running) || atomic_flag_test_and_set(&busy))
        return;
    cede__say(&r, title);
    for (unsigned i = 0; i < cede__sched.count; i++)
        if (&cede__sched.workers[i] == cede__self)
            say_tasks_of(&r, cede__self, interrupted);
        else
            ask(&r, &cede__sched.workers[i]);
    say_tasks_of(&r, NULL, interrupted);
    cede__report_end(&r);
    atomic_flag_clear(&busy);
}

void cede_dump_tasks(int fd) {
    int saved_errno = errno;
    cede__report_prepare();
    cede_no_yield_begin();
    cede__uncancellable_begin();
    dump(fd, "cede: tasks\n", NULL);
    cede__uncancellable_end();
    cede_no_yield_end();
    errno = saved_errno;
}

/* By signal: CEDE_DUMP=USR1. ---------------------------------------------------------------------- */

static struct sigaction before;
static int dump_signal;

static void on_dump_signal(int number, siginfo_t *info, void *context) {
    int saved_errno = errno;
    (void)number, (void)info;
    dump(STDERR_FILENO, "cede: tasks\n", context);
    errno = saved_errno;
}

int cede__dump_install(void) {
    static const struct {
        const char *name;
        int number;
    } known[] = {{"QUIT", SIGQUIT}, {"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"HUP", SIGHUP}};
    struct sigaction action = {.sa_sigaction = on_dump_signal, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    const char *wanted = getenv("CEDE_DUMP");
    dump_signal = 0;
    if (!wanted || !*wanted)
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(wanted, known[i].name) == 0)
            dump_signal = known[i].number;
    if (!dump_signal) {
        fprintf(stderr, "cede: CEDE_DUMP=%s is not understood; write QUIT, USR1, USR2 or HUP\n", wanted);
        return EINVAL;
    }
    cede__report_prepare();
    return sigaction(dump_signal, &action, &before) == 0 ? 0 : errno;
}

void cede__dump_uninstall(void) {
    if (dump_signal)
        sigaction(dump_signal, &before, NULL);
}

/* A task that meets no check: CEDE_STALL=50ms. ----------------------------------------------------

   Time counts while the task could have met one. Between two ticks that came on time that is all of it, also in a
   blocking call. A tick that is late says that the thread was stopped (SIGSTOP, a debugger) or had no CPU, so only what
   it computed counts. Ticks are then STALL_LOOKS in the time asked for, as a stop between two of them is not seen. */

enum { STALL_LOOKS = 8, LATE = 1000000 };

static int64_t computed(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* In the tick's handler, `late` after it was due, when a request was found unserved for the `unserved`th time in a row. */
void cede__stall_look(struct cede__worker *w, unsigned unserved, int64_t now, int64_t late, const void *interrupted) {
    struct cede__report r = {.fd = STDERR_FILENO};
    struct walk walk = {&r, w, interrupted, CEDE__UCONTEXT_SP((const ucontext_t *)interrupted)};
    struct cede__stall *stall = &w->stall;
    int64_t cpu = computed();
    if (unserved == 0)
        *stall = (struct cede__stall){0};
    else
        stall->time += late > LATE ? cpu - stall->cpu : now - stall->now;
    stall->now = now;
    stall->cpu = cpu;
    if (stall->time < cede__sched.stall || stall->told)
        return;
    stall->told = true;
    cede__say(&r, "cede: no check for ");
    cede__say_milliseconds(&r, stall->time);
    cede__say(&r, " while others wait: ");
    cede__say_task(&r, atomic_load_explicit(&w->current, memory_order_relaxed));
    cede__say(&r, "\n");
    say_running(&walk);
    cede__report_end(&r);
}

/* The tick fires ever more rarely, but often enough for the report. */
int64_t cede__stall_next(struct cede__worker *w, int64_t now, int64_t otherwise) {
    int64_t left = cede__sched.stall - w->stall.time, look = cede__sched.stall / STALL_LOOKS;
    int64_t due = now + (left < look ? left : look);
    return cede__sched.stall && !w->stall.told && due < otherwise ? due : otherwise;
}

/* Deadlock. --------------------------------------------------------------------------------------- */

static unsigned threads_of_process(void) {
    char text[4096] = "", *at;
    int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    at = got > 0 ? strstr(text, "\nThreads:") : NULL;
    return at ? (unsigned)strtoul(at + 9, NULL, 10) : UINT_MAX;
}

static bool all_asleep_for_ever(void) {
    for (unsigned i = 0; i < cede__sched.count; i++) {
        struct cede__worker *w = &cede__sched.workers[i];
        if (!(atomic_load(&cede__sched.idle[i / 64]) >> (i % 64) & 1) || atomic_load(&w->inbox) ||
            atomic_load(&w->next_deadline) != CEDE__NEVER || atomic_load(&w->epoll))
            return false;
    }
    return !atomic_load(&cede__sched.stopping) && threads_of_process() == cede__sched.count;
}

static uint64_t switches(void) {
    uint64_t sum = 0;
    for (unsigned i = 0; i < cede__sched.count; i++)
        sum += atomic_load_explicit(&cede__sched.workers[i].switches, memory_order_relaxed);
    return sum;
}

/* Called by a worker that has slept for a second without a deadline. It looks twice: one that it saw asleep may be woken
 * by one that then falls asleep before it is looked at. */
void cede__deadlock_look(void) {
    static _Atomic(bool) told;
    uint64_t before = switches();
    if (all_asleep_for_ever() && all_asleep_for_ever() && switches() == before && !atomic_exchange(&told, true)) {
        cede__report_prepare();
        dump(STDERR_FILENO, "cede: deadlock: every task waits, and nothing but a signal handler can wake one\n", NULL);
    }
}

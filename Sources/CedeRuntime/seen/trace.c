/*
 * trace.c - what ran when, for a timeline viewer: CEDE_TRACE=file
 *
 * Each worker keeps the last 65 536 turns of tasks: from when to when, why it ended (the word of the wait, "yielded",
 * "preempted", "returned") and, of a preemption, the place of the check. When cede_run or the process ends they are
 * written as Chrome's trace events, which Perfetto and chrome://tracing show, with the preemptions by site as a table
 * at the end. Without CEDE_TRACE a switch pays one branch for it.
 */
#include "report.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { TURNS = 1 << 16, NAME = 16, SITES = 256 };

struct turn {
    int64_t begin, end;
    uint64_t task;
    const char *why;
    void *site;
    char name[NAME];
};

struct cede__trace {
    struct turn turns[TURNS];
    uint64_t count;
    int64_t begin;
    void *site; /* of the check that is preempting */
};

static char *file;
static pid_t process; /* a child writes none */

int cede__trace_start(void) {
    const char *wanted = getenv("CEDE_TRACE");
    static bool at_exit;
    if (!wanted || !*wanted)
        return 0;
    for (unsigned i = 0; i < cede__sched.count; i++) {
        void *p = mmap(NULL, sizeof(struct cede__trace), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED)
            return ENOMEM;
        cede__sched.workers[i].trace = p;
    }
    cede__report_prepare();
    file = strdup(wanted);
    process = getpid();
    if (!at_exit)
        atexit(cede__trace_finish);
    at_exit = true;
    return file ? 0 : ENOMEM;
}

/* The check in the user's code: the frame that called the way into the slow path. `entry` is a frame of that. */
void cede__trace_preemption(struct cede__worker *w, void *entry) {
    void *frames[12];
    int count = backtrace(frames, 12);
    w->trace->site = NULL;
    for (int i = 0; i + 1 < count; i++)
        if (frames[i] == entry)
            w->trace->site = frames[i + 1];
}

static const char *why_it_leaves(struct cede__worker *w, cede_task *task) {
    if (w->finished == task)
        return "returned";
    if (cede__park_waiting(&task->park))
        return atomic_load_explicit(&task->park.why, memory_order_relaxed);
    return w->trace->site ? "preempted" : "yielded";
}

/* `from` leaves the worker, or NULL; the next turn begins. */
void cede__trace_switch(struct cede__worker *w, cede_task *from) {
    struct cede__trace *trace = w->trace;
    int64_t now = cede_now();
    if (from) {
        struct turn *turn = &trace->turns[trace->count++ % TURNS];
        *turn = (struct turn){trace->begin, now, from->id, why_it_leaves(w, from), trace->site, ""};
        if (from->name)
            for (int i = 0; i < NAME - 1 && from->name[i]; i++)
                turn->name[i] = strchr("\"\\\n", from->name[i]) ? '_' : from->name[i];
        trace->site = NULL;
    }
    trace->begin = now;
}

/* Writing. ---------------------------------------------------------------------------------------- */

static void say_microseconds(struct cede__report *r, int64_t nanoseconds) {
    char fraction[5] = {'.', (char)('0' + nanoseconds / 100 % 10), (char)('0' + nanoseconds / 10 % 10),
                        (char)('0' + nanoseconds % 10), 0};
    cede__say_number(r, (uint64_t)nanoseconds / 1000);
    cede__say(r, fraction);
}

static void say_turn(struct cede__report *r, const struct turn *turn, int worker) {
    cede__say(r, ",\n{\"ph\":\"X\",\"pid\":1,\"tid\":");
    cede__say_number(r, (uint64_t)worker);
    cede__say(r, ",\"ts\":");
    say_microseconds(r, turn->begin);
    cede__say(r, ",\"dur\":");
    say_microseconds(r, turn->end - turn->begin);
    cede__say(r, ",\"name\":\"task ");
    cede__say_number(r, turn->task);
    if (*turn->name) {
        cede__say(r, " ");
        cede__say(r, turn->name);
    }
    cede__say(r, "\",\"args\":{\"then\":\"");
    cede__say(r, turn->why);
    if (turn->site) {
        cede__say(r, "\",\"at\":\"");
        cede__say_place(r, turn->site);
    }
    cede__say(r, "\"}}");
}

static struct site {
    void *pc;
    uint64_t count;
} sites[SITES];

static void count_site(void *pc) {
    for (int i = 0; i < SITES; i++)
        if (sites[i].pc == pc || !sites[i].pc) {
            sites[i] = (struct site){pc, sites[i].count + 1};
            return;
        }
}

static int more_often(const void *a, const void *b) {
    uint64_t x = ((const struct site *)a)->count, y = ((const struct site *)b)->count;
    return (x < y) - (x > y);
}

static void say_sites(struct cede__report *r) {
    qsort(sites, SITES, sizeof *sites, more_often);
    for (int i = 0; i < SITES && sites[i].pc; i++) {
        cede__say(r, i ? ",\n" : "\n");
        cede__say(r, "{\"at\":\"");
        cede__say_place(r, sites[i].pc);
        cede__say(r, "\",\"preemptions\":");
        cede__say_number(r, sites[i].count);
        cede__say(r, "}");
    }
}

/* Under another name and then renamed, so that no half a file appears. */
void cede__trace_finish(void) {
    char temporary[4096];
    struct cede__report r = {.fd = -1};
    if (!file || !cede__sched.workers || process != getpid())
        return;
    snprintf(temporary, sizeof temporary, "%s.%d", file, (int)getpid());
    r.fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (r.fd >= 0) {
        cede__say(&r, "{\"traceEvents\":[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"cede\"}}");
        for (unsigned i = 0; i < cede__sched.count; i++) {
            struct cede__trace *trace = cede__sched.workers[i].trace;
            uint64_t count = trace->count < TURNS ? trace->count : TURNS;
            cede__say(&r, ",\n{\"ph\":\"M\",\"pid\":1,\"name\":\"thread_name\",\"tid\":");
            cede__say_number(&r, i);
            cede__say(&r, ",\"args\":{\"name\":\"worker\"}}");
            for (uint64_t k = trace->count - count; k < trace->count; k++) {
                say_turn(&r, &trace->turns[k % TURNS], (int)i);
                if (trace->turns[k % TURNS].site)
                    count_site(trace->turns[k % TURNS].site);
            }
        }
        cede__say(&r, "],\n\"preemptionsBySite\":[");
        say_sites(&r);
        cede__say(&r, "]}\n");
        cede__report_end(&r);
    }
    if (r.fd < 0 || close(r.fd) != 0 || rename(temporary, file) != 0)
        fprintf(stderr, "cede: the trace cannot be written to %s: %s\n", file, strerror(errno));
    for (unsigned i = 0; i < cede__sched.count; i++)
        munmap(cede__sched.workers[i].trace, sizeof(struct cede__trace));
    free(file);
    file = NULL;
    memset(sites, 0, sizeof sites);
}

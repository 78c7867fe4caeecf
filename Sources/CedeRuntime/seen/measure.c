/*
 * measure.c - the witness of the bound: how long it really is from one check to the next (`cede cc --measure`).
 *
 * Each thread remembers the time of its last check; the next one files the difference under its site: how many, the
 * longest, and a histogram for the 99.9th percentile. What measuring itself takes is read apart from what it measures
 * (the clock is read again behind the book-keeping) and the cost of one reading is taken off.
 *
 * A thread may lose its CPU in the middle. Whenever a run was long, its thread's CPU time is asked for, and what wall
 * clock ran beyond that since it was asked last is taken off and told apart: runs in between were too short to hold a
 * switch of threads. What a hypervisor takes does not show there; /proc/stat knows it for the whole machine in hundredths
 * of a second, which is printed beside, and so is what a loop of nothing sees. Rejected: reading the CPU clock at every check (a system call), and rusage's
 * count of switches (it says that the CPU was taken, not for how long).
 *
 * At the end of the process the sites are printed, longest first, or appended to the file that CEDE_MEASURE names, a
 * line each, for many processes to be put together.
 */
#include "cede_measure.h"
#include "cede_internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Eight steps to an octave: a percentile is good to a tenth. */
enum { STEPS = 8, BUCKETS = 48 * STEPS };
/* Runs shorter than this cannot have lost the CPU. */
static const double long_run = 8000;

struct cede_measured_record {
    struct cede_measured_site site;  /* a copy: the library whose it is may be closed */
    struct cede_measured_record *next;
    /* Over what is proven in cache; over it with every load from memory; those that lost the CPU. */
    uint64_t count, beyond, over, disturbed;
    double longest, taken;
    uint32_t buckets[BUCKETS];
};

static struct cede_measured_record *records;
static uint32_t records_lock;
static struct cede_measured_bound whole;
static double reading;
static uint64_t stolen_before;

static __thread struct {
    double last, wall, cpu;
    cede_task *task;
} mine;

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static uint64_t stolen_ticks(void) {
    char line[256];
    unsigned long long ticks = 0;
    FILE *stat = fopen("/proc/stat", "re");
    if (stat && fgets(line, sizeof line, stat))
        sscanf(line, "cpu %*u %*u %*u %*u %*u %*u %*u %llu", &ticks);
    if (stat)
        fclose(stat);
    return ticks;
}

static unsigned bucket(double ns) {
    unsigned octave = 0;
    while (ns >= 2 && octave < 47) {
        ns /= 2;
        octave++;
    }
    unsigned step = ns < 1 ? 0 : (unsigned)((ns - 1) * STEPS);
    return octave * STEPS + (step < STEPS ? step : STEPS - 1);
}

/* The upper end of a bucket. */
static double bucket_top(unsigned b) {
    return (double)(1ull << (b / STEPS)) * (1 + (double)(b % STEPS + 1) / STEPS);
}

static void report(void);

/* At the first check that is measured: the shared library has this file whether or not the program is measured. */
static void begin(void) {
    double least = 1e9;
    for (int i = 0; i < 1000; i++) {
        double first = now(CLOCK_MONOTONIC), next = now(CLOCK_MONOTONIC);
        if (next - first < least)
            least = next - first;
    }
    reading = least;
    stolen_before = stolen_ticks();
    atexit(report);
}

static struct cede_measured_record *record_of(struct cede_measured_site *site) {
    struct cede_measured_record *record = __atomic_load_n(&site->record, __ATOMIC_ACQUIRE);
    if (record)
        return record;
    cede__lock(&records_lock);
    record = site->record;
    if (!records)
        begin();
    if (!record && (record = calloc(1, sizeof *record))) {
        record->site = *site;
        record->site.place = strdup(site->place);
        record->site.function = strdup(site->function);
        record->next = records;
        records = record;
        __atomic_store_n(&site->record, record, __ATOMIC_RELEASE);
    }
    cede__unlock(&records_lock);
    return record;
}

struct proven {
    double near_memory, far_memory;
    bool open;
};

static struct proven proven_at(const struct cede_measured_site *site) {
    struct proven proven = {site->bound.near_memory, site->bound.far_memory, site->bound.open != 0};
    if (site->bound.entered) {
        proven.near_memory = whole.near_memory > proven.near_memory ? whole.near_memory : proven.near_memory;
        proven.far_memory = whole.far_memory > proven.far_memory ? whole.far_memory : proven.far_memory;
        proven.open |= whole.open != 0;
    }
    return proven;
}

static void file_under(struct cede_measured_record *record, double run, double taken) {
    struct proven proven = proven_at(&record->site);
    __atomic_fetch_add(&record->count, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&record->buckets[bucket(run)], 1, __ATOMIC_RELAXED);
    if (run > record->longest)
        record->longest = run;
    if (run > proven.far_memory)
        __atomic_fetch_add(&record->over, 1, __ATOMIC_RELAXED);
    else if (run > proven.near_memory)
        __atomic_fetch_add(&record->beyond, 1, __ATOMIC_RELAXED);
    if (taken > 0) {
        record->disturbed++;
        record->taken += taken;
    }
}

void cede_measure(struct cede_measured_site *site) {
    double at = now(CLOCK_MONOTONIC);
    double run = at - mine.last - reading;
    double taken = 0;
    struct cede_measured_record *record = record_of(site);
    cede_task *task = cede_self();
    /* Another task ran on this thread meanwhile, or none yet. */
    bool same = mine.last != 0 && task == mine.task;
    if (run >= long_run || mine.last == 0) {
        double cpu = now(CLOCK_THREAD_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
        taken = (wall - mine.wall) - (cpu - mine.cpu);
        /* The two clocks are not read at once. */
        taken = taken > 1000 ? taken : 0;
        mine.wall = wall;
        mine.cpu = cpu;
    }
    if (run < 0)
        run = 0;
    if (taken > run)
        taken = run;
    if (same && record)
        file_under(record, run - taken, taken);
    mine.task = task;
    mine.last = now(CLOCK_MONOTONIC);
}

void cede_measure_file(double near_memory, double far_memory, int open) {
    if (near_memory > whole.near_memory)
        whole.near_memory = near_memory;
    if (far_memory > whole.far_memory)
        whole.far_memory = far_memory;
    whole.open |= open;
}

static double percentile(const struct cede_measured_record *record, double share) {
    uint64_t left = (uint64_t)((double)record->count * (1 - share));
    for (unsigned b = BUCKETS; b-- > 0;) {
        if (record->buckets[b] > left) {
            double top = bucket_top(b);
            return top < record->longest ? top : record->longest;
        }
        left -= record->buckets[b];
    }
    return 0;
}

static int longest_first(const void *a, const void *b) {
    const struct cede_measured_record *x = *(struct cede_measured_record *const *)a;
    const struct cede_measured_record *y = *(struct cede_measured_record *const *)b;
    return x->longest < y->longest ? 1 : x->longest > y->longest ? -1 : strcmp(x->site.place, y->site.place);
}

/* place, function, runs, longest, p99.9, proven near and far, open, beyond, over, disturbed, taken; times in ns */
static void append(const char *path, struct cede_measured_record **sorted, size_t count) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct cede_measured_record *r = sorted[i];
        struct proven proven = proven_at(&r->site);
        fprintf(out, "%s\t%s\t%llu\t%.0f\t%.0f\t%.0f\t%.0f\t%d\t%llu\t%llu\t%llu\t%.0f\n", r->site.place,
                r->site.function, (unsigned long long)r->count, r->longest, percentile(r, 0.999),
                proven.near_memory, proven.far_memory, proven.open, (unsigned long long)r->beyond,
                (unsigned long long)r->over, (unsigned long long)r->disturbed, r->taken);
    }
    fclose(out);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0 || write(file, text, length) != (ssize_t)length)
        fprintf(stderr, "cede: cannot append to %s (CEDE_MEASURE)\n", path);
    if (file >= 0)
        close(file);
    free(text);
}

/* What runs of nothing look like here: whatever is as long and as rare as these is the machine's, not the program's. */
static void print_noise(void) {
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_THREAD_CPUTIME_ID), wall = start, longest = 0;
    unsigned count = 0;
    for (double last = start, at; last - start < 100e6; last = at) {
        at = now(CLOCK_MONOTONIC);
        if (at - last < long_run)
            continue;
        double cpu_now = now(CLOCK_THREAD_CPUTIME_ID), run = at - last;
        at = now(CLOCK_MONOTONIC);
        run -= (at - wall) - (cpu_now - cpu);
        cpu = cpu_now;
        wall = at;
        if (run >= long_run)
            count++;
        if (run > longest)
            longest = run;
    }
    fprintf(stderr, "cede: for comparison, 100 ms of nothing: %u interruptions of %.0f us or more, the longest %.0f us\n",
            count, long_run / 1e3, longest / 1e3);
}

static void print(struct cede_measured_record **sorted, size_t count) {
    uint64_t runs = 0, disturbed = 0, beyond = 0, over = 0, open = 0;
    double taken = 0;
    for (size_t i = 0; i < count; i++) {
        const struct cede_measured_record *r = sorted[i];
        runs += r->count;
        disturbed += r->disturbed;
        taken += r->taken;
        beyond += r->beyond;
        *(proven_at(&r->site).open ? &open : &over) += r->over;
    }
    fprintf(stderr,
            "cede: %llu runs between checks at %zu places; the system took the CPU away in %llu of them, for %.1f ms "
            "in all (not counted below); stolen from the machine: %llu ms\n",
            (unsigned long long)runs, count, (unsigned long long)disturbed, taken / 1e6,
            (unsigned long long)(stolen_ticks() - stolen_before) * 1000 / (unsigned long long)sysconf(_SC_CLK_TCK));
    fprintf(stderr, "%12s %12s %12s %12s  %s\n", "longest us", "p99.9 us", "proven us", "from memory", "where");
    for (size_t i = 0; i < count && i < 20; i++) {
        const struct cede_measured_record *r = sorted[i];
        struct proven proven = proven_at(&r->site);
        fprintf(stderr, "%12.3f %12.3f %12.3f %12.3f  %s in %s%s", r->longest / 1e3, percentile(r, 0.999) / 1e3,
                proven.near_memory / 1e3, proven.far_memory / 1e3, r->site.place, r->site.function,
                proven.open ? ", plus what `cede explain` names" : "");
        if (r->beyond || r->over)
            fprintf(stderr, "; of %llu runs %llu took longer than in cache, %llu longer than from memory",
                    (unsigned long long)r->count, (unsigned long long)r->beyond, (unsigned long long)r->over);
        fputc('\n', stderr);
    }
    fprintf(stderr,
            "cede: longer than proven: %llu; where more than the proven part may run: %llu; only longer than in cache: "
            "%llu\n",
            (unsigned long long)over, (unsigned long long)open, (unsigned long long)beyond);
    print_noise();
}

static void report(void) {
    size_t count = 0, i = 0;
    cede__lock(&records_lock);
    for (struct cede_measured_record *r = records; r; r = r->next)
        count += r->site.place && r->site.function;
    struct cede_measured_record **sorted = calloc(count + 1, sizeof *sorted);
    for (struct cede_measured_record *r = records; r && sorted; r = r->next)
        if (r->site.place && r->site.function)
            sorted[i++] = r;
    cede__unlock(&records_lock);
    if (!sorted)
        return;
    qsort(sorted, count, sizeof *sorted, longest_first);
    const char *path = getenv("CEDE_MEASURE");
    if (path && *path)
        append(path, sorted, count);
    else
        print(sorted, count);
    free(sorted);
}

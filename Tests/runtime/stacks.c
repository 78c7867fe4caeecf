/* Larger stacks within a task and what is said of them, guards on old kernels, trimming, the depth report, and failures on purpose. */
#include "test.h"

#include <pthread.h>
#include <sys/resource.h>

static __attribute__((__noinline__)) long dig(long depth) {
    volatile char frame[400];
    frame[depth % 400] = 1;
    cede_check();
    return depth ? dig(depth - 1) + frame[depth % 400] : 0;
}

static void *digs(void *depth) { return (void *)dig((long)depth); }

/* What pthread_getattr_np says of the stack that this is on: whether it is, and how large that is. */
static size_t own_stack(void) {
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0;
    char *here = __builtin_frame_address(0);
    EXPECT(pthread_getattr_np(pthread_self(), &attributes) == 0);
    EXPECT(pthread_attr_getstack(&attributes, &low, &size) == 0);
    pthread_attr_destroy(&attributes);
    return here >= (char *)low && here < (char *)low + size ? size : 0;
}

static void *asks(void *unused) { return (void)unused, (void *)own_stack(); }

static void *asks_program(void *unused) {
    const cede_attributes small = {.stack_size = 64 << 10};
    void *size;
    cede_join(cede_spawn_with(&small, asks, &size), &size);
    EXPECT((size_t)size == 64 << 10);
    EXPECT(cede_run_on_big_stack(asks, &size, 8 << 20, &size) == 0 && (size_t)size == 8 << 20);
    EXPECT(own_stack() > 0);
    return unused;
}

static atomic_bool stop;
static void *yields(void *unused) {
    while (!stop)
        cede_yield();
    return unused;
}

static void *nested(void *depth) {
    void *result;
    EXPECT(cede_run_on_big_stack(digs, depth, 8 << 20, &result) == 0);
    return (void *)(dig(1000) + (long)result);
}

/* 10 000 frames fit neither the task's stack nor the 1 MiB one; every check yields. */
static void *big(void *unused) {
    void *result;
    errno = 7;
    EXPECT(cede_run_on_big_stack(nested, (void *)10000, 1 << 20, &result) == 0 && (long)result == 11000);
    EXPECT(cede_run_on_big_stack(digs, (void *)10, 1, &result) == 0 && (long)result == 10);
    EXPECT(cede_run_on_big_stack(digs, NULL, 9 << 20, NULL) == EINVAL);
    EXPECT(errno == 7);
    return unused;
}

static void *big_program(void *unused) {
    cede_task *other = cede_spawn(yields, NULL), *tasks[4];
    for (int i = 0; i < 4; i++)
        tasks[i] = cede_spawn(big, NULL);
    for (int i = 0; i < 4; i++)
        cede_join(tasks[i], NULL);
    stop = true;
    cede_join(other, NULL);
    return unused;
}

static void *overflows_big(void *unused) {
    cede_run_on_big_stack(digs, (void *)100000000, 1 << 20, NULL);
    return unused;
}
static void overflow_child(void) { run_with(1, overflows_big); }

/* Old kernels: two mappings a stack, and a message when there are no more. */
static atomic_int asleep;
static void *sleeps(void *unused) {
    asleep++;
    cede_sleep_for(100000 * MS);
    return unused;
}

static int how_many;
static void *spawns(void *unused) {
    for (int i = 0; i < how_many; i++)
        cede_spawn(sleeps, NULL);
    while (asleep < how_many)
        cede_sleep_for(MS);
    return unused;
}

static void guard_child(void) {
    setenv("CEDE_FAIL", "guard", 1);
    run_with(1, spawns);
}
static void guarded_overflow_child(void) {
    setenv("CEDE_FAIL", "guard", 1);
    run_with(1, overflows_big);
}

static void *no_memory(void *unused) {
    int i = 0;
    while (cede_spawn(sleeps, NULL))
        i++;
    EXPECT(errno == ENOMEM && i > 100 && i < 2000);
    EXPECT(cede_run_on_big_stack(digs, NULL, 1 << 20, NULL) == ENOMEM);
    return unused;
}
static void failing_child(void) {
    setenv("CEDE_FAIL", "task=3,stack=1,reserve", 1);
    run_with(2, no_memory);
}
static void bad_fail_child(void) {
    setenv("CEDE_FAIL", "everything", 1);
    EXPECT(cede_run(NULL, spawns, NULL, NULL) == EINVAL);
}

static void *deepest_program(void *unused) {
    cede_attributes deep = {.name = "the deep one", .file = "deep.c", .line = 7};
    cede_join(cede_spawn_with(&deep, digs, (void *)80), NULL);
    cede_join(cede_spawn(digs, (void *)2), NULL);
    return unused;
}
static void report_child(void) {
    setenv("CEDE_STACKS", "report", 1);
    run_with(1, deepest_program);
}

/* Stacks that were used deeply give their pages back while the program idles. */
static long resident_kib(void) {
    char line[200];
    long kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "VmRSS: %ld", &kib) == 1)
            break;
    fclose(f);
    return kib;
}

static atomic_int deep_now;
static cede_semaphore may_end;
static void *digs_and_waits(void *unused) {
    dig(100);
    deep_now++;
    EXPECT(cede_semaphore_acquire(&may_end, CEDE_FOREVER) == 0);
    return unused;
}

__attribute__((__unused__)) static void *trimmed_program(void *unused) {
    static cede_task *tasks[1000];
    long before = resident_kib(), used, after = 0;
    for (int i = 0; i < 1000; i++)
        tasks[i] = cede_spawn(digs_and_waits, NULL);
    while (deep_now < 1000)
        cede_sleep_for(MS);
    used = resident_kib() - before;
    cede_semaphore_release(&may_end, 1000);
    for (int i = 0; i < 1000; i++)
        cede_join(tasks[i], NULL);
    for (int i = 0; i < 200; i++) {
        cede_sleep_for(MS);
        after = resident_kib() - before;
    }
    fprintf(stderr, "%ld KiB of deep stacks, %ld after idling\n", used, after);
    EXPECT(used > 1000 * 24 && after < used * 2 / 3);
    return unused;
}

int main(void) {
    run_with(1, asks_program);
    EXPECT(own_stack() > 0); /* a plain thread */
    run_with(2, big_program);
    stop = false;
    cede_options always = {.workers = 2, .yield_always = 1};
    EXPECT(cede_run(&always, big_program, NULL, NULL) == 0);
    EXPECT(cede_run_on_big_stack(digs, (void *)3, 1 << 20, NULL) == 0); /* a plain thread */

    struct outcome o = in_child(overflow_child);
    EXPECT(o.status != 0 && strstr(o.text, "stack overflow in task") && strstr(o.text, "stack of 1024 KiB"));
#ifndef UNDER_qemu /* on aarch64 a fault in a prologue is not unwound yet */
    EXPECT(strstr(o.text, "#0 dig+0x"));
#endif
    o = in_child(guarded_overflow_child);
    EXPECT(o.status != 0 && strstr(o.text, "stack overflow in task"));
    o = in_child(failing_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
    o = in_child(bad_fail_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0 && strstr(o.text, "is not understood"));
    o = in_child(report_child);
    EXPECT(WIFEXITED(o.status) && strstr(o.text, "the deep one\", spawned at deep.c:7"));
    EXPECT(strstr(o.text, "cede: stacks of 64 KiB: 3 tasks, the deepest used "));
    how_many = 1000;
    o = in_child(guard_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
#if !SANITIZED && !defined(UNDER_qemu) /* whose address space holds fewer */
    how_many = 40000;
    o = in_child(guard_child);
    EXPECT(WIFSIGNALED(o.status) && WTERMSIG(o.status) == SIGABRT);
    EXPECT(strstr(o.text, "and a process may have ") && strstr(o.text, "sysctl -w vm.max_map_count="));
    run_with(1, trimmed_program);
#endif
    return 0;
}

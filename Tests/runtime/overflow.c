/* A stack overflow is reported with task, spawn site and size; other faults are not called one. */
#include "test.h"

#include <sys/mman.h>

static volatile int depth_limit = 1 << 30;

static __attribute__((__noinline__)) int deep(int depth) {
    volatile char frame[200];
    frame[0] = (char)depth;
    if (depth >= depth_limit)
        return 0;
    return deep(depth + 1) + frame[0];
}

static void *overflow(void *unused) { return (void *)(intptr_t)(deep(0) + (unused != NULL)); }

static int spawn_line;
static void *spawns_overflow(void *size) {
    cede_attributes a = {.name = "digger", .stack_size = (size_t)size, .file = __FILE__, .line = __LINE__};
    spawn_line = a.line;
    cede_join(cede_spawn_with(&a, overflow, NULL), NULL);
    return NULL;
}

static size_t size;
static void overflow_child(void) {
    cede_options o = {.workers = 2};
    cede_run(&o, spawns_overflow, (void *)size, NULL);
}

static char *volatile wild;
static void *wild_write(void *unused) {
    (void)unused;
    *wild = 1;
    return NULL;
}

static void null_child(void) {
    wild = (char *)16;
    cede_run(NULL, wild_write, NULL, NULL);
}

/* A pointer into the guard of the running task's stack, from a stack pointer far above. */
static void *into_guard(void *unused) {
    char here;
    (void)unused;
    for (wild = &here;; wild -= 4096)
        if (msync((void *)((uintptr_t)wild & ~4095ul), 4096, MS_ASYNC) == 0) {
            char byte;
            int ends[2];
            EXPECT(pipe(ends) == 0);
            if (write(ends[1], wild, 1) < 0) /* EFAULT: the guard */
                break;
            EXPECT(read(ends[0], &byte, 1) == 1);
            close(ends[0]);
            close(ends[1]);
        }
    *wild = 1;
    return NULL;
}

static void guard_child(void) { cede_run(NULL, into_guard, NULL, NULL); }

static void raised_child(void) {
    raise(SIGSEGV);
}

static void *raises(void *unused) {
    raised_child();
    return unused;
}

static void raise_child(void) { cede_run(NULL, raises, NULL, NULL); }

static void previous_handler(int number) {
    static const char text[] = "the program's own handler\n";
    EXPECT(write(2, text, sizeof text - 1) > 0);
    _exit(number);
}

static void own_handler_child(void) {
    signal(SIGSEGV, previous_handler);
    null_child();
}

static bool died_of_fault(const struct outcome *o) {
    return SANITIZED ? o->status != 0 : WIFSIGNALED(o->status) && WTERMSIG(o->status) == SIGSEGV;
}

static void expect_report(size_t of, const char *kib) {
    char place[200];
    size = of;
    struct outcome o = in_child(overflow_child);
    EXPECT(died_of_fault(&o));
    EXPECT(strstr(o.text, "stack overflow in task 2 \"digger\""));
    snprintf(place, sizeof place, "spawned at %s:", __FILE__);
    EXPECT(strstr(o.text, place));
    EXPECT(strstr(o.text, kib));
}

static void *within(void *unused) {
    deep(0);
    return unused;
}

static void *enough_program(void *unused) {
    cede_attributes a = {.stack_size = 8 << 20};
    depth_limit = 10000;
    EXPECT(cede_join(cede_spawn_with(&a, within, NULL), NULL) == 0);
    return unused;
}

int main(void) {
    expect_report(0, "stack of 64 KiB");
    expect_report(16 << 10, "stack of 16 KiB");
    expect_report(200 << 10, "stack of 256 KiB");
    expect_report(8 << 20, "stack of 8192 KiB");

    struct outcome o = in_child(null_child);
    EXPECT(died_of_fault(&o) && !strstr(o.text, "cede: stack overflow"));
    o = in_child(guard_child);
    EXPECT(died_of_fault(&o) && !strstr(o.text, "cede: stack overflow"));
    o = in_child(raise_child);
    EXPECT(died_of_fault(&o) && !strstr(o.text, "cede: stack overflow"));
    o = in_child(own_handler_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == SIGSEGV);
    EXPECT(strstr(o.text, "own handler") && !strstr(o.text, "cede: stack overflow"));
    run_with(1, enough_program);
    return 0;
}

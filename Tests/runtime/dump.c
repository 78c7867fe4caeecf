/* A task dump has every task with its state, what it waits for, its spawn site and its frames; deadlocks tell. */
#include "waiting.h"

static cede_task *main_task;
static int ends[2];
static char text[1 << 16];
static atomic_bool stop, computing;

static __attribute__((__noinline__)) void *sleeps_here(void *unused) {
    cede_sleep_for(60000 * MS);
    return unused;
}

static __attribute__((__noinline__)) void *joins_here(void *task) {
    cede_join(task, NULL);
    return NULL;
}

static __attribute__((__noinline__)) void *computes_here(void *unused) {
    computing = true;
    while (!stop)
        spin_with_checks(MS); /* TSan delivers signals at calls that it knows */
    return unused;
}

static void *program(void *unused) {
    cede_attributes named = {.name = "the sleeper", .file = __FILE__, .line = 1234};
    cede_task *sleeper = cede_spawn_with(&named, sleeps_here, NULL), *t;
    cede_task *joiner = cede_spawn(joins_here, sleeper);
    t = cede_spawn(computes_here, NULL);
    until_waiting(sleeper);
    until_waiting(joiner);
    while (!computing)
        cede_sleep_for(5 * MS);
    cede_dump_tasks(ends[1]);
    stop = true;
    cede_join(t, NULL);
    return unused;
}

static void expect_between(const char *from, const char *to, const char *wanted) {
    char *a = strstr(text, from), *b, *found;
    if (!a)
        fprintf(stderr, "%s", text);
    EXPECT(a);
    b = strstr(a + 1, to);
    found = strstr(a, wanted);
    if (!found || (b && found > b))
        fprintf(stderr, "not between \"%s\" and \"%s\": \"%s\" in\n%s", from, to, wanted, text);
    EXPECT(found && (!b || found < b));
}

static __attribute__((__noinline__)) void *waits_for(void *other) {
    cede_join(*(cede_task **)other, NULL);
    return NULL;
}

static void *deadlocked(void *unused) {
    static cede_task *a, *b;
    main_task = cede_self();
    b = cede_spawn(waits_for, &main_task);
    a = cede_spawn(waits_for, &b);
    cede_join(a, NULL);
    return unused;
}

__attribute__((__unused__)) static void deadlock_child(void) {
    alarm(8);
    run_with(2, deadlocked);
}

static void *raises(void *unused) {
    until_waiting(cede_spawn(sleeps_here, NULL));
    raise(SIGUSR1);
    return unused;
}

static void raising_child(void) {
    setenv("CEDE_DUMP", "USR1", 1);
    run_with(2, raises);
}

static void bad_child(void) {
    setenv("CEDE_DUMP", "KILL", 1);
    EXPECT(cede_run(NULL, program, NULL, NULL) == EINVAL);
}

int main(void) {
    for (unsigned workers = 1; workers <= 3; workers++) {
        EXPECT(pipe(ends) == 0);
        stop = computing = false;
        run_with(workers, program);
        close(ends[1]);
        size_t length = 0;
        for (ssize_t n; (n = read(ends[0], text + length, sizeof text - 1 - length)) > 0;)
            length += (size_t)n;
        text[length] = 0;
        close(ends[0]);
        expect_between("\"the sleeper\"", "task ", "dump.c:1234, waits for sleep since ");
        expect_between("\"the sleeper\"", "\ntask ", "sleeps_here+0x");
        expect_between("waits for join of task ", "\ntask ", "joins_here+0x");
        expect_between("\"main\"", "\ntask ", "running");
        expect_between("\"main\"", "\ntask ", "program+0x");
        expect_between("computes_here+0x", "\ntask ", "\n");
    }
    struct outcome o = in_child(raising_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
    EXPECT(strstr(o.text, "waits for sleep") && strstr(o.text, "sleeps_here+0x") && strstr(o.text, "raises+0x"));
    o = in_child(bad_child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0 && strstr(o.text, "CEDE_DUMP=KILL is not understood"));
#if !defined(__SANITIZE_THREAD__) && !defined(UNDER_qemu) /* they have threads, which could wake a task for all we know */
    o = in_child(deadlock_child);
    EXPECT(WIFSIGNALED(o.status) && strstr(o.text, "cede: deadlock: every task waits"));
    EXPECT(strstr(o.text, "waits_for+0x"));
#endif
    return 0;
}

/* A trace is JSON that says what ran, why it ended and where it was preempted; a stall report says where. */
// not under: thread (signals arrive at calls that it knows only, so nothing is preempted where it computes)
#include "test.h"

#include <sys/syscall.h>

static __attribute__((__noinline__)) void *computes(void *unused) {
    for (int64_t end = cpu_time() + 60 * MS; cpu_time() < end;)
        cede_check();
    return unused;
}

static __attribute__((__noinline__)) void no_check_in_here(void) {
    for (int64_t end = cpu_time() + 100 * MS; cpu_time() < end;)
        ;
}

static void *stalls(void *unused) {
    no_check_in_here();
    return unused;
}

/* A library that nobody built through Cede waits. */
static __attribute__((__noinline__)) void waits_in_here(void) {
    for (int64_t end = cede_now() + 200 * MS; cede_now() < end;)
        syscall(SYS_ppoll, NULL, 0, &(struct timespec){0, 200 * MS}, NULL, 0);
}

static void *blocks(void *unused) {
    waits_in_here();
    return unused;
}

static void *program(void *fn) {
    cede_attributes named = {.name = "a \"worker\""};
    cede_task *a = cede_spawn_with(&named, *(void *(**)(void *))fn, NULL), *b = cede_spawn(computes, NULL);
    cede_sleep_for(5 * MS);
    cede_join(a, NULL);
    cede_join(b, NULL);
    return NULL;
}

static void *(*what)(void *);
static void child(void) {
    cede_options options = {.workers = 1};
    EXPECT(cede_run(&options, program, &what, NULL) == 0);
}

static char text[1 << 20];

int main(void) {
    char file[] = "/tmp/cede-trace-XXXXXX", command[300];
    EXPECT(mkstemp(file) >= 0);
    setenv("CEDE_TRACE", file, 1);
    what = computes;
    struct outcome o = in_child(child);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
    FILE *f = fopen(file, "r");
    EXPECT(f && fread(text, 1, sizeof text - 1, f) > 500);
    EXPECT(strstr(text, "\"name\":\"task 2 a _worker_\",\"args\":{\"then\":\"preempted\",\"at\":\"computes+0x"));
    EXPECT(strstr(text, "\"then\":\"sleep\"") && strstr(text, "\"then\":\"returned\""));
    EXPECT(strstr(text, "\"preemptionsBySite\":[\n{\"at\":\"computes+0x"));
    snprintf(command, sizeof command, "command -v python3 >/dev/null || exit 0; python3 -m json.tool %s >/dev/null", file);
    EXPECT(system(command) == 0);
    unlink(file);

    setenv("CEDE_TRACE", "/nowhere/file", 1);
    o = in_child(child);
    EXPECT(WIFEXITED(o.status) && strstr(o.text, "the trace cannot be written to /nowhere/file"));
    unsetenv("CEDE_TRACE");

    setenv("CEDE_STALL", "30ms", 1);
    what = stalls;
    o = in_child(child);
    EXPECT(WIFEXITED(o.status) && strstr(o.text, "cede: no check for "));
    EXPECT(strstr(o.text, "ms while others wait: task 2 \"a \"worker\"\"") && strstr(o.text, "no_check_in_here+0x"));
    what = blocks;
    o = in_child(child);
    EXPECT(WIFEXITED(o.status) && strstr(o.text, "cede: no check for ") && strstr(o.text, "waits_in_here+0x"));
    what = computes;
    o = in_child(child);
    EXPECT(WIFEXITED(o.status) && !strstr(o.text, "no check for"));
    return 0;
}

/* The gdb script lists tasks and their backtraces, of a live process and of its core file. */
// not under: qemu (it runs gdb on itself)
// not under: thread (fibers are no threads to gdb, but the sanitizer maps more than a core file should hold)
// not under: address (as for threads)
#include "waiting.h"

#include <sys/resource.h>

static __attribute__((__noinline__)) void *sleeps_here(void *secret) {
    cede_sleep_for(100000 * MS);
    return secret;
}

static __attribute__((__noinline__)) void *joins_here(void *task) {
    cede_join(task, NULL);
    return NULL;
}

static void *program(void *unused) {
    cede_attributes named = {.name = "the sleeper", .file = __FILE__, .line = 1234};
    cede_task *sleeper = cede_spawn_with(&named, sleeps_here, (void *)4711);
    until_waiting(cede_spawn(joins_here, sleeper));
    until_waiting(sleeper);
    abort();
    return unused;
}

static char text[1 << 16];

static __attribute__((__format__(__printf__, 1, 0))) void run_gdb(const char *format, const char *self, const char *core) {
    char command[1000];
    size_t length = 0;
    snprintf(command, sizeof command, format, self, core);
    FILE *f = popen(command, "r");
    EXPECT(f);
    for (size_t n; (n = fread(text + length, 1, sizeof text - 1 - length, f)) > 0;)
        length += n;
    text[length] = 0;
    pclose(f);
}

static void expect(const char *wanted) {
    if (!strstr(text, wanted))
        fprintf(stderr, "no \"%s\" in\n%s", wanted, text);
    EXPECT(strstr(text, wanted));
}

static void expect_tasks(void) {
    expect("\"the sleeper\", waits for sleep, spawned at Tests/runtime/gdb.c:1234");
    expect("waits for join at 0x");
    expect("\"main\", running on thread");
    expect("in sleeps_here (secret=0x1267)");
    expect("in joins_here (task=");
    expect("in program (");
    EXPECT(!strstr(text, "corrupt stack") && !strstr(text, "Python Exception"));
}

#define SCRIPT "-ex 'source Sources/CedeRuntime/seen/cede-gdb.py' "
#define LOOK "-ex 'cede tasks' -ex 'cede bt all' "

/* A core file as the kernel writes it: "core" or "core.PID" in the working directory, unless it is told otherwise. */
static bool dump_core(const char *self, char *core, size_t size) {
    char pattern[200] = "|", directory[] = "/tmp/cede-gdb-XXXXXX", *program = realpath(self, NULL);
    const struct rlimit limit = {1 << 30, 1 << 30};
    FILE *f = fopen("/proc/sys/kernel/core_pattern", "r");
    int status;
    if (!f || !fgets(pattern, sizeof pattern, f) || strncmp(pattern, "core", 4) != 0)
        return false;
    fclose(f);
    EXPECT(mkdtemp(directory));
    pid_t child = fork();
    if (child == 0) {
        EXPECT(chdir(directory) == 0);
        setrlimit(RLIMIT_CORE, &limit);
        execl(program, program, "child", NULL);
        _exit(70);
    }
    EXPECT(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
    snprintf(core, size, "%s", directory);
    free(program);
    return WCOREDUMP(status);
}

int main(int argc, char **argv) {
    char directory[300], command[600];
    if (argc > 1)
        run_with(2, program);
    if (system("gdb --version >/dev/null 2>&1") != 0) {
        puts("skipped: gdb is not installed");
        return 0;
    }
    run_gdb("gdb -q -nx -batch " SCRIPT "-ex run " LOOK "--args %s child 2>&1", argv[0], "");
    expect_tasks();
    if (!dump_core(argv[0], directory, sizeof directory)) {
        puts("skipped the core file: the kernel writes none here");
        return 0;
    }
    run_gdb("du -sk %2$s; gdb -q -nx -batch " SCRIPT LOOK "%1$s %2$s/core* 2>&1", argv[0], directory);
    snprintf(command, sizeof command, "rm -r %s", directory);
    EXPECT(system(command) == 0);
    expect_tasks();
    EXPECT(atol(text) > 0 && atol(text) < 100000); /* KiB: of the reservation only what was carved */
    return 0;
}

/* CEDE_MAIN=task: an unchanged main on a task behaves as plain, and each of its checks switches. */
// not under: thread (it forks on a fiber)
// link: -Wl,--wrap=main
// not under: qemu (it executes itself, which needs binfmt_misc)
#include "test.h"

static const char *self;
static int forced;

static void expect_exit(const char *mode, int code) {
    pid_t child = fork();
    if (child == 0) {
        execl(self, self, mode, "second argument", (char *)NULL);
        _exit(99);
    }
    int status;
    EXPECT(waitpid(child, &status, 0) == child);
    if (code < 0)
        EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == -code);
    else
        EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == code);
}

static void at_exit(void) {
    static const char text[] = "atexit\n";
    EXPECT(write(2, text, sizeof text - 1) > 0);
}

static __attribute__((__noinline__)) int deep(int depth) {
    volatile char frame[4000];
    frame[0] = 1;
    cede_check();
    return depth == 0 ? 0 : deep(depth - 1) + frame[0];
}

static int as_child(int argc, char **argv, char **envp) {
    cede_statistics before, after;
    bool on_task = getenv("CEDE_MAIN") && strcmp(getenv("CEDE_MAIN"), "task") == 0;
    EXPECT(argc == 3 && strcmp(argv[2], "second argument") == 0 && envp == environ);
    EXPECT((cede_self() != NULL) == on_task);
    EXPECT(gettid() == getpid());
    atexit(at_exit);
    cede_get_statistics(&before);
    errno = 7;
    for (int i = 0; i < 1000; i++) {
        cede_check();
        EXPECT(errno == 7);
    }
    cede_get_statistics(&after);
    if (forced)
        EXPECT(after.switches - before.switches == 2000);
    if (!SANITIZED)
        EXPECT(deep(1900) == 1900);
    if (strcmp(argv[1], "exit") == 0)
        exit(12);
    if (strcmp(argv[1], "abort") == 0)
        abort();
    if (strcmp(argv[1], "quick") == 0)
        _exit(13);
    if (strcmp(argv[1], "fork") == 0) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            for (int i = 0; i < 100; i++)
                cede_check();
            return 21;
        }
        EXPECT(waitpid(child, &status, 0) == child);
        return WEXITSTATUS(status);
    }
    return 14;
}

static void all_ways(void) {
    expect_exit("exit", 12);
    expect_exit("abort", SANITIZED ? -SIGABRT : -SIGABRT);
    expect_exit("quick", 13);
    expect_exit("fork", 21);
    expect_exit("return", 14);
}

int main(int argc, char **argv, char **envp) {
    forced = getenv("CEDE_MAIN") && getenv("CEDE_YIELD");
    if (argc > 1)
        return as_child(argc, argv, envp);
    self = argv[0];
    EXPECT(cede_self() == NULL);
    all_ways();
    setenv("CEDE_MAIN", "thread", 1);
    all_ways();
    setenv("CEDE_MAIN", "task", 1);
    all_ways();
    setenv("CEDE_YIELD", "always", 1);
    all_ways();
    setenv("CEDE_MAIN", "nonsense", 1);
    expect_exit("return", 70);
    return 0;
}

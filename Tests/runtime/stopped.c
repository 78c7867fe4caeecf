/* kill -STOP and -CONT of the whole process under load: sleepers, deadlines and I/O go on rightly, and neither a stall nor
 * a deadlock is reported that there was not. */
// not under: thread (signals arrive at calls that it knows only, so requests are served late without any stop)
#include "test.h"

enum { STOPS = 25, SHORT = 40, LONG = 1200, PATIENCE = 700 }; /* milliseconds */

static int to_parent[2], from_parent[2];
static atomic_bool over;

/* Ordinary code whose checks are some milliseconds apart, so that a stop comes while one is asked for. */
static void *hog(void *unused) {
    while (!over) {
        for (int64_t end = cpu_time() + 5 * MS; cpu_time() < end;)
            ;
        cede_check();
    }
    return unused;
}

static void *sleeper(void *unused) {
    while (!over) {
        int64_t deadline = cede_now() + 3 * MS;
        EXPECT(cede_sleep_until(deadline) == 0 && cede_now() >= deadline);
    }
    return unused;
}

static void *waiter(void *unused) {
    static cede_semaphore never;
    while (!over) {
        int64_t deadline = cede_now() + 10 * MS;
        EXPECT(cede_semaphore_acquire(&never, deadline) == ETIMEDOUT && cede_now() >= deadline);
    }
    return unused;
}

static int ring[2][2];
static void *answers(void *unused) {
    for (long n; cede_read_all(ring[0][0], &n, sizeof n, CEDE_FOREVER) == sizeof n && n >= 0;)
        EXPECT(cede_write_all(ring[1][1], &n, sizeof n, NULL, CEDE_FOREVER) == 0);
    return unused;
}

static void *asks(void *unused) {
    long back, end = -1;
    for (long n = 0; !over; n++) {
        EXPECT(cede_write_all(ring[0][1], &n, sizeof n, NULL, CEDE_FOREVER) == 0);
        EXPECT(cede_read_all(ring[1][0], &back, sizeof back, CEDE_FOREVER) == sizeof back && back == n);
    }
    EXPECT(cede_write_all(ring[0][1], &end, sizeof end, NULL, CEDE_FOREVER) == 0);
    return unused;
}

static void *loaded(void *unused) {
    void *(*all[])(void *) = {hog, hog, hog, sleeper, sleeper, waiter, answers, asks};
    enum { COUNT = sizeof all / sizeof *all };
    cede_task *tasks[COUNT];
    char byte;
    EXPECT(cede_pipe(ring[0]) == 0 && cede_pipe(ring[1]) == 0);
    for (int i = 0; i < COUNT; i++)
        tasks[i] = cede_spawn(all[i], NULL);
    EXPECT(cede_write(to_parent[1], "r", 1, CEDE_FOREVER) == 1);
    EXPECT(cede_read(from_parent[0], &byte, 1, CEDE_FOREVER) == 1);
    over = true;
    for (int i = 0; i < COUNT; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    return unused;
}

/* What arrived before the process went on is read, though the deadline has passed meanwhile. */
static void *idle(void *unused) {
    char byte;
    EXPECT(cede_write(to_parent[1], "r", 1, CEDE_FOREVER) == 1);
    EXPECT(cede_read(from_parent[0], &byte, 1, cede_now() + PATIENCE * MS) == 1);
    return unused;
}

static void pause_for(int milliseconds) { usleep((useconds_t)milliseconds * 1000); }

static void stop(pid_t child) {
    int status;
    EXPECT(kill(child, SIGSTOP) == 0);
    EXPECT(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status));
}

static void stops_under_load(pid_t child) {
    for (int i = 0; i < STOPS; i++) {
        pause_for(7 + i);
        stop(child);
        pause_for(i % 5 ? SHORT : 5 * SHORT);
        kill(child, SIGCONT);
    }
    EXPECT(write(from_parent[1], "x", 1) == 1);
}

static void stops_beyond_the_deadline(pid_t child) {
    pause_for(20);
    stop(child);
    EXPECT(write(from_parent[1], "x", 1) == 1);
    pause_for(LONG);
    kill(child, SIGCONT);
}

static void stopped(void *(*program)(void *), void (*stops)(pid_t)) {
    char byte, text[4096] = "";
    int output[2], status;
    EXPECT(pipe(to_parent) == 0 && pipe(from_parent) == 0 && pipe(output) == 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(output[1], STDERR_FILENO);
        run_with(2, program);
        _exit(0);
    }
    EXPECT(child > 0 && read(to_parent[0], &byte, 1) == 1);
    stops(child);
    EXPECT(waitpid(child, &status, 0) == child);
    close(output[1]);
    EXPECT(read(output[0], text, sizeof text - 1) >= 0);
    fputs(text, stderr);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0 && !*text);
}

int main(void) {
    setenv("CEDE_STALL", "60ms", 1);
    stopped(loaded, stops_under_load);
    stopped(idle, stops_beyond_the_deadline);
    return 0;
}

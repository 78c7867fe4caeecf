/* Tasks that are in a call of the I/O part when cede_run ends, or when the process forks: the next run, the parent and
 * the child each go on with the same descriptors. */
// not under: thread (a child that was forked on a fiber loses the fibers)
// not under: qemu (it ends by an assertion of its own when a forked child makes a thread)
#include "test.h"

static int listener, ends[2];
static atomic_int arrived;
static atomic_bool job_begun, job_ended;

static void *accepts(void *unused) {
    int connection;
    arrived++;
    cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER);
    return unused;
}

static void *reads(void *unused) {
    char byte;
    arrived++;
    EXPECT(cede_read(ends[0], &byte, 1, CEDE_FOREVER) == 1);
    return unused;
}

static void *polls(void *unused) {
    struct pollfd one = {.fd = ends[0], .events = POLLIN};
    arrived++;
    EXPECT(cede_poll(&one, 1, CEDE_FOREVER) == 0);
    return unused;
}

static void *slow(void *unused) {
    job_begun = true;
    usleep(30000);
    job_ended = true;
    return unused;
}

/* The thread uses this task's stack, so the end of the runtime waits for it. */
static void *offloads(void *unused) {
    arrived++;
    cede_offload(slow, NULL, NULL, CEDE_FOREVER);
    return unused;
}

static void *resolves(void *unused) {
    struct addrinfo *found = NULL;
    arrived++;
    if (cede_getaddrinfo("localhost", NULL, NULL, &found, NULL, CEDE_FOREVER) == 0)
        freeaddrinfo(found);
    return unused;
}

static void *leaves_them(void *unused) {
    void *(*const kinds[])(void *) = {accepts, reads, polls, offloads, resolves};
    arrived = 0;
    job_begun = job_ended = false;
    for (int i = 0; i < 5; i++)
        cede_detach(cede_spawn(kinds[i], NULL));
    while (arrived < 5 || !job_begun)
        cede_yield();
    cede_sleep_for(MS);
    return unused;
}

/* Nobody of the run before takes what belongs to this one. */
static void *uses_them(void *unused) {
    cede_task *reader = cede_spawn(reads, NULL);
    uint16_t port;
    int connection, peer;
    cede_sleep_for(MS);
    EXPECT(cede_write(ends[1], "x", 1, CEDE_FOREVER) == 1);
    EXPECT(cede_join(reader, NULL) == 0);
    EXPECT(cede_local_port(listener, &port) == 0);
    EXPECT(cede_tcp_connect("127.0.0.1", port, &peer, CEDE_FOREVER) == 0);
    EXPECT(cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER) == 0);
    EXPECT(cede_close(peer) == 0 && cede_close(connection) == 0);
    return unused;
}

static void *makes_them(void *unused) {
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &listener) == 0 && cede_pipe(ends) == 0);
    return unused;
}

/* The child has the parent's descriptors, but an epoll of its own: what it does leaves the parent's waits alone. */
static void *forks(void *unused) {
    cede_task *reader = cede_spawn(reads, NULL);
    int status, inner[2];
    cede_sleep_for(2 * MS);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        int outer = ends[0];
        EXPECT(cede_pipe(inner) == 0);
        ends[0] = inner[0];
        reader = cede_spawn(reads, NULL);
        cede_sleep_for(2 * MS);
        EXPECT(cede_write(inner[1], "x", 1, CEDE_FOREVER) == 1);
        EXPECT(cede_join(reader, NULL) == 0);
        EXPECT(cede_close(outer) == 0);
        EXPECT(cede_offload(slow, NULL, NULL, CEDE_FOREVER) == 0);
        _exit(5);
    }
    EXPECT(cede_waitpid(child, &status, CEDE_FOREVER) == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 5);
    EXPECT(cede_write(ends[1], "x", 1, CEDE_FOREVER) == 1);
    EXPECT(cede_join(reader, NULL) == 0);
    return unused;
}

static void all(unsigned workers) {
    run_with(workers, makes_them);
    run_with(workers, leaves_them);
    EXPECT(job_ended);
    run_with(workers, uses_them);
    run_with(workers, forks);
    close(listener);
    close(ends[0]);
    close(ends[1]);
}

int main(void) {
    all(1);
    all(3);
    setenv("CEDE_YIELD", "always", 1);
    all(2);
    return 0;
}

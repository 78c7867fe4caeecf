/*
 * TCP echo of 64-byte messages over 64 and 1000 connections: the server on one CPU, the client on another. A server
 * of tasks in blocking style against a hand-written epoll loop, and Go where it is installed (peers/echo.go). Each
 * connection has one request under way. Rounds interleaved, medians; CPU time is the server's, user and system, over
 * the measured requests.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 64, MOST = 1000, BATCH = 128, SERVERS = 3, LISTENER = 3, MAX_SAMPLES = 4000000 };

static void pin(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu % (int)sysconf(_SC_NPROCESSORS_ONLN), &set);
    sched_setaffinity(0, sizeof set, &set);
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

/* Servers; the listening socket is descriptor 3. --------------------------------------------------- */

static void raw_epoll(void) {
    struct epoll_event events[BATCH], event = {.events = EPOLLIN, .data.fd = LISTENER};
    char buffer[4096];
    int set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, LISTENER, &event);
    for (;;) {
        int count = epoll_wait(set, events, BATCH, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            if (fd == LISTENER) {
                event.data.fd = accept4(LISTENER, NULL, NULL, SOCK_NONBLOCK);
                epoll_ctl(set, EPOLL_CTL_ADD, event.data.fd, &event);
                continue;
            }
            ssize_t got = read(fd, buffer, sizeof buffer);
            if (got <= 0 || write(fd, buffer, (size_t)got) != got)
                close(fd);
        }
    }
}

static void *serve_one(void *connection) {
    char buffer[4096];
    int fd = (int)(intptr_t)connection;
    ssize_t got;
    while ((got = cede_read(fd, buffer, sizeof buffer, CEDE_FOREVER)) > 0)
        if (cede_write_all(fd, buffer, (size_t)got, NULL, CEDE_FOREVER) != 0)
            break;
    cede_close(fd);
    return NULL;
}

static void *serve(void *unused) {
    int connection;
    while (cede_accept(LISTENER, &connection, NULL, NULL, CEDE_FOREVER) == 0)
        cede_detach(cede_spawn(serve_one, (void *)(intptr_t)connection));
    return unused;
}

static void tasks(void) { in_task(1, serve, NULL); }

static char go_program[4096];
static void go(void) {
    setenv("GOMAXPROCS", "1", 1);
    execl(go_program, go_program, (char *)NULL);
    fail(go_program);
}

static const struct {
    const char *name;
    void (*run)(void);
} servers[SERVERS] = {{"epoll in C", raw_epoll}, {"cede", tasks}, {"Go", go}};

/* The client, an epoll loop: it must be faster than the servers. ------------------------------------ */

static double latencies[MAX_SAMPLES];
static int64_t sent_at[MOST + 16];

static int64_t cpu_time(pid_t process) {
    struct timespec t = {0, 0};
    clockid_t clock;
    if (clock_getcpuclockid(process, &clock) == 0)
        clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Requests a second; *cpu is the server's time for one, in microseconds. */
static double converse(const struct sockaddr_in *address, int connections, int64_t duration, pid_t server,
                       size_t *samples, double *cpu) {
    struct epoll_event events[BATCH];
    char buffer[SIZE];
    int set = epoll_create1(0), fds[MOST], on = 1;
    int64_t begin, now, from = CEDE_FOREVER, used = 0;
    long requests = 0;
    memset(buffer, 'x', sizeof buffer);
    for (int i = 0; i < connections; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = i};
        fds[i] = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (connect(fds[i], (const struct sockaddr *)address, sizeof *address) != 0)
            fail("connect");
        epoll_ctl(set, EPOLL_CTL_ADD, fds[i], &event);
    }
    begin = now = cede_now();
    for (int i = 0; i < connections; i++) {
        sent_at[i] = now;
        if (write(fds[i], buffer, SIZE) != SIZE)
            fail("write");
    }
    *samples = 0;
    while (now < begin + duration) {
        int count = epoll_wait(set, events, BATCH, 1000);
        now = cede_now();
        if (count == 0) {
            fprintf(stderr, "no answer in a second\n");
            exit(1);
        }
        if (from == CEDE_FOREVER && now > begin + duration / 3) { /* warm by now */
            from = now;
            used = cpu_time(server);
        }
        for (int k = 0; k < count; k++) {
            int i = events[k].data.fd;
            if (read(fds[i], buffer, SIZE) != SIZE)
                fail("read");
            if (now >= from && *samples < MAX_SAMPLES) {
                latencies[(*samples)++] = (double)(now - sent_at[i]) / 1e6;
                requests++;
            }
            sent_at[i] = now;
            if (write(fds[i], buffer, SIZE) != SIZE)
                fail("write");
        }
    }
    *cpu = (double)(cpu_time(server) - used) / 1e3 / (double)requests;
    for (int i = 0; i < connections; i++)
        close(fds[i]);
    close(set);
    return (double)requests * 1e9 / (double)(now - from);
}

/* Rounds. ------------------------------------------------------------------------------------------ */

struct figures {
    double rate[ROUNDS], p50[ROUNDS], p99[ROUNDS], cpu[ROUNDS];
};

static void round_of(int server, int connections, int64_t duration, struct figures *f, int round) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    size_t samples;
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 4096) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        fail("listen");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* nor is it left behind when the clients give up */
        pin(0);
        if (listener != LISTENER) {
            dup2(listener, LISTENER);
            close(listener);
        }
        servers[server].run();
        _exit(1);
    }
    close(listener);
    pin(1);
    f->rate[round] = converse(&address, connections, duration, child, &samples, &f->cpu[round]);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    f->p50[round] = quantile(latencies, samples, 0.5);
    f->p99[round] = latencies[(size_t)((double)(samples - 1) * 0.99)];
}

static double ratio(double *a, double *b) { return quantile(a, ROUNDS, 0.5) / quantile(b, ROUNDS, 0.5); }

int main(int argc, char **argv) {
    static struct figures f[SERVERS];
    static const int counts[] = {64, 1000};
    int64_t duration = (argc > 1 ? atoll(argv[1]) : 1000) * 1000000;
    const char *peers = getenv("BENCH_PEERS");
    int present = SERVERS;
    snprintf(go_program, sizeof go_program, "%s/echo-go", peers ? peers : ".");
    if (access(go_program, X_OK) != 0) {
        printf("skipped: Go (not installed)\n");
        present--;
    }
    for (int c = 0; c < 2; c++) {
        for (int round = 0; round < ROUNDS; round++)
            for (int i = 0; i < present; i++) {
                int server = round % 2 ? present - 1 - i : i;
                round_of(server, counts[c], duration, &f[server], round);
            }
        for (int s = 0; s < present; s++)
            printf("echo, %4d connections  %-10s  %7.0f requests/s  p50 %6.3f ms  p99 %6.3f ms  server CPU %5.2f us\n",
                   counts[c], servers[s].name, quantile(f[s].rate, ROUNDS, 0.5), quantile(f[s].p50, ROUNDS, 0.5),
                   quantile(f[s].p99, ROUNDS, 0.5), quantile(f[s].cpu, ROUNDS, 0.5));
        for (int s = 0; s < present; s++) {
            char what[64];
            snprintf(what, sizeof what, "echo, %d connections", counts[c]);
            figure(what, servers[s].name, f[s].rate[ROUNDS / 2], "requests/s", ">= 0.95 of epoll");
            snprintf(what, sizeof what, "echo, %d connections, p99", counts[c]);
            figure(what, servers[s].name, f[s].p99[ROUNDS / 2], "ms", "<= epoll's");
            snprintf(what, sizeof what, "echo, %d connections, CPU", counts[c]);
            figure(what, servers[s].name, f[s].cpu[ROUNDS / 2], "us/request", "");
        }
        printf("echo, %4d connections  cede / epoll: requests/s %.3f (bar 0.95), p99 %.3f, server CPU %.3f\n",
               counts[c], ratio(f[1].rate, f[0].rate), ratio(f[1].p99, f[0].p99), ratio(f[1].cpu, f[0].cpu));
    }
    return 0;
}

/*
 * soak.c - everything at once for a long time: tasks spawned and cancelled at random points, connections that talk,
 * stop in the middle of a message, are reset, or never read, locks, channels, timers, the pool, and computing.
 *
 *     soak SECONDS [SEED]
 *
 * At the end everything has been joined, and nothing may be left: no task, no descriptor, no waiter, no held lock;
 * and no more stacks than there were tasks at once. Every echoed byte is compared, and what a client had sent before
 * it ended its side cleanly has arrived in full. Exits with 0, or says what was wrong.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cede.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MS 1000000ll
#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "soak: %s:%d: expected: %s (seed %u)\n", __FILE__, __LINE__, #condition, seed0); \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

enum { DRIVERS = 24, MESSAGE = 20000 };

static unsigned seed0;
static int64_t end_time;
static uint16_t port;
static char path[100];
static int listeners[2];
static atomic_int serving;
static atomic_long counts[8];
static const char *const names[8] = {"groups",   "cancels",  "connections", "dropped",
                                     "messages", "never read", "offloads",  "sent in full"};
enum { GROUPS, CANCELS, CONNECTIONS, DROPPED, MESSAGES, NEVER_READ, OFFLOADS, IN_FULL };

static unsigned next(unsigned *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

static void compute(unsigned rounds) {
    volatile unsigned x = 1;
    for (unsigned i = 0; i < rounds; i++) {
        x = x * 3 + 1;
        cede_check();
    }
}

/* The server. ------------------------------------------------------------------------------------- */

/* What a connection begins with: an echo, or only a count of what arrives before the clean end. */
enum { ECHO = 'e', COUNT = 'c' };

static void serve_count(int fd) {
    char buffer[1000];
    uint64_t count = 0;
    ssize_t got;
    while ((got = cede_read(fd, buffer, sizeof buffer, cede_now() + 20000 * MS)) > 0)
        count += (uint64_t)got;
    if (got == 0)
        cede_write_all(fd, &count, sizeof count, NULL, cede_now() + 20000 * MS);
}

static void *serve_one(void *connection) {
    int fd = (int)(intptr_t)connection, error = 0;
    char buffer[3000], kind;
    ssize_t got = cede_read(fd, &kind, 1, cede_now() + 20000 * MS);
    if (got == 1 && kind == COUNT)
        serve_count(fd);
    else if (got == 1)
        while (!error && (got = cede_read(fd, buffer, sizeof buffer, cede_now() + 20000 * MS)) > 0) {
            compute((unsigned)got % 64);
            error = cede_write_all(fd, buffer, (size_t)got, NULL, cede_now() + 300 * MS);
        }
    if (error == ETIMEDOUT)
        counts[NEVER_READ]++;
    EXPECT(cede_close(fd) == 0);
    serving--;
    return NULL;
}

static void *serve(void *which) {
    int connection, error;
    while ((error = cede_accept(listeners[(intptr_t)which], &connection, NULL, NULL, CEDE_FOREVER)) == 0) {
        serving++;
        cede_detach(cede_spawn(serve_one, (void *)(intptr_t)connection));
    }
    EXPECT(error == EBADF);
    return NULL;
}

/* Clients, each of which may be cancelled at any point. ------------------------------------------- */

static int open_one(unsigned *seed, int *fd) {
    int error = next(seed) % 2 ? cede_tcp_connect("127.0.0.1", port, fd, cede_now() + 20000 * MS)
                               : cede_unix_connect(path, fd, cede_now() + 20000 * MS);
    if (!error)
        counts[CONNECTIONS]++;
    return error;
}

/* With a reset, so that no port waits for stragglers. */
static void drop(int fd) {
    struct linger now = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    EXPECT(cede_close(fd) == 0);
}

static int echo_some(int fd, unsigned *seed) {
    char out[MESSAGE / 10], in[MESSAGE / 10];
    int error = cede_write_all(fd, "e", 1, NULL, CEDE_FOREVER);
    for (unsigned i = next(seed) % 10; i && !error; i--) {
        size_t size = next(seed) % sizeof out + 1;
        ssize_t got;
        memset(out, (int)(next(seed) % 256), size);
        error = cede_write_all(fd, out, size, NULL, CEDE_FOREVER);
        if (error || next(seed) % 16 == 0)
            break; /* dropped in the middle of a message */
        got = cede_read_all(fd, in, size, CEDE_FOREVER);
        if (got != (ssize_t)size)
            return got < 0 ? (int)-got : EPIPE;
        EXPECT(memcmp(in, out, size) == 0);
        counts[MESSAGES]++;
    }
    return error;
}

/* Nothing is lost: what was written before the clean end of this side has been counted by the other. */
static int send_in_full(int fd, unsigned *seed) {
    static const char bytes[MESSAGE];
    uint64_t size = next(seed) % MESSAGE, count = 0;
    ssize_t got;
    int error = cede_write_all(fd, "c", 1, NULL, CEDE_FOREVER);
    if (!error)
        error = cede_write_all(fd, bytes, size, NULL, CEDE_FOREVER);
    if (!error)
        error = cede_shutdown(fd, SHUT_WR);
    if (error)
        return error;
    got = cede_read_all(fd, &count, sizeof count, CEDE_FOREVER);
    if (got < 0)
        return (int)-got;
    EXPECT(got == sizeof count && count == size);
    counts[IN_FULL]++;
    return 0;
}

/* Sends until nothing goes any more and reads nothing: the server gives up, not we. */
static int never_read(int fd) {
    static const char bytes[1 << 16];
    int error = cede_write_all(fd, "e", 1, NULL, CEDE_FOREVER);
    while (!error)
        error = cede_write_all(fd, bytes, sizeof bytes, NULL, cede_now() + 20000 * MS);
    return error;
}

static int client(void *argument) {
    unsigned seed = (unsigned)(uintptr_t)argument;
    int fd, error = open_one(&seed, &fd);
    if (error)
        return error;
    switch (next(&seed) % 16) {
    case 0: error = never_read(fd); break;
    case 1:
    case 2:
    case 3:
    case 4: error = send_in_full(fd, &seed); break;
    default: error = echo_some(fd, &seed);
    }
    counts[DROPPED]++;
    drop(fd);
    return error;
}

/* Waiting on everything else. --------------------------------------------------------------------- */

static cede_mutex mutex;
static cede_rwlock rwlock;
static cede_semaphore semaphore = CEDE_SEMAPHORE_INIT(2);
static cede_condition condition;
static cede_channel *channel;
static int inside;

static void *job(void *argument) {
    usleep((unsigned)(uintptr_t)argument % 500);
    return argument;
}

static int wait_for_something(void *argument) {
    unsigned seed = (unsigned)(uintptr_t)argument;
    int error = 0, value = 1;
    size_t chosen;
    while (!error && next(&seed) % 16) {
        int64_t soon = cede_now() + next(&seed) % (2 * MS);
        cede_timer timer = {.when = soon};
        cede_case cases[] = {CEDE_CASE_RECEIVE(channel, &value), CEDE_CASE_TIMER(&timer), CEDE_CASE_SEND(channel, &value)};
        switch (next(&seed) % 9) {
        case 0:
            if ((error = cede_mutex_lock(&mutex, CEDE_FOREVER)) == 0) {
                EXPECT(++inside == 1);
                compute(next(&seed) % 1000);
                if (next(&seed) % 2)
                    cede_yield();
                inside--;
                EXPECT(cede_mutex_unlock(&mutex) == 0);
            }
            break;
        case 1:
            if ((error = cede_mutex_lock(&mutex, soon)) == 0) {
                error = cede_condition_wait(&condition, &mutex, soon);
                EXPECT(++inside == 1);
                inside--;
                cede_condition_signal(&condition);
                EXPECT(cede_mutex_unlock(&mutex) == 0);
            }
            break;
        case 2:
            if ((error = cede_rwlock_read_lock(&rwlock, CEDE_FOREVER)) == 0) {
                compute(100);
                EXPECT(cede_rwlock_read_unlock(&rwlock) == 0);
            }
            break;
        case 3:
            if ((error = cede_rwlock_write_lock(&rwlock, soon)) == 0)
                EXPECT(cede_rwlock_write_unlock(&rwlock) == 0);
            break;
        case 4:
            if ((error = cede_semaphore_acquire(&semaphore, CEDE_FOREVER)) == 0) {
                cede_yield();
                cede_semaphore_release(&semaphore, 1);
            }
            break;
        case 5: error = cede_select(cases, 3, &chosen, soon + MS); break;
        case 6: error = cede_sleep_until(soon); break;
        case 7:
            error = cede_offload(job, (void *)(uintptr_t)seed, NULL, CEDE_FOREVER);
            counts[OFFLOADS] += !error;
            break;
        default: compute(next(&seed) % 20000);
        }
        if (error == ETIMEDOUT)
            error = 0;
    }
    return error;
}

/* Drivers: groups of the above, ended, cancelled, or cut short by a deadline. ------------------------ */

static int driver(void *argument) {
    unsigned seed = (unsigned)(uintptr_t)argument * 7919 + seed0;
    while (cede_now() < end_time) {
        cede_group group = {0};
        unsigned members = next(&seed) % 8 + 1;
        int64_t deadline = next(&seed) % 3 ? CEDE_FOREVER : cede_now() + next(&seed) % (5 * MS);
        for (unsigned i = 0; i < members; i++) {
            int error = cede_group_spawn(&group, next(&seed) % 3 ? client : wait_for_something,
                                         (void *)(uintptr_t)next(&seed));
            EXPECT(error == 0 || error == ECANCELED); /* the first error of one cancels the rest */
        }
        if (next(&seed) % 2) {
            cede_sleep_for(next(&seed) % (3 * MS));
            cede_group_cancel(&group);
            counts[CANCELS] += members;
        }
        cede_group_wait(&group, deadline);
        EXPECT(!group.tasks);
        counts[GROUPS]++;
    }
    return 0;
}

static int open_descriptors(void) {
    int count = 0;
    for (int i = 0; i < 20000; i++)
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

static void *program(void *unused) {
    cede_task *servers[2];
    cede_group drivers = {0};
    cede_statistics s;
    int before;
    channel = cede_channel_new(sizeof(int), 3);
    EXPECT(cede_sleep_for(MS) == 0);
    before = open_descriptors();
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &listeners[0]) == 0 && cede_local_port(listeners[0], &port) == 0);
    EXPECT(cede_unix_listen(path, &listeners[1]) == 0);
    for (intptr_t i = 0; i < 2; i++)
        servers[i] = cede_spawn(serve, (void *)i);
    for (intptr_t i = 0; i < DRIVERS; i++)
        EXPECT(cede_group_spawn(&drivers, driver, (void *)i) == 0);
    EXPECT(cede_group_wait(&drivers, CEDE_FOREVER) == 0);
    while (serving)
        cede_sleep_for(MS);
    for (int i = 0; i < 2; i++) {
        EXPECT(cede_close(listeners[i]) == 0);
        EXPECT(cede_join(servers[i], NULL) == 0);
    }
    unlink(path);
    do { /* a task counts as finished a moment after what it did last */
        cede_sleep_for(MS);
        cede_get_statistics(&s);
    } while (s.spawned - s.finished > 1 && cede_now() < end_time + 60000 * MS);
    EXPECT(s.spawned - s.finished == 1);
    EXPECT(open_descriptors() - before <= (int)(2 * s.workers + 2));
    EXPECT(mutex.state == 0 && !mutex.waiters.first && !condition.waiters.first);
    EXPECT(!rwlock.readers && !rwlock.writer && !rwlock.waiters.first);
    EXPECT(semaphore.permits == 2 && !semaphore.waiters.first);
    printf("%llu tasks on %u workers, %llu stacks, %llu switches, %llu preemptions", (unsigned long long)s.spawned,
           s.workers, (unsigned long long)s.stacks, (unsigned long long)s.switches, (unsigned long long)s.preemptions);
    for (int i = 0; i < 8; i++)
        printf(", %ld %s", counts[i], names[i]);
    printf("\n");
    EXPECT(s.stacks < 5000);
    cede_channel_free(channel);
    return unused;
}

int main(int argc, char **argv) {
    const cede_options options = {.workers = 3};
    int before = open_descriptors();
    end_time = cede_now() + (argc > 1 ? atoll(argv[1]) : 10) * 1000 * MS;
    seed0 = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    snprintf(path, sizeof path, "/tmp/cede-soak-%d", (int)getpid());
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    EXPECT(open_descriptors() == before);
    return 0;
}

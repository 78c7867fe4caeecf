/*
 * connections.c - connections opened and dropped in the middle of a message, many: nothing may be left of them.
 *
 *     connections COUNT
 *
 * Some are reset, some are just closed, some end their side and wait for the server. Afterwards there are as many
 * tasks, descriptors and pages of memory as there were after the first thousand, and no more stacks than tasks at once.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cede.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { AT_ONCE = 100, WARM = 1000 };

static uint16_t port;
static int listener;
static atomic_int serving;
static atomic_long left, failed;

static void *serve_one(void *connection) {
    int fd = (int)(intptr_t)connection;
    char message[1000];
    while (cede_read_all(fd, message, sizeof message, CEDE_FOREVER) == sizeof message)
        ;
    cede_close(fd);
    serving--;
    return NULL;
}

static void *serve(void *unused) {
    int connection;
    while (cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER) == 0) {
        serving++;
        cede_detach(cede_spawn(serve_one, (void *)(intptr_t)connection));
    }
    return unused;
}

static void *client(void *unused) {
    char part[700] = "", end;
    long n;
    while ((n = left--) > 0) {
        struct linger now = {1, 0};
        int fd;
        if (cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER) != 0) {
            failed++;
            continue;
        }
        cede_write_all(fd, part, (size_t)(n % 7 * 100), NULL, CEDE_FOREVER);
        if (n % 4 == 0 && cede_shutdown(fd, SHUT_WR) == 0)
            cede_read(fd, &end, 1, CEDE_FOREVER);
        if (n % 64) /* the others leave a port in TIME_WAIT, of which there are not enough for all */
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        cede_close(fd);
    }
    return unused;
}

static void drive(long count) {
    cede_task *tasks[AT_ONCE];
    left = count;
    for (int i = 0; i < AT_ONCE; i++)
        tasks[i] = cede_spawn(client, NULL);
    for (int i = 0; i < AT_ONCE; i++)
        cede_join(tasks[i], NULL);
    while (serving)
        cede_sleep_for(1000000);
    cede_sleep_for(10000000);
}

struct state {
    long descriptors, tasks, pages;
};

static struct state now(void) {
    struct state s = {0, 0, 0};
    cede_statistics t;
    long all;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &all, &s.pages) != 2)
        exit(2);
    fclose(file);
    for (int i = 0; i < 20000; i++)
        s.descriptors += fcntl(i, F_GETFD) >= 0;
    cede_get_statistics(&t);
    s.tasks = (long)(t.spawned - t.finished);
    return s;
}

static long total;

static void *program(void *unused) {
    struct state before, after;
    cede_statistics s;
    (void)unused;
    if (cede_tcp_listen("127.0.0.1", 0, &listener) != 0 || cede_local_port(listener, &port) != 0)
        return (void *)1;
    cede_detach(cede_spawn(serve, NULL));
    drive(WARM);
    before = now();
    drive(total);
    after = now();
    cede_get_statistics(&s);
    printf("%ld connections (%ld failed): descriptors %ld -> %ld, tasks %ld -> %ld, resident pages %ld -> %ld, %llu stacks\n",
           total, (long)failed, before.descriptors, after.descriptors, before.tasks, after.tasks, before.pages, after.pages,
           (unsigned long long)s.stacks);
    return (void *)(intptr_t)(failed || after.descriptors != before.descriptors || after.tasks != before.tasks ||
                              after.pages > before.pages + 1000 || s.stacks > 1000);
}

int main(int argc, char **argv) {
    const cede_options options = {.workers = 2};
    void *bad;
    total = argc > 1 ? atol(argv[1]) : 100000;
    return cede_run(&options, program, NULL, &bad) != 0 || bad;
}

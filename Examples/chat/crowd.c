/*
 * crowd.c - many clients of the chat server at once, each a task.
 *
 *     crowd PORT CLIENTS
 *
 * They meet in rooms of ten. When all are in, each says one line and waits until it has heard ten different ones.
 * Prints how many were heard and fails if a line is missing, comes twice, or belongs to another room.
 */
#include <cede.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 10 };

static uint16_t port;
static cede_wait_group all_in;
static atomic_long heard;

static int fail(const char *what, int id) {
    fprintf(stderr, "client %d: %s\n", id, what);
    return EXIT_FAILURE;
}

static int listen_to_all(FILE *in, int id) {
    int seen = 0;
    char line[64];
    for (int n = 0; n < ROOM; n++) {
        int speaker;
        if (!fgets(line, sizeof line, in))
            return fail("the connection ended early", id);
        speaker = atoi(line);
        if (speaker / ROOM != id / ROOM || seen & 1 << speaker % ROOM)
            return fail("a line twice or from another room", id);
        seen |= 1 << speaker % ROOM;
        heard++;
    }
    return 0;
}

static int client(void *number) {
    int id = (int)(intptr_t)number, fd, status = EXIT_FAILURE;
    char line[64];
    bool in_room;
    FILE *in = NULL;
    int error = cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER);
    if (!error) {
        in = cede_fopen_socket(fd, "rk", NULL);
        if (in)
            setvbuf(in, NULL, _IOFBF, 256);
        snprintf(line, sizeof line, "room %d\n", id / ROOM);
        error = cede_write_all(fd, line, strlen(line), NULL, CEDE_FOREVER);
    }
    in_room = !error && in && fgets(line, sizeof line, in) && strcmp(line, "hello\n") == 0;
    cede_wait_group_done(&all_in);
    if (!in_room)
        return fail(error ? strerror(error) : "no hello", id);
    cede_wait_group_wait(&all_in, CEDE_FOREVER);
    snprintf(line, sizeof line, "%d says something\n", id);
    if (cede_write_all(fd, line, strlen(line), NULL, CEDE_FOREVER) == 0)
        status = listen_to_all(in, id);
    fclose(in);
    cede_close(fd);
    return status;
}

static void *program(void *count) {
    int clients = (int)(intptr_t)count;
    cede_group group = {0};
    const cede_attributes attributes = {.name = "client", .stack_size = 16 << 10};
    cede_wait_group_add(&all_in, (uint64_t)clients);
    for (intptr_t i = 0; i < clients; i++)
        if (cede_group_spawn_with(&group, &attributes, client, (void *)i) != 0)
            return (void *)1;
    return (void *)(intptr_t)cede_group_wait(&group, CEDE_FOREVER);
}

int main(int argc, char **argv) {
    void *failed;
    int clients;
    if (argc != 3)
        return 64;
    port = (uint16_t)atoi(argv[1]);
    clients = atoi(argv[2]) / ROOM * ROOM;
    if (cede_run(NULL, program, (void *)(intptr_t)clients, &failed) != 0)
        return EXIT_FAILURE;
    printf("%d clients heard %ld lines\n", clients, heard);
    return failed || heard != (long)clients * ROOM;
}

/*
 * chat.c - a chat server for ten thousand clients, written as if for one.
 *
 *     chat               prints `port N` and serves until it is killed
 *
 * A client's first line names its room; it is answered `hello`. Every later line goes to all in the room, the sender
 * included. Each client has two tasks: one reads lines and hands them out, one writes what is in the client's
 * channel. A client that does not read fills its channel and its connection is ended, so it delays nobody. Lines
 * are shared and counted, not copied for each.
 */
#include <cede.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 256, ROOMS = 1024, WAITING_LINES = 64 };

struct line {
    atomic_int holders;
    size_t length;
    char text[];
};

struct client {
    int fd;
    cede_channel *lines;             /* of struct line * */
    struct client *next;             /* in the room */
};

/* Rooms are made when first named and stay. */
struct room {
    char name[LINE];
    cede_mutex lock;
    struct client *clients;
    struct room *next;
};

static struct room *rooms[ROOMS];
static cede_mutex rooms_lock;

static struct room *room_named(const char *name) {
    unsigned hash = 5381;
    struct room *room;
    for (const char *c = name; *c; c++)
        hash = hash * 33 + (unsigned char)*c;
    cede_mutex_lock(&rooms_lock, CEDE_FOREVER);
    for (room = rooms[hash % ROOMS]; room && strcmp(room->name, name) != 0;)
        room = room->next;
    if (!room && (room = calloc(1, sizeof *room))) {
        strcpy(room->name, name);
        room->next = rooms[hash % ROOMS];
        rooms[hash % ROOMS] = room;
    }
    cede_mutex_unlock(&rooms_lock);
    return room;
}

static void drop(struct line *line) {
    if (atomic_fetch_sub(&line->holders, 1) == 1)
        free(line);
}

/* To everybody; never waits for one of them. */
static void hand_out(struct room *room, const char *text, size_t length) {
    struct line *line = malloc(sizeof *line + length);
    if (!line)
        return;
    line->length = length;
    memcpy(line->text, text, length);
    atomic_init(&line->holders, 1);
    cede_mutex_lock(&room->lock, CEDE_FOREVER);
    for (struct client *c = room->clients; c; c = c->next) {
        atomic_fetch_add(&line->holders, 1);
        if (cede_channel_try_send(c->lines, &line) != 0) {
            drop(line);
            cede_shutdown(c->fd, SHUT_RDWR); /* too slow: its reader sees the end */
        }
    }
    cede_mutex_unlock(&room->lock);
    drop(line);
}

static void *write_lines(void *argument) {
    struct client *me = argument;
    struct line *line;
    int error = 0;
    while (cede_channel_receive(me->lines, &line, CEDE_FOREVER) == 0) {
        if (!error)
            error = cede_write_all(me->fd, line->text, line->length, NULL, CEDE_FOREVER);
        drop(line);
    }
    return NULL;
}

/* The next line, with its end; 0 at the end of the connection. Longer ones come in pieces. */
static size_t read_line(int fd, char *buffer, size_t *have, char line[LINE]) {
    for (;;) {
        char *end = memchr(buffer, '\n', *have);
        ssize_t got;
        if (end || *have == LINE) {
            size_t length = end ? (size_t)(end - buffer) + 1 : LINE;
            memcpy(line, buffer, length);
            *have -= length;
            memmove(buffer, buffer + length, *have);
            return length;
        }
        got = cede_read(fd, buffer + *have, LINE - *have, CEDE_FOREVER);
        if (got <= 0)
            return 0;
        *have += (size_t)got;
    }
}

static void join(struct room *room, struct client *me) {
    cede_mutex_lock(&room->lock, CEDE_FOREVER);
    me->next = room->clients;
    room->clients = me;
    cede_mutex_unlock(&room->lock);
}

static void leave(struct room *room, struct client *me) {
    cede_mutex_lock(&room->lock, CEDE_FOREVER);
    for (struct client **c = &room->clients; *c; c = &(*c)->next)
        if (*c == me) {
            *c = me->next;
            break;
        }
    cede_mutex_unlock(&room->lock);
}

static void chat(struct client *me, char *buffer, size_t have, struct room *room) {
    char line[LINE];
    size_t length;
    cede_task *writer = cede_spawn(write_lines, me);
    if (!writer)
        return;
    join(room, me);
    if (cede_write_all(me->fd, "hello\n", 6, NULL, CEDE_FOREVER) == 0)
        while ((length = read_line(me->fd, buffer, &have, line)))
            hand_out(room, line, length);
    leave(room, me);
    cede_channel_close(me->lines);
    cede_join(writer, NULL);
}

static void *serve(void *connection) {
    struct client me = {.fd = (int)(intptr_t)connection, .lines = cede_channel_new(sizeof(struct line *), WAITING_LINES)};
    char buffer[LINE], name[LINE];
    size_t have = 0, length = read_line(me.fd, buffer, &have, name);
    if (length > 1 && name[length - 1] == '\n' && me.lines) {
        struct room *room;
        name[length - 1] = '\0';
        room = room_named(name);
        if (room)
            chat(&me, buffer, have, room);
    }
    if (me.lines)
        cede_channel_free(me.lines);
    cede_close(me.fd);
    return NULL;
}

static void *program(void *unused) {
    int listener, connection, error;
    uint16_t port;
    if (cede_tcp_listen("127.0.0.1", 0, &listener) != 0 || cede_local_port(listener, &port) != 0)
        return (void *)1;
    printf("port %u\n", port);
    fflush(stdout);
    while ((error = cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER)) == 0 || error == EMFILE)
        if (error)
            cede_sleep_for(10000000); /* until a descriptor is free */
        else
            cede_detach(cede_spawn(serve, (void *)(intptr_t)connection));
    return unused;
}

int main(void) {
    const cede_options options = {.stack_size = 16 << 10};
    void *failed;
    return cede_run(&options, program, NULL, &failed) != 0 || failed;
}

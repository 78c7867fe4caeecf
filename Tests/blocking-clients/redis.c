/*
 * redis.c - ten thousand tasks, each with a hiredis connection of its own and a call that blocks.
 *
 *     redis PORT TASKS
 *
 * Every task connects, writes and reads a key, then blocks in BLPOP on a list that nobody has filled. When the server
 * says that so many clients are blocked at once, one more connection fills the lists and each gets its own value.
 */
#include "cede.h"

#include <hiredis.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_THE_DOOR = 256 }; /* a listener's backlog is 4096 at most, and who finds it full tries again for minutes */

static int port;
static long tasks;
static sem_t door;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "redis: %s: %s\n", what, why);
    exit(1);
}

static redisContext *connected(void) {
    redisContext *c;
    sem_wait(&door);
    c = redisConnect("127.0.0.1", port);
    sem_post(&door);
    if (!c || c->err)
        fail("connect", c ? c->errstr : "no memory");
    return c;
}

/* The reply is the caller's to free. */
static redisReply *ask(redisContext *c, int type, const char *format, long number) {
    redisReply *reply = redisCommand(c, format, number, number);
    if (!reply)
        fail(format, c->errstr);
    if (reply->type != type)
        fail(format, reply->type == REDIS_REPLY_ERROR ? reply->str : "a reply of another type");
    return reply;
}

static void *client(void *argument) {
    long number = (long)(intptr_t)argument;
    char own[32];
    redisContext *c = connected();
    redisReply *reply;
    snprintf(own, sizeof own, "value %ld", number);
    freeReplyObject(ask(c, REDIS_REPLY_STATUS, "SET key:%ld value:%ld", number));
    reply = ask(c, REDIS_REPLY_STRING, "GET key:%ld", number);
    if (atol(reply->str + strlen("value:")) != number)
        fail("GET", reply->str);
    freeReplyObject(reply);
    reply = ask(c, REDIS_REPLY_ARRAY, "BLPOP list:%ld 0", number);
    if (reply->elements != 2 || atol(reply->element[1]->str) != number)
        fail("BLPOP", "somebody else's value");
    freeReplyObject(reply);
    redisFree(c);
    return NULL;
}

static long blocked_clients(redisContext *c) {
    redisReply *reply = ask(c, REDIS_REPLY_STRING, "INFO clients", 0);
    const char *line = strstr(reply->str, "blocked_clients:");
    long count = line ? atol(line + strlen("blocked_clients:")) : -1;
    freeReplyObject(reply);
    return count;
}

static void *program(void *unused) {
    cede_task **all = malloc((size_t)tasks * sizeof *all);
    redisContext *c = connected();
    int64_t begun = cede_now();
    long blocked;
    for (long i = 0; i < tasks; i++)
        if (!(all[i] = cede_spawn(client, (void *)(intptr_t)i)))
            fail("spawn", "no memory");
    while ((blocked = blocked_clients(c)) < tasks) {
        if (cede_now() - begun > 60000000000) {
            fprintf(stderr, "redis: after a minute only %ld of %ld tasks wait at the server\n", blocked, tasks);
            exit(1);
        }
        cede_sleep_for(20000000);
    }
    for (long i = 0; i < tasks; i++)
        freeReplyObject(ask(c, REDIS_REPLY_INTEGER, "RPUSH list:%ld %ld", i));
    for (long i = 0; i < tasks; i++)
        cede_join(all[i], NULL);
    printf("redis: %ld tasks in %ld blocked calls at once, all answered, %.1f s\n", tasks, blocked,
           (double)(cede_now() - begun) / 1e9);
    redisFree(c);
    free(all);
    return unused;
}

int main(int argc, char **argv) {
    if (argc != 3)
        fail("usage", "redis PORT TASKS");
    port = atoi(argv[1]);
    tasks = atol(argv[2]);
    sem_init(&door, 0, AT_THE_DOOR);
    return cede_run(NULL, program, NULL, NULL);
}

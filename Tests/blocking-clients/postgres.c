/*
 * postgres.c - tasks with a libpq connection of their own and a query that blocks.
 *
 *     postgres CONNINFO TASKS
 *
 * The first connection holds an advisory lock that every task asks for. When the server says that all of them wait,
 * it lets go, and each adds its number to a table.
 */
#include "cede.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *conninfo;
static long tasks;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "postgres: %s: %s\n", what, why);
    exit(1);
}

static PGconn *connected(void) {
    PGconn *c = PQconnectdb(conninfo);
    if (PQstatus(c) != CONNECTION_OK)
        fail("connect", PQerrorMessage(c));
    return c;
}

/* The first value of the answer, as a number; 0 if there is none. */
static long ask(PGconn *c, const char *query) {
    PGresult *result = PQexec(c, query);
    ExecStatusType status = PQresultStatus(result);
    long value = 0;
    if (status == PGRES_TUPLES_OK && PQntuples(result) > 0)
        value = atol(PQgetvalue(result, 0, 0));
    else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail(query, PQerrorMessage(c));
    PQclear(result);
    return value;
}

static void *client(void *number) {
    PGconn *c = connected();
    char insert[80];
    ask(c, "SELECT pg_advisory_lock_shared(1)");
    snprintf(insert, sizeof insert, "INSERT INTO numbers VALUES (%ld)", (long)(intptr_t)number);
    ask(c, insert);
    PQfinish(c);
    return NULL;
}

static void *program(void *unused) {
    const cede_attributes attributes = {.name = "client", .stack_size = 256 << 10};
    cede_task **all = malloc((size_t)tasks * sizeof *all);
    PGconn *c = connected();
    int64_t begun = cede_now();
    long waiting;
    ask(c, "DROP TABLE IF EXISTS numbers");
    ask(c, "CREATE TABLE numbers (n bigint)");
    ask(c, "SELECT pg_advisory_lock(1)");
    for (long i = 0; i < tasks; i++)
        if (!(all[i] = cede_spawn_with(&attributes, client, (void *)(intptr_t)i)))
            fail("spawn", "no memory");
    while ((waiting = ask(c, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) < tasks) {
        if (cede_now() - begun > 60000000000) {
            fprintf(stderr, "postgres: after a minute only %ld of %ld tasks wait at the server\n", waiting, tasks);
            exit(1);
        }
        cede_sleep_for(20000000);
    }
    ask(c, "SELECT pg_advisory_unlock(1)");
    for (long i = 0; i < tasks; i++)
        cede_join(all[i], NULL);
    if (ask(c, "SELECT sum(n) FROM numbers") != tasks * (tasks - 1) / 2)
        fail("sum", "numbers are missing");
    printf("postgres: %ld tasks in %ld blocked calls at once, all answered, %.1f s\n", tasks, waiting,
           (double)(cede_now() - begun) / 1e9);
    PQfinish(c);
    free(all);
    return unused;
}

int main(int argc, char **argv) {
    const cede_options options = {.main_stack = 256 << 10};
    if (argc != 3)
        fail("usage", "postgres CONNINFO TASKS");
    conninfo = argv[1];
    tasks = atol(argv[2]);
    return cede_run(&options, program, NULL, NULL);
}

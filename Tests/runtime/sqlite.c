/* Debian's SQLite as it is, with recursive and static mutexes of its own: callbacks that yield while it holds them, on
 * tasks of one worker that share a connection, and plain threads beside them. */
// link: -lsqlite3
// not under: qemu (there is no SQLite for it)
// not under: thread (SQLite is not built for it)
#include "test.h"

#include <pthread.h>
#include <sqlite3.h>

enum { TASKS = 6, ROWS = 40 };

static sqlite3 *shared;
static atomic_long called;

/* A callback that yields. SQLite holds the connection's mutex, so nobody else may get to one of them meanwhile. */
static void yield_inside(void) {
    static void *_Atomic inside;
    void *me = cede_self() ? (void *)cede_self() : (void *)pthread_self(), *before = inside;
    EXPECT(!before || before == me);
    inside = me;
    called++;
    cede_check();
    cede_yield();
    EXPECT(inside == me);
    inside = before;
}

static int on_progress(void *unused) {
    (void)unused;
    yield_inside();
    return 0;
}

static void on_update(void *unused, int operation, const char *database, const char *table, sqlite3_int64 row) {
    (void)unused, (void)operation, (void)database, (void)table, (void)row;
    yield_inside();
}

static void twice(sqlite3_context *context, int count, sqlite3_value **values) {
    EXPECT(count == 1);
    yield_inside();
    sqlite3_result_int64(context, 2 * sqlite3_value_int64(values[0]));
}

static int collate(void *unused, int a_size, const void *a, int b_size, const void *b) {
    (void)unused;
    yield_inside();
    int order = memcmp(a, b, (size_t)(a_size < b_size ? a_size : b_size));
    return order ? order : a_size - b_size;
}

static int one_number(void *number, int count, char **values, char **names) {
    (void)names;
    EXPECT(count == 1 && values[0]);
    yield_inside();
    *(long *)number = atol(values[0]);
    return 0;
}

static long ask(sqlite3 *db, const char *query) {
    char *error = NULL;
    long number = -1;
    if (sqlite3_exec(db, query, one_number, &number, &error) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", query, error);
        _exit(1);
    }
    return number;
}

static void *use(void *argument) {
    long who = (long)(intptr_t)argument;
    char query[128];
    for (int i = 0; i < ROWS; i++) {
        snprintf(query, sizeof query, "INSERT INTO t VALUES (%ld, %d, twice(%d))", who, i, i);
        ask(shared, query);
        snprintf(query, sizeof query, "SELECT count(*) FROM t WHERE who = %ld", who);
        EXPECT(ask(shared, query) == i + 1);
    }
    snprintf(query, sizeof query,
             "SELECT sum(b) FROM (SELECT b FROM t WHERE who = %ld ORDER BY cast(b AS text) COLLATE own)", who);
    EXPECT(ask(shared, query) == ROWS * (ROWS - 1));
    return NULL;
}

static void *program(void *unused) {
    const cede_attributes attributes = {.stack_size = 256 << 10};
    cede_task *tasks[TASKS];
    pthread_t thread;
    EXPECT(sqlite3_open_v2(":memory:", &shared,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL) == SQLITE_OK);
    ask(shared, "CREATE TABLE t (who, a, b)");
    sqlite3_progress_handler(shared, 20, on_progress, NULL);
    sqlite3_update_hook(shared, on_update, NULL);
    EXPECT(sqlite3_create_function(shared, "twice", 1, SQLITE_UTF8, NULL, twice, NULL, NULL) == SQLITE_OK);
    EXPECT(sqlite3_create_collation(shared, "own", SQLITE_UTF8, NULL, collate) == SQLITE_OK);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = cede_spawn_with(&attributes, use, (void *)(intptr_t)i);
    EXPECT(pthread_create(&thread, NULL, use, (void *)(intptr_t)TASKS) == 0);
    for (int i = 0; i < TASKS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(ask(shared, "SELECT count(*) FROM t") == (TASKS + 1) * ROWS && called > TASKS * ROWS);
    EXPECT(sqlite3_close(shared) == SQLITE_OK);
    return unused;
}

int main(void) {
    cede_options options = {.workers = 1, .main_stack = 256 << 10};
    EXPECT(sqlite3_threadsafe());
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    options.workers = 2;
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}

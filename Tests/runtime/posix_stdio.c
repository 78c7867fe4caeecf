/* Streams: a check does not yield while the C library's own lock is held, by flockfile or in a callback of it. */
// not under: thread (it does not know the lock of flockfile)
#include "test.h"

#include <link.h>

enum { LINES = 200, TASKS = 4 };

static FILE *stream;
static char written[1 << 20];
static size_t length;
static atomic_bool inside, stop;
static atomic_long other_ran;

/* A stream's own function that computes: nobody else may be in it, or in the stream, meanwhile. */
static ssize_t store(void *unused, const char *bytes, size_t size) {
    (void)unused;
    EXPECT(!inside);
    inside = true;
    for (int i = 0; i < 50; i++)
        cede_check();
    memcpy(written + length, bytes, size);
    length += size;
    inside = false;
    return (ssize_t)size;
}

static void *write_lines(void *number) {
    for (int i = 0; i < LINES; i++) {
        fprintf(stream, "task %d line %d\n", (int)(intptr_t)number, i);
        cede_check();
    }
    return NULL;
}

/* Lines made of pieces under flockfile. */
static void *write_pieces(void *number) {
    for (int i = 0; i < LINES; i++) {
        flockfile(stream);
        for (const char *s = "task "; *s; s++) {
            putc_unlocked(*s, stream);
            cede_check();
        }
        fprintf(stream, "%d ", (int)(intptr_t)number);
        cede_check();
        fprintf(stream, "line %d\n", i);
        funlockfile(stream);
    }
    return NULL;
}

static void expect_whole_lines(int lines) {
    int next[2 * TASKS] = {0}, got = 0;
    written[length] = 0;
    for (char *line = strtok(written, "\n"); line; line = strtok(NULL, "\n"), got++) {
        int task, number, end = 0;
        EXPECT(sscanf(line, "task %d line %d%n", &task, &number, &end) == 2 && !line[end]);
        EXPECT(task >= 0 && task < 2 * TASKS && number == next[task]++);
    }
    EXPECT(got == lines);
}

static void *writers(void *unused) {
    cede_task *tasks[2 * TASKS];
    static char buffer[64]; /* small, so that it is flushed within lines */
    stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = store});
    EXPECT(stream);
    setvbuf(stream, buffer, _IOFBF, sizeof buffer);
    length = 0;
    for (int i = 0; i < 2 * TASKS; i++)
        tasks[i] = cede_spawn(i < TASKS ? write_lines : write_pieces, (void *)(intptr_t)i);
    for (int i = 0; i < 2 * TASKS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(fclose(stream) == 0);
    expect_whole_lines(2 * TASKS * LINES);
    return unused;
}

/* The request that came meanwhile is served as soon as the lock is released. ---------------------- */

static void *other(void *unused) {
    while (!stop) {
        other_ran++;
        cede_yield();
    }
    return unused;
}

static int seen(struct dl_phdr_info *info, size_t size, void *before) {
    (void)info, (void)size;
    for (int i = 0; i < 100; i++)
        cede_check();
    EXPECT(other_ran == *(long *)before);
    return 0;
}

static void *served_afterwards(void *unused) {
    stop = false;
    cede_task *t = cede_spawn(other, NULL);
    cede_yield();
    long before = other_ran;
    flockfile(stderr);
    spin_with_checks(20 * MS);
    EXPECT(other_ran == before);
    funlockfile(stderr);
    EXPECT(other_ran > before);

    EXPECT(ftrylockfile(stderr) == 0);
    before = other_ran;
    spin_with_checks(20 * MS);
    EXPECT(other_ran == before);
    funlockfile(stderr);

#if !SANITIZED
    before = other_ran;
    dl_iterate_phdr(seen, &before);
#else
    (void)seen;
#endif
    cede_check();
    stop = true;
    EXPECT(cede_join(t, NULL) == 0);
    return unused;
}

int main(void) {
    cede_options options = {.workers = 1, .yield_always = 1};
    run_with(1, writers);
    run_with(2, writers);
    run_with(1, served_afterwards);
    EXPECT(cede_run(&options, writers, NULL, NULL) == 0);
    EXPECT(cede_run(&options, served_afterwards, NULL, NULL) == 0);
    return 0;
}

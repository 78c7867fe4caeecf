/* Valgrind knows the stacks: tasks that wait, nest deeply and end are no errors, and one that reads freed memory is named. */
// not under: qemu (it runs the program itself)
// not under: address (Valgrind has no room for its shadow memory)
// not under: thread (the same)
#include "test.h"

static cede_channel *channel;

static __attribute__((__noinline__)) int deep(int levels) {
    volatile char room[200];
    memset((char *)room, levels, sizeof room);
    if (levels == 0)
        cede_yield();
    return levels ? deep(levels - 1) + room[7] : room[0];
}

static void *works(void *n) {
    char *text = malloc(100);
    intptr_t got;
    snprintf(text, 100, "task %d", (int)(intptr_t)n);
    deep(100);
    cede_sleep_for(MS);
    EXPECT(cede_channel_send(channel, &n, CEDE_FOREVER) == 0);
    EXPECT(cede_channel_receive(channel, &got, CEDE_FOREVER) == 0);
    EXPECT(strlen(text) > 5);
    free(text);
    return n;
}

static void *sound(void *unused) {
    cede_task *tasks[100];
    channel = cede_channel_new(sizeof(intptr_t), 1);
    for (int round = 0; round < 3; round++) {
        for (intptr_t i = 0; i < 100; i++)
            tasks[i] = cede_spawn(works, (void *)i);
        for (int i = 0; i < 100; i++)
            EXPECT(cede_join(tasks[i], NULL) == 0);
    }
    cede_channel_free(channel);
    return unused;
}

static __attribute__((__noinline__)) void *reads_freed_memory(void *unused) {
    volatile char *bytes = malloc(100);
    cede_yield();
    free((char *)bytes);
    return bytes[50] ? unused : NULL;
}

static void *unsound(void *unused) {
    cede_join(cede_spawn(reads_freed_memory, NULL), NULL);
    return unused;
}

static char command[9000];

/* Without the compiler's notes for debuggers, of which Valgrind may not know the version. */
static void under_valgrind(void) {
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
}

static struct outcome run(const char *program, const char *what) {
    snprintf(command, sizeof command,
             "strip -g -o '%s.stripped' '%s' && valgrind --error-exitcode=9 --leak-check=full '%s.stripped' %s", program,
             program, program, what);
    return in_child(under_valgrind);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        run_with(2, strcmp(argv[1], "sound") == 0 ? sound : unsound);
        return 0;
    }
    if (system("command -v valgrind strip >/dev/null") != 0) {
        puts("skipped: valgrind is not installed");
        return 0;
    }
    struct outcome o = run(argv[0], "sound");
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0 && !strstr(o.text, "switching stacks"));
    o = run(argv[0], "unsound");
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 9 && strstr(o.text, "reads_freed_memory"));
    return 0;
}

/* libunwind walks a task's stack, frame by frame and by name, and stops cleanly at its root: between switches, in a handler of a
 * signal that interrupted it, and on a big stack. */
// not under: thread (libunwind asks for memory in the handler)
// needs: libunwind.h libunwind-dev
// link: -lunwind
#include "test.h"

#define UNW_LOCAL_ONLY
#include <libunwind.h>

enum { DEPTH = 20 };

static int frames, levels;

/* What a thread's debugger would ask: ends at the frame that has none above it, and not in an error. */
static void walk(void) {
    unw_context_t context;
    unw_cursor_t cursor;
    unw_word_t offset;
    char name[64] = "";
    int step;
    frames = levels = 0;
    EXPECT(unw_getcontext(&context) == 0 && unw_init_local(&cursor, &context) == 0);
    do {
        *name = 0;
        unw_get_proc_name(&cursor, name, sizeof name, &offset);
        frames++;
        levels += strcmp(name, "recurses") == 0;
    } while (frames < 200 && (step = unw_step(&cursor)) > 0);
    fprintf(stderr, "%d frames, %d of recurses, the last %s\n", frames, levels, name);
    EXPECT(step == 0 && strcmp(name, "cede__task_start") == 0);
}

static void handler(int number) {
    (void)number;
    walk();
}

int recurses(int depth, void (*then)(void));
__attribute__((__noinline__)) int recurses(int depth, void (*then)(void)) {
    volatile int result = depth;
    cede_yield();
    if (depth > 1)
        result += recurses(depth - 1, then);
    else
        then();
    return result;
}

static void interrupt(void) { raise(SIGUSR1); }

static void *on_big_stack(void *unused) {
    recurses(DEPTH, walk);
    return unused;
}

static void *walked(void *unused) {
    recurses(DEPTH, walk);
    EXPECT(levels == DEPTH && frames <= DEPTH + 5);
    recurses(DEPTH, interrupt);
    EXPECT(levels == DEPTH);
    EXPECT(cede_run_on_big_stack(on_big_stack, NULL, 1 << 20, NULL) == 0);
    EXPECT(levels == DEPTH);
    return unused;
}

static void *program(void *unused) {
    cede_task *tasks[3];
    for (int i = 0; i < 3; i++)
        tasks[i] = cede_spawn(walked, NULL);
    for (int i = 0; i < 3; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    return unused;
}

int main(void) {
    signal(SIGUSR1, handler);
    run_with(1, program);
    return 0;
}

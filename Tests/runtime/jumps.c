/* setjmp and longjmp within a task, plain and as _FORTIFY_SOURCE has it, out of a handler, across yields; stacks of
 * the program's own; sigaltstack; callbacks of the C library that yield; a sort in each of many tasks. */
// not under: thread (it loses count of frames that longjmp leaves out)
#if !defined(_FORTIFY_SOURCE) && !defined(__SANITIZE_ADDRESS__)
#define _FORTIFY_SOURCE 2
#endif
#include "test.h"

#include <ftw.h>
#include <search.h>
#include <setjmp.h>
#include <spawn.h>
#include <ucontext.h>

static void *in_tasks(void *(*fn)(void *)) {
    cede_task *tasks[6];
    for (int i = 0; i < 6; i++)
        tasks[i] = cede_spawn(fn, (void *)(intptr_t)(i + 1));
    for (int i = 0; i < 6; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    return NULL;
}

static volatile bool really = true;

static __attribute__((__noinline__)) void leave(jmp_buf place, int depth, int value) {
    cede_check();
    if (depth > 0) {
        leave(place, depth - 1, value);
    } else if (really) {
        cede_yield();
        longjmp(place, value);
    }
    cede_check();
}

static void *jump(void *number) {
    volatile int round = 0;
    jmp_buf place;
    int value = setjmp(place);
    cede_yield();
    if (value)
        EXPECT(value == (int)(intptr_t)number + round);
    if (++round < 100)
        leave(place, round % 10, (int)(intptr_t)number + round);
    return NULL;
}

static sigjmp_buf out_of_handler;

static void jump_out(int signal) {
    (void)signal;
    siglongjmp(out_of_handler, 1);
}

static void *jump_from_handler(void *unused) {
    for (int i = 0; i < 20; i++) {
        if (sigsetjmp(out_of_handler, 1) == 0)
            raise(SIGUSR1);
        cede_yield();
        spin_with_checks(100000);
    }
    return unused;
}

/* Coroutines of the program's own: a check on their stacks does not yield. */
static ucontext_t outer, inner;
static char own_stack[64 << 10];
static int visits;

static void coroutine(void) {
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 100; k++)
            cede_check();
        visits++;
        swapcontext(&inner, &outer);
    }
}

static void *contexts(void *unused) {
    getcontext(&inner);
    inner.uc_stack.ss_sp = own_stack;
    inner.uc_stack.ss_size = sizeof own_stack;
    makecontext(&inner, coroutine, 0);
    visits = 0;
    for (int i = 0; i < 3; i++) {
        swapcontext(&outer, &inner);
        cede_yield();
    }
    EXPECT(visits == 3);
    return unused;
}

/* Callbacks. -------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b) {
    cede_check();
    cede_yield();
    return *(const int *)a - *(const int *)b;
}

static void *sort(void *number) {
    int values[300];
    unsigned seed = (unsigned)(intptr_t)number;
    for (int i = 0; i < 300; i++)
        values[i] = (int)((seed = seed * 1664525u + 1013904223u) >> 8);
    qsort(values, 300, sizeof *values, compare);
    for (int i = 1; i < 300; i++)
        EXPECT(values[i - 1] <= values[i]);
    int key = values[77];
    int *found = bsearch(&key, values, 300, sizeof *values, compare);
    EXPECT(found && *found == key);
    size_t count = 300;
    EXPECT(lfind(&key, values, &count, sizeof *values, compare));
    void *tree = NULL;
    for (int i = 0; i < 50; i++)
        EXPECT(tsearch(&values[i], &tree, compare));
    for (int i = 0; i < 50; i++)
        tdelete(&values[i], &tree, compare);
    return NULL;
}

static atomic_int seen;

static int look(const char *path, const struct stat *status, int type, struct FTW *at) {
    (void)path, (void)status, (void)type, (void)at;
    cede_check();
    cede_yield();
    seen++;
    return at->level > 1 ? FTW_SKIP_SIBLINGS : 0;
}

static void *walk(void *unused) {
    EXPECT(nftw("/usr/include/linux", look, 10, FTW_ACTIONRETVAL) == 0);
    return unused;
}

/* Other programs. --------------------------------------------------------------------------------- */

static void *start_programs(void *unused) {
    char *const words[] = {"true", NULL};
    pid_t child;
    int status;
    for (int i = 0; i < 5; i++) {
        EXPECT(posix_spawnp(&child, "true", NULL, NULL, words, environ) == 0);
        cede_yield();
        EXPECT(waitpid(child, &status, 0) == child && status == 0);
        child = vfork();
        if (child == 0) {
            execvp("true", words);
            _exit(1);
        }
        EXPECT(waitpid(child, &status, 0) == child && status == 0);
        EXPECT(system("true") == 0);
    }
    return unused;
}

static void *program(void *unused) {
    in_tasks(jump);
    signal(SIGUSR1, jump_out);
    EXPECT(cede_join(cede_spawn(jump_from_handler, NULL), NULL) == 0);
    EXPECT(cede_join(cede_spawn(contexts, NULL), NULL) == 0);
    in_tasks(sort);
    seen = 0;
    in_tasks(walk);
    EXPECT(seen > 6 && seen % 6 == 0);
    in_tasks(start_programs);
    return unused;
}

int main(void) {
    cede_options options = {.workers = 1};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    options.workers = 2;
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    options.yield_always = 1;
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}

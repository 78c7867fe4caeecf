// Coroutines of the program's own: their checks run on stacks that nobody but the program knows.
// flags: -std=gnu11
// checks: >= 6
#include <stdio.h>
#include <ucontext.h>

static ucontext_t caller, coroutine;
static char stack[65536];
static int steps;

static void body(void) { // entry: check
    for (int i = 0; i < 3; i++) { // loop: check
        steps++;
        swapcontext(&coroutine, &caller);
    }
}

int main(void) { // entry: check
    getcontext(&coroutine);
    coroutine.uc_stack.ss_sp = stack;
    coroutine.uc_stack.ss_size = sizeof stack;
    coroutine.uc_link = &caller;
    makecontext(&coroutine, body, 0);
    for (int i = 0; i < 3; i++) swapcontext(&caller, &coroutine); // loop: check
    printf("%d\n", steps);
    return 0;
}

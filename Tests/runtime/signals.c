/* Checks in signal handlers do not yield, whatever the stack; blocking a signal does not stop preemption. */
// not under: qemu (aarch64 has no restorer to know a signal frame by: a task that blocks a signal is not preempted)
#include "test.h"

#include <sys/mman.h>

static atomic_long other_ran;
static atomic_bool stop;
static volatile long seen_before, seen_after;

static void *other(void *unused) {
    while (!stop) {
        other_ran++;
        cede_yield();
    }
    return unused;
}

static void handler(int number) {
    (void)number;
    errno = 99;
    seen_before = other_ran;
    for (int i = 0; i < 100; i++)
        cede_check();
    seen_after = other_ran;
}

static void expect_quiet_handler(int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(SIGUSR1, &action, NULL);
    seen_before = -1;
    errno = 5;
    raise(SIGUSR1);
    EXPECT(seen_before >= 0 && seen_after == seen_before);
    long before = other_ran;
    EXPECT_SOON(other_ran > before);
}

static void *program(void *unused) {
    cede_task *t = cede_spawn(other, NULL);
    stack_t alternate = {.ss_size = 64 << 10};
    sigset_t block;
    cede_yield();
    expect_quiet_handler(0);
    stop = true;
    cede_join(t, NULL);
    stop = false;

    EXPECT(sigaltstack(NULL, &alternate) == 0 && alternate.ss_sp); /* the runtime's own */
    t = cede_spawn(other, NULL);
    cede_yield();
    expect_quiet_handler(SA_ONSTACK);

    sigemptyset(&block);
    sigaddset(&block, SIGPIPE);
    sigprocmask(SIG_BLOCK, &block, NULL);
    long before = other_ran;
    EXPECT_SOON(other_ran > before);
    sigprocmask(SIG_UNBLOCK, &block, NULL);
    stop = true;
    cede_join(t, NULL);
    stop = false;
    return unused;
}

int main(void) {
    cede_options options = {.workers = 1};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    options.yield_always = 1;
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}

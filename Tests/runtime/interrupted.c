/* A wait for descriptors, or for a child, ends for what was waited for and not for a signal that arrives meanwhile: the tick's
 * own, or one that the program handles. */
#include "test.h"

#include <poll.h>
#include <pthread.h>

enum { WAITS = 2000 };

static pthread_t worker;
static atomic_bool over;

static void handler(int number) { (void)number; }

static void *signals(void *unused) {
    while (!over)
        pthread_kill(worker, SIGUSR1);
    return unused;
}

static void *program(void *unused) {
    int ends[2], status;
    pid_t child;
    pthread_t thread;
    worker = pthread_self();
    EXPECT(cede_pipe(ends) == 0 && pthread_create(&thread, NULL, signals, NULL) == 0);
    if ((child = fork()) == 0)
        for (;;)
            pause();
    for (int i = 0; i < WAITS; i++) {
        struct pollfd one = {.fd = ends[0], .events = POLLIN, .revents = 0};
        EXPECT(cede_poll(&one, 1, cede_now() + MS / 20) == ETIMEDOUT);
        EXPECT(cede_waitpid(child, &status, cede_now() + MS / 20) == ETIMEDOUT);
    }
    kill(child, SIGKILL);
    EXPECT(cede_waitpid(child, &status, CEDE_FOREVER) == 0 && WIFSIGNALED(status));
    over = true;
    pthread_join(thread, NULL);
    return unused;
}

int main(void) {
    signal(SIGUSR1, handler);
    run_with(1, program);
    return 0;
}

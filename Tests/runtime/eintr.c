/* The tick ends no blocking call with EINTR, though other tasks wait; a signal of the program does. */
// not under: qemu (there no tick comes any more after a signal has ended a call; not yet understood)
#include "test.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>

static atomic_bool stop;
static volatile sig_atomic_t rang;

static void *hog(void *unused) {
    while (!stop)
        cede_check();
    return unused;
}

static void ring(int number) {
    (void)number;
    rang = 1;
}

/* Blocks for `ns` in one of the calls; what errno was at the end, or 0. */
static int block(int way, long ns) {
    struct timespec time = {0, ns};
    struct timeval limit = {0, ns / 1000};
    struct epoll_event event;
    static int set;
    int result = 0;
    errno = 0;
    switch (way) {
    case 0: result = nanosleep(&time, &time); break;
    case 1: result = usleep((useconds_t)(ns / 1000)); break;
    case 2: errno = clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL); break;
    case 3: result = poll(NULL, 0, (int)(ns / 1000000)); break;
    case 4: result = ppoll(NULL, 0, &time, NULL); break;
    case 5: result = select(0, NULL, NULL, NULL, &limit); break;
    case 6: result = pselect(0, NULL, NULL, NULL, &time, NULL); break;
    case 7:
        if (!set)
            set = epoll_create1(0);
        result = epoll_wait(set, &event, 1, (int)(ns / 1000000));
        break;
    default: return -1;
    }
    EXPECT(result == 0 || (result == -1 && errno));
    return errno;
}

static void *program(void *unused) {
    struct itimerval alarm = {.it_value = {0, 20000}};
    struct sigaction action = {.sa_handler = ring, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    stop = false;
    cede_task *t = cede_spawn(hog, NULL);
    for (int way = 0; block(way, MS) >= 0; way++) {
        spin_with_checks(3 * MS); /* the tick runs */
        int64_t before = cede_now();
        EXPECT(block(way, 30 * MS) == 0);
        EXPECT(cede_now() - before >= 29 * MS);
        rang = 0;
        setitimer(ITIMER_REAL, &alarm, NULL);
        while (!rang)
            if (block(way, 900 * MS) == 0)
                break;
        EXPECT(rang);
    }
    spin_with_checks(3 * MS);
    EXPECT(sleep(1) == 0);
    stop = true;
    EXPECT(cede_join(t, NULL) == 0);
    return unused;
}

int main(void) {
    run_with(1, program);
    return 0;
}

/* A task that wakes others of its own worker and then computes, with nobody waiting before: they run all the same. */
#include "test.h"

static cede_semaphore semaphore;
static cede_channel *channel;
static atomic_int woken;

static void *waits(void *unused) {
    EXPECT(cede_semaphore_acquire(&semaphore, CEDE_FOREVER) == 0);
    woken++;
    return unused;
}

static void *receives(void *unused) {
    EXPECT(cede_channel_receive(channel, NULL, CEDE_FOREVER) == 0);
    woken++;
    return unused;
}

static void compute_until(int count) {
    while (woken < count)
        spin_with_checks(MS);
}

static void *program(void *unused) {
    channel = cede_channel_new(0, 0);
    woken = 0;
    for (int i = 1; i <= 20; i++) {
        cede_task *a = cede_spawn(waits, NULL), *b = cede_spawn(receives, NULL);
        cede_sleep_for(5 * MS); /* both wait, and the tick has nothing to do */
        cede_semaphore_release(&semaphore, 1);
        compute_until(2 * i - 1);
        EXPECT(cede_channel_send(channel, NULL, CEDE_FOREVER) == 0);
        compute_until(2 * i);
        cede_join(a, NULL);
        cede_join(b, NULL);
    }
    cede_channel_free(channel);
    return unused;
}

int main(void) {
    run_with(1, program);
    run_with(2, program);
    return 0;
}

/* When the first task returns, the others are abandoned: running, sleeping, waiting, never run. */
#include "test.h"

static atomic_int after_end;
static atomic_bool ended;

static void *endless(void *unused) {
    (void)unused;
    for (;;) /* TSan delivers signals, so the tick too, at calls that it knows; cede_now() has one */
        spin_with_checks(MS);
    return NULL;
}

static void *sleeper(void *unused) {
    while (!ended)
        cede_sleep_for(MS);
    after_end++;
    return unused;
}

static void *waits(void *other) {
    cede_join(other, NULL);
    after_end++;
    return NULL;
}

static void *program(void *unused) {
    for (int i = 0; i < 6; i++)
        cede_spawn(waits, cede_spawn(endless, NULL));
    for (int i = 0; i < 10; i++)
        cede_spawn(sleeper, NULL);
    cede_sleep_for(5 * MS);
    for (int i = 0; i < 400; i++)
        cede_spawn(sleeper, NULL);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 4; workers++) {
        ended = false;
        run_with(workers, program);
        ended = true;
        usleep(100000);
    }
    EXPECT(after_end == 0);
    return 0;
}

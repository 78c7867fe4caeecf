/* No-yield regions: no switch inside, one slow path at most, and the request is served at the end. */
#include "test.h"

static atomic_bool stop;
static atomic_long other_ran;

static void *other(void *unused) {
    (void)unused;
    while (!stop) {
        other_ran++;
        cede_check();
    }
    return NULL;
}

static uint64_t slow_checks(void) {
    cede_statistics s;
    cede_get_statistics(&s);
    return s.slow_checks;
}

static void *program(void *always) {
    cede_task *t = cede_spawn(other, NULL);
    cede_yield();
    EXPECT(other_ran > 0);

    cede_no_yield_begin();
    cede_no_yield_begin();
    long before = other_ran;
    uint64_t slow = slow_checks();
    long rounds = spin_with_checks(30 * MS);
    EXPECT(rounds > 1000);
    EXPECT(other_ran == before);
    cede_no_yield_end();
    for (int i = 0; i < 1000; i++)
        cede_check();
    EXPECT(other_ran == before);
    EXPECT(slow_checks() - slow <= (always ? 1 : 20));
    cede_no_yield_end();
    EXPECT(other_ran > before);

    stop = true;
    EXPECT(cede_join(t, NULL) == 0);
    cede_no_yield_end();
    return NULL;
}

int main(void) {
    cede_options options = {.workers = 1};
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    stop = false;
    options.yield_always = 1;
    EXPECT(cede_run(&options, program, (void *)1, NULL) == 0);
    cede_no_yield_begin();
    cede_no_yield_end();
    return 0;
}

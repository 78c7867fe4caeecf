/* errno and the floating-point control words belong to a task and survive a yield and a check. */
// link: -lm
#include "test.h"

#include <fenv.h>

static void *other(void *unused) {
    (void)unused;
    EXPECT(fegetround() == FE_TONEAREST);
    for (int i = 0; i < 200; i++) {
        errno = 1000 + i;
        fesetround(FE_DOWNWARD);
        cede_yield();
        EXPECT(errno == 1000 + i);
        EXPECT(fegetround() == FE_DOWNWARD);
    }
    return NULL;
}

static void *program(void *unused) {
    cede_task *t = cede_spawn(other, NULL);
    volatile double third = 1.0, three = 3.0;
    volatile double up, down;
    (void)unused;
    for (int i = 0; i < 100; i++) {
        errno = i + 1;
        fesetround(i % 2 ? FE_UPWARD : FE_TOWARDZERO);
        cede_yield();
        EXPECT(errno == i + 1);
        EXPECT(fegetround() == (i % 2 ? FE_UPWARD : FE_TOWARDZERO));
        cede_check();
        EXPECT(errno == i + 1);
        cede_sleep_for(1000);
        EXPECT(errno == i + 1);
    }
    fesetround(FE_UPWARD);
    cede_yield();
    up = third / three;
    fesetround(FE_DOWNWARD);
    cede_yield();
    down = third / three;
    EXPECT(up > down);
    fesetround(FE_TONEAREST);
    EXPECT(cede_join(t, NULL) == 0);
    EXPECT(errno == 100);
    return NULL;
}

int main(void) {
    cede_options options = {.workers = 1, .yield_always = 1};
    run_with(1, program);
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    return 0;
}

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

/* What one sets that ends reaches nobody: not who begins or goes on after it, nor who called cede_run. */
static void *ends_with_others(void *round) {
    EXPECT(fegetround() == FE_TONEAREST);
    fesetround((intptr_t)round % 2 ? FE_DOWNWARD : FE_TOWARDZERO);
    return NULL;
}

static void *ends(void *unused) {
    fesetround(FE_UPWARD);
    for (intptr_t i = 0; i < 10; i++) {
        cede_task *a = cede_spawn(ends_with_others, (void *)i), *b = cede_spawn(ends_with_others, (void *)i);
        EXPECT(cede_join(a, NULL) == 0 && fegetround() == FE_UPWARD);
        EXPECT(cede_join(b, NULL) == 0 && fegetround() == FE_UPWARD);
    }
    return unused;
}

int main(void) {
    cede_options options = {.workers = 1, .yield_always = 1};
    run_with(1, program);
    EXPECT(cede_run(&options, program, NULL, NULL) == 0);
    fesetround(FE_TOWARDZERO);
    run_with(1, ends);
    EXPECT(fegetround() == FE_TOWARDZERO);
    return 0;
}

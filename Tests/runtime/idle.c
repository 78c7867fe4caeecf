/* A program whose tasks all wait uses no CPU. */
#include "test.h"

#include <time.h>

static int64_t cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000ll + t.tv_nsec;
}

static atomic_int asleep;

static void *long_sleeper(void *unused) {
    asleep++;
    cede_sleep_for(60000 * MS);
    return unused;
}

static void *program(void *unused) {
    cede_statistics before, after;
    for (int i = 0; i < 1000; i++)
        cede_detach(cede_spawn(long_sleeper, NULL));
    while (asleep < 1000)
        cede_sleep_for(MS);
    cede_sleep_for(100 * MS);
    cede_get_statistics(&before);
    int64_t used = cpu();
    cede_sleep_for(1000 * MS);
    used = cpu() - used;
    cede_get_statistics(&after);
    fprintf(stderr, "%lld us of CPU in a second, %llu ticks, %llu parks\n", (long long)used / 1000,
            (unsigned long long)(after.ticks - before.ticks),
            (unsigned long long)(after.parks - before.parks));
    EXPECT(used < 5 * MS);
    EXPECT(after.ticks - before.ticks <= 2);
    EXPECT(after.parks - before.parks <= 4);
    return unused;
}

int main(void) {
    run_with(4, program);
    return 0;
}

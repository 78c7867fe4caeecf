/* The park primitive: woken, timed out, cancelled, abandoned; by tasks and by plain threads; nothing is lost. */
#include "waiting.h"

enum { ROUNDS = SANITIZED ? 2000 : 40000, WOKEN = 8 /* as in park.c */ };

/* A list of one waiter, under a lock, as every blocking object has. */
static uint32_t lock;
static struct cede__parker *slot;
static bool unpark_late;
static atomic_bool finished;
static atomic_long handed, taken;

static void set_slot(struct cede__parker *p) {
    cede_no_yield_begin();
    cede__lock(&lock);
    slot = p;
    cede__unlock(&lock);
    cede_no_yield_end();
}

static struct cede__parker *take_slot(struct cede__parker *only) {
    cede_no_yield_begin();
    cede__lock(&lock);
    struct cede__parker *p = only && slot != only ? NULL : slot;
    if (p) {
        slot = NULL;
        if (!only && !unpark_late && cede__unpark(p))
            handed++;
    }
    cede__unlock(&lock);
    cede_no_yield_end();
    return p;
}

static void *waker(void *unused) {
    while (!finished) {
        struct cede__parker *p = take_slot(NULL);
        if (p && unpark_late && cede__unpark(p))
            handed++;
        cede_yield();
    }
    return unused;
}

/* Every wait ends in one way, and what was handed over is what was taken. */
static void wait_many_times(void) {
    unsigned seed = 1;
    for (int i = 0; i < ROUNDS; i++) {
        struct cede__parker *me = cede__park_prepare("a test", &slot, true);
        set_slot(me);
        seed = seed * 1664525u + 1013904223u;
        int error = cede__park(me, cede_now() + (seed >> 8) % 20000);
        EXPECT(error == 0 || error == ETIMEDOUT);
        if (error && !take_slot(me) && unpark_late) {
            cede__park_settle(me);
            if (me->state & WOKEN) /* else the late waker lost, and has not counted itself */
                error = 0;
        }
        if (!error)
            taken++;
    }
    finished = true;
}

static void *waits(void *unused) {
    wait_many_times();
    return unused;
}

static void *waiter_and_waker(void *unused) {
    finished = false;
    handed = taken = 0;
    cede_task *a = cede_spawn(waker, NULL), *b = cede_spawn(waits, NULL);
    cede_join(b, NULL);
    cede_join(a, NULL);
    EXPECT(handed == taken && slot == NULL);
    fprintf(stderr, "%ld of %d woken, the others timed out\n", handed, ROUNDS);
    return unused;
}

static void *thread_and_waker(void *unused) {
    pthread_t thread;
    finished = false;
    handed = taken = 0;
    cede_task *a = cede_spawn(waker, NULL);
    EXPECT(pthread_create(&thread, NULL, waits, NULL) == 0);
    cede_join(a, NULL);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT(handed == taken);
    return unused;
}

static int result_of_wait, result_of_second;
static bool cancellable;
static void *waits_long(void *unused) {
    struct cede__parker *me = cede__park_prepare("for ever", NULL, cancellable);
    result_of_wait = cede__park(me, cancellable ? CEDE__NEVER : cede_now() + 500 * MS);
    result_of_second = cede__park(cede__park_prepare("again", NULL, true), CEDE__NEVER);
    return unused;
}

static void *cancelling(void *unused) {
    for (int i = 0; i < 2; i++) {
        cancellable = i;
        cede_task *t = cede_spawn(waits_long, NULL);
        until_waiting(t);
        EXPECT(strcmp(t->park.why, "for ever") == 0);
        EXPECT(cede_join_until(t, NULL, cede_now() + 5 * MS) == ETIMEDOUT);
        cede_cancel(t);
        EXPECT(cede_join(t, NULL) == 0);
        EXPECT(result_of_wait == (cancellable ? ECANCELED : ETIMEDOUT));
        EXPECT(result_of_second == ECANCELED); /* the request stays */
    }
    return unused;
}

static void *joins(void *task) { return (void *)(intptr_t)cede_join(task, NULL); }

static void *cancelled_join(void *unused) {
    void *result;
    cede_task *sleeper = cede_spawn(waits_long, NULL), *joiner = cede_spawn(joins, sleeper);
    cede_sleep_for(5 * MS);
    cede_cancel(joiner);
    EXPECT(cede_join(joiner, &result) == 0 && (intptr_t)result == ECANCELED);
    cede_cancel(sleeper);
    EXPECT(cede_join(sleeper, NULL) == 0);
    return unused;
}

static void *abandons(void *unused) {
    struct cede__parker *me = cede__park_prepare("nothing", NULL, true);
    EXPECT(!cede__park_abandon(me) && !cede__park_waiting(me));
    me = cede__park_prepare("nothing", NULL, true);
    EXPECT(cede__unpark(me) && !cede__unpark(me));
    EXPECT(cede__park_abandon(me));
    me = cede__park_prepare("nothing", NULL, true);
    EXPECT(cede__unpark(me) && cede__park(me, CEDE__NEVER) == 0);
    return unused;
}

int main(void) {
    for (unsigned workers = 1; workers <= 3; workers++) {
        for (int late = 0; late < 2; late++) {
            unpark_late = late;
            run_with(workers, waiter_and_waker);
            run_with(workers, thread_and_waker);
        }
        run_with(workers, cancelling);
        run_with(workers, cancelled_join);
        run_with(workers, abandons);
    }
    abandons(NULL);
    return 0;
}

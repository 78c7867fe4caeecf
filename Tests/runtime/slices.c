/*
 * Whom a preempted task waits for, and how often the tick comes. Slices are long here, so that it is not the machine's other
 * work that ends one.
 */
// not under: thread (signals arrive at calls that it knows only, so slices end when they like)
#include "test.h"

#include <pthread.h>

enum { HOGS = 4, REQUESTS = 10, BURSTS = 10, LATE = 40, SLICE = 20 };

static atomic_bool done;
static atomic_long turns, wakes;     /* how often another hog ran than the one before; of the sleeper */
static atomic_int last;
static long rounds;                  /* of work, by all hogs */

static void work(void) {
    for (int i = 0; i < 1000; i++)
        __asm__ volatile("");
    cede_check();
}

static void *hog(void *self) {
    cede_yield(); /* it computes, and was not just spawned */
    while (!done) {
        if (atomic_exchange(&last, (int)(intptr_t)self) != (int)(intptr_t)self)
            turns++;
        rounds++;
        work();
    }
    return NULL;
}

static cede_task *hogs[HOGS];

static void start_hogs(void) {
    done = false;
    for (intptr_t i = 0; i < HOGS; i++)
        hogs[i] = cede_spawn(hog, (void *)(i + 1));
}

static void end_hogs(void) {
    done = true;
    for (int i = 0; i < HOGS; i++)
        cede_join(hogs[i], NULL);
}

/* A task that was woken computes, and a request for another one interrupts it: it goes on behind that one, and not behind
 * each hog's slice. --------------------------------------------------------------------------------- */

static cede_semaphore wanted = CEDE_SEMAPHORE_INIT(0);
static atomic_bool ask, answered;

static void *other_task(void *unused) {
    for (int i = 0; i < REQUESTS; i++) {
        cede_semaphore_acquire(&wanted, CEDE_FOREVER);
        answered = true;
    }
    return unused;
}

static void *asking_thread(void *unused) {
    for (int i = 0; i < REQUESTS; i++) {
        while (!atomic_exchange(&ask, false))
            ;
        cede_semaphore_release(&wanted, 1);
    }
    return unused;
}

static void *keeps_its_place(void *unused) {
    pthread_t thread;
    cede_task *other = cede_spawn(other_task, NULL);
    long between = 0;
    pthread_create(&thread, NULL, asking_thread, NULL);
    start_hogs();
    for (int i = 0; i < REQUESTS; i++) {
        cede_sleep_for(2 * MS);
        answered = false;
        ask = true;
        long before = turns;
        while (!answered)
            cede_check();
        between += turns - before;
    }
    end_hogs();
    pthread_join(thread, NULL);
    cede_join(other, NULL);
    fprintf(stderr, "%ld turns of hogs in %d requests\n", between, REQUESTS);
    EXPECT(between <= HOGS * REQUESTS / 4);
    return unused;
}

/* But who is woken and then computes does not keep the hogs out, however many requests interrupt it. ----------------- */

static void *short_sleeper(void *unused) {
    while (!done)
        cede_sleep_for(MS / 5);
    return unused;
}

static void *leaves_the_hogs_their_share(void *unused) {
    long mine = 0, theirs = 0, before;
    done = false;
    cede_task *sleeper = cede_spawn(short_sleeper, NULL);
    cede_yield(); /* it sleeps */
    start_hogs();
    for (int i = 0; i < BURSTS; i++) {
        cede_sleep_for(2 * MS);
        before = rounds;
        for (int k = 0; k < 20000; k++, mine++)
            work();
        theirs += rounds - before;
    }
    end_hogs();
    cede_join(sleeper, NULL);
    fprintf(stderr, "beside %ld rounds of one task %ld of the hogs\n", mine, theirs);
    EXPECT(theirs > mine);
    return unused;
}

/* A task that does something each millisecond and is late catches up: a deadline that has passed is not a turn of each hog. */
static void *catches_up(void *unused) {
    int64_t next = cede_now() - LATE * MS;
    start_hogs();
    cede_sleep_for(2 * MS);
    long before = turns;
    for (int i = 0; i < LATE; i++)
        EXPECT(cede_sleep_until(next += MS) == 0);
    long between = turns - before;
    end_hogs();
    fprintf(stderr, "%ld turns of hogs in %d deadlines that had passed\n", between, LATE);
    EXPECT(between <= LATE / 4);
    return unused;
}

/* A slice's end does not cost a tick of its own where a sleeper's deadline is near it. ------------------------------- */

static void *sleeper_of_a_slice(void *unused) {
    while (!done) {
        cede_sleep_for(SLICE * MS * 13 / 12);
        wakes++;
    }
    return unused;
}

static void *ticks_come_together(void *unused) {
    for (int tries = 0;; tries++) {
        cede_statistics before, after;
        start_hogs();
        wakes = 0;
        cede_task *sleeper = cede_spawn(sleeper_of_a_slice, NULL);
        cede_sleep_for(SLICE * MS);
        cede_get_statistics(&before);
        while (wakes < 31)
            cede_sleep_for(32 * SLICE * MS * 13 / 12);
        long woken = wakes;
        cede_get_statistics(&after);
        end_hogs();
        cede_join(sleeper, NULL);
        long ticks = (long)(after.ticks - before.ticks);
        fprintf(stderr, "%ld ticks for %ld wakes and as many slices\n", ticks, woken);
        if (ticks < woken * 5 / 4)
            return unused;
        EXPECT(tries < 3);
    }
}

int main(void) {
    cede_options options = {.workers = 1, .slice = SLICE * MS};
    EXPECT(cede_run(&options, keeps_its_place, NULL, NULL) == 0);
    EXPECT(cede_run(&options, catches_up, NULL, NULL) == 0);
    EXPECT(cede_run(&options, ticks_come_together, NULL, NULL) == 0);
    options.slice = 0; /* the usual one: of requests come some in each */
    EXPECT(cede_run(&options, leaves_the_hogs_their_share, NULL, NULL) == 0);
    return 0;
}

/*
 * seed.c - the same run again: CEDE_SEED=n, for tests.
 *
 * One worker, no timer, no real time. Which runnable task is next and whether a check yields (one in eight does) is
 * drawn from a generator that the seed starts. cede_now() is a count that each look moves on by 100 ns, and when
 * every task waits it jumps to the next deadline, so hours of timeouts pass in no time. A program that does only what
 * Cede offers, and whose input is the same, then does the same: a failure found with one seed can be looked at again.
 *
 * Plain threads, descriptors and signals are outside and come when they come; while a task waits for one of them and
 * another sleeps, time passes as soon as nothing is ready.
 */
#include "cede_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { LOOK = 100, START = 1000000000, YIELDS_ONE_IN = 8, CHOICE = 16 };

static uint64_t state;
static _Atomic(int64_t) now;

/* False, with a message, if CEDE_SEED is no number. */
bool cede__seed_read(void) {
    const char *text = getenv("CEDE_SEED");
    char *end;
    cede__sched.seeded = false;
    if (!text || !*text)
        return true;
    errno = 0;
    state = strtoull(text, &end, 10) * 0x9e3779b97f4a7c15u + 1;
    if (errno || *end) {
        fprintf(stderr, "cede: CEDE_SEED=%s is not understood; write for example CEDE_SEED=1\n", text);
        return false;
    }
    atomic_store(&now, START);
    cede__sched.seeded = true;
    return true;
}

/* splitmix64 */
static uint64_t draw(void) {
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int64_t cede__seed_now(void) { return atomic_fetch_add(&now, LOOK); }

void cede__seed_jump(int64_t time) {
    if (time > atomic_load(&now))
        atomic_store(&now, time);
}

bool cede__seed_yields(void) { return draw() % YIELDS_ONE_IN == 0; }

/* One of the first few comes to the head. */
void cede__seed_shuffle(struct cede__queue *q) {
    for (uint64_t turns = draw() % CHOICE; turns && q->head && q->head->next; turns--) {
        cede_task *task = q->head;
        q->head = task->next;
        task->next = NULL;
        q->tail = q->tail->next = task;
    }
}

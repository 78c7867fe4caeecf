/*
 * select.c - waiting for several channels and timers at once.
 *
 * All objects of the cases are locked, in the order of their addresses; the cases are tried; and if none can
 * go on, each gets a waiter in the list of its object, all with one parker. Who claims that parker says in
 * `chosen` which waiter it was. As everything happens under all locks, no two selects can both wait for each
 * other, and exactly one case is performed. Afterwards the other waiters are taken off, each under its lock.
 * Nothing is allocated: the waiters, and the links of the sorted list, live in the cases.
 *
 * Rejected: entering the lists one by one, as poll() does: two selects that offer each other a case could then
 * each claim itself for the other.
 */
#include "cede_internal.h"

#include <errno.h>

/* The cases that take part, sorted by lock; of those with the same lock the first stands for all. */
static cede_case *sorted(cede_case *cases, size_t count) {
    cede_case *first = NULL;
    for (size_t i = 0; i < count; i++) {
        cede_case **place = &first;
        if (!cases[i].kind)
            continue;
        while (*place && cede__case_lock(*place) < cede__case_lock(&cases[i]))
            place = &(*place)->next;
        if (*place && cede__case_lock(*place) == cede__case_lock(&cases[i]))
            continue;
        cases[i].next = *place;
        *place = &cases[i];
    }
    return first;
}

static void lock_all(cede_case *first) {
    for (; first; first = first->next)
        cede__lock(cede__case_lock(first));
}

static void unlock_all(cede_case *first) {
    for (; first; first = first->next)
        cede__unlock(cede__case_lock(first));
}

/* Performs the first case that can go on, beginning with another one each time. */
static bool try_all(cede_case *cases, size_t count, size_t *chosen, struct cede__waiter **resume) {
    static __thread unsigned rotation;
    size_t i = count ? rotation++ % count : 0;
    int64_t now = 0;
    for (size_t n = 0; n < count; n++, i = i + 1 == count ? 0 : i + 1) {
        if (cases[i].kind == CEDE_TIMER && !now)
            now = cede_now();
        int error = cede__case_try(&cases[i], now, resume);
        if (error == EAGAIN)
            continue;
        cases[i].error = error;
        *chosen = i;
        return true;
    }
    return false;
}

/* Enters a waiter for each case; returns the earliest of the timers. */
static int64_t enter_all(cede_case *cases, size_t count, struct cede__parker *me, struct cede__waiter **chosen) {
    int64_t earliest = CEDE__NEVER;
    for (size_t i = 0; i < count; i++) {
        if (!cases[i].kind)
            continue;
        if (cases[i].kind == CEDE_TIMER && cede__timer_when(cases[i].timer) < earliest)
            earliest = cede__timer_when(cases[i].timer);
        cases[i].waiter = (struct cede__waiter){.parker = me, .value = cases[i].element, .chosen = chosen};
        cede__list_append(cede__case_list(&cases[i]), &cases[i].waiter);
    }
    return earliest;
}

static void leave_all(cede_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (cases[i].kind) {
            cede__lock(cede__case_lock(&cases[i]));
            cede__list_remove(cede__case_list(&cases[i]), &cases[i].waiter);
            cede__unlock(cede__case_lock(&cases[i]));
        }
}

int cede_select(cede_case *cases, size_t count, size_t *chosen, int64_t deadline) {
    cede_case *first = sorted(cases, count);
    for (;;) {
        struct cede__waiter *resume = NULL, *claimed = NULL;
        struct cede__parker *me;
        int64_t earliest;
        int error;
        lock_all(first);
        if (try_all(cases, count, chosen, &resume)) {
            unlock_all(first);
            if (resume)
                cede__resume(resume->parker);
            return 0;
        }
        me = cede__park_prepare("select", cases, true);
        earliest = enter_all(cases, count, me, &claimed);
        unlock_all(first);
        error = cede__park(me, earliest < deadline ? earliest : deadline);
        leave_all(cases, count);
        if (error == ETIMEDOUT && earliest <= deadline && earliest != CEDE__NEVER)
            continue;
        if (error)
            return error;
        *chosen = (size_t)((cede_case *)((char *)claimed - offsetof(cede_case, waiter)) - cases);
        cases[*chosen].error = cede__case_ended(&cases[*chosen]);
        if (cases[*chosen].error != EAGAIN)
            return 0;
    }
}

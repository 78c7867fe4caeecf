/*
 * cede_group.h - tasks that end together. A group's tasks never outlive the call that waits for them.
 *
 *     cede_group group = {0};
 *     cede_group_spawn(&group, fetch, &a);
 *     cede_group_spawn(&group, fetch, &b);
 *     error = cede_group_wait(&group, deadline);     the first error cancels the other
 */
#ifndef CEDE_GROUP_H
#define CEDE_GROUP_H

#include "cede_sync.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cede_group {
    cede_waitlist waiters;
    cede_task *tasks;        /* those alive */
    int error;               /* the first that a task returned */
    int cancelled;
} cede_group;

/* Spawns fn(arg) in the group. fn returns 0 or an errno number; the first that is not 0 cancels the rest, and
 * ECANCELED because of that is no error of its own. EPERM, ENOMEM, EINVAL as cede_spawn_with; ECANCELED: the group is
 * cancelled. Tasks of the group may spawn more. */
int cede_group_spawn_with(cede_group *group, const cede_attributes *attributes, int (*fn)(void *), void *arg);
#define cede_group_spawn(group, fn, arg) cede_group_spawn_at((group), (fn), (arg), __FILE__, __LINE__)
static inline int cede_group_spawn_at(cede_group *group, int (*fn)(void *), void *arg, const char *file, int line) {
    cede_attributes attributes = {0, 0, file, line, 0};
    return cede_group_spawn_with(group, &attributes, fn, arg);
}

/* Cancels every task of the group, and those that would be spawned later. */
void cede_group_cancel(cede_group *group);

/*
 * Waits until every task has returned; then the group is as new. Returns the first error. When the deadline
 * passes or the waiting task is cancelled, it cancels the group, still waits for all, and returns ETIMEDOUT or
 * ECANCELED; so it returns late if a task does not heed its cancellation.
 */
int cede_group_wait(cede_group *group, int64_t deadline);

#ifdef __cplusplus
}
#endif
#endif

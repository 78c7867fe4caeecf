/*
 * group.c - tasks that end together.
 *
 * The group holds the list of its living tasks, by links in the tasks, under the lock of its waiters. A task
 * leaves it in cede__task_finish, on the worker's root; that is the last anybody does with the group on its
 * behalf, so the group may be a local variable of the function that waits. Its tasks are detached.
 */
#include "cede_internal.h"

#include <errno.h>

static void *group_main(void *arg) {
    cede_task *task = cede_self();
    cede_group *group = task->group;
    int error = task->group_fn(arg);
    bool cancel = false;
    if (error) {
        cede__lock(&group->waiters.lock);
        if (!group->error && !(error == ECANCELED && group->cancelled)) {
            group->error = error;
            cancel = true;
        }
        cede__unlock(&group->waiters.lock);
        if (cancel)
            cede_group_cancel(group);
    }
    return NULL;
}

/* Everything is set before the task can run: another worker may start and finish it at once. */
int cede_group_spawn_with(cede_group *group, const cede_attributes *attributes, int (*fn)(void *), void *arg) {
    cede_task *task;
    int error = cede__task_prepare(attributes, group_main, arg, &task);
    if (error)
        return error;
    task->group = group;
    task->group_fn = fn;
    task->group_previous = NULL;
    atomic_store_explicit(&task->waiter, CEDE__DETACHED, memory_order_relaxed);
    cede__lock(&group->waiters.lock);
    if (group->cancelled) {
        cede__unlock(&group->waiters.lock);
        cede__task_free(task);
        return ECANCELED;
    }
    task->group_next = group->tasks;
    if (group->tasks)
        group->tasks->group_previous = task;
    group->tasks = task;
    cede__unlock(&group->waiters.lock);
    cede__task_launch(task);
    return 0;
}

void cede__group_left(cede_task *task) {
    cede_group *group = task->group;
    struct cede__waiter *all = NULL;
    cede__lock(&group->waiters.lock);
    if (task->group_previous)
        task->group_previous->group_next = task->group_next;
    else
        group->tasks = task->group_next;
    if (task->group_next)
        task->group_next->group_previous = task->group_previous;
    if (!group->tasks)
        all = cede__list_claim_all(&group->waiters);
    cede__unlock(&group->waiters.lock);
    cede__resume_all(all);
}

void cede_group_cancel(cede_group *group) {
    cede__lock(&group->waiters.lock);
    group->cancelled = 1;
    for (cede_task *task = group->tasks; task; task = task->group_next)
        cede_cancel(task);
    cede__unlock(&group->waiters.lock);
}

static int wait_for_all(cede_group *group, int64_t deadline) {
    struct cede__waiter me = {.parker = NULL};
    cede__lock(&group->waiters.lock);
    if (!group->tasks) {
        cede__unlock(&group->waiters.lock);
        return 0;
    }
    me.parker = cede__park_prepare("group", group, true);
    return cede__list_wait(&group->waiters, &me, deadline);
}

int cede_group_wait(cede_group *group, int64_t deadline) {
    int error = wait_for_all(group, deadline);
    if (error) {
        cede_group_cancel(group);
        cede_shield_begin();
        wait_for_all(group, CEDE__NEVER);
        cede_shield_end();
    } else {
        error = group->error;
    }
    group->error = group->cancelled = 0;
    return error;
}

/* waiting.h - for tests that must not go on before a task waits, on whatever worker and however loaded the machine is. */
#ifndef WAITING_H
#define WAITING_H

#include "test.h"

#include "cede_internal.h"

static inline void until_waiting(cede_task *task) {
    while (!cede__park_waiting(&task->park) || atomic_load(&task->worker->current) == task)
        cede_sleep_for(MS);
}

#endif

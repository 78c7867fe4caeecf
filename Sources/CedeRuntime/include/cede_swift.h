/*
 * cede_swift.h - Swift Concurrency on the runtime's workers.
 *
 * By default `Task`s run on Swift's own threads, where a check does nothing. After one of these calls the jobs of the
 * default executor run on tasks of their own, so that a computing `Task` whose code has checks lets others
 * run. The main actor and executors of the program's own stay where they are. Priorities are not heeded.
 *
 * Both return ENOTSUP when Swift Concurrency is not in the process, or what it keeps for a thread was not found
 * (a line on stderr says so).
 */
#ifndef CEDE_SWIFT_H
#define CEDE_SWIFT_H

#include "cede.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From now on until cede_run returns. EPERM: the runtime is not running. Jobs that are enqueued later go to Swift's threads
 * again; one that has not ended when cede_run returns is abandoned as any task is. */
int cede_swift_jobs(void);

/* The same for the rest of the process, on workers that this call starts in the background: the calling thread is
 * none of them. Otherwise as cede_run. */
int cede_swift_jobs_start(const cede_options *options);

#ifdef __cplusplus
}
#endif
#endif

/*
 * posix_none.c - in place of the other posix files, in a static executable: there is no C library after ours to go on
 * to, and its own pthread_mutex_lock is drawn in by other names of it. So nothing is taken over there: locks of the
 * thread want a no-yield region, and blocking calls block the worker.
 */
#include "posix.h"

void cede__posix_forked(void) {}

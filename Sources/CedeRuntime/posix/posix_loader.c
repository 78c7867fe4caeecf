/*
 * posix_loader.c - dlopen and dlclose on tasks.
 *
 * A library's initialisers and finalisers are the program's code, so they may be preempted, and the loader's lock, which
 * is held around them, belongs to the thread and lets it in again: another task of the worker would be handed a library
 * that is not initialised yet, or one that is about to be unmapped. So tasks enter the loader one at a time; who has to
 * wait does so in the lot. An initialiser may load further libraries.
 *
 * The loader looks for a name without a slash where the library that asks says (RPATH, RUNPATH), and knows that one by
 * the address of the call. So such a call from a library is passed on as it is, and unprotected: a jump, since after it
 * there would be nothing to return through. From the executable, which the runtime is part of, it is like any other.
 * Rejected for the others: to search ourselves, by dlinfo's list of places. It leaves out the loader's cache and what a place
 * has for newer processors, and what was loaded under that name before would come from the executable's places.
 *
 * Rejected: a no-yield region, in which an initialiser that computes for long holds everybody up, and one that waits
 * lets others in all the same.
 */
#include "posix.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>

CEDE__TAKES_OVER(loader);

static cede_task *_Atomic owner;
static unsigned depth; /* the owner's */

static bool enter(void *task) {
    cede_task *none = NULL;
    return atomic_compare_exchange_strong(&owner, &none, task) || none == task;
}

static bool begin(void) {
    cede_task *task = cede__current();
    if (!task)
        return false;
    cede__lot_wait(&owner, "dlopen", CEDE__NEVER, enter, task);
    depth++;
    return true;
}

static void end(bool began) {
    if (!began || --depth)
        return;
    atomic_store(&owner, NULL);
    if (cede__lot_any(&owner))
        cede__lot_wake(&owner, 1);
}

void cede__loader_forked(void) {
    if (atomic_load(&owner) == cede__current())
        return;
    atomic_store(&owner, NULL);
    depth = 0;
}

#if defined(__has_attribute)
#if __has_attribute(__musttail__)
#define JUMP __attribute__((__musttail__))
#endif
#endif
#ifndef JUMP
#define JUMP /* gcc does it by itself when it optimises */
#endif

/* Whether it matters who asks. Out of line, or what it has on the stack would forbid the jump. */
static __attribute__((__noinline__)) bool has_places_of_its_own(const void *caller) {
    struct link_map *map, *ours;
    Dl_info info;
    if (!dladdr1(caller, &info, (void **)&map, RTLD_DL_LINKMAP) || !map)
        return false;
    if (dladdr1(&owner, &info, (void **)&ours, RTLD_DL_LINKMAP) && map == ours)
        return false;
    for (const ElfW(Dyn) *d = map->l_ld; d && d->d_tag != DT_NULL; d++)
        if (d->d_tag == DT_RPATH || d->d_tag == DT_RUNPATH)
            return true;
    return false;
}

void *dlopen(const char *path, int mode) {
    void *library;
    bool began;
    if (!cede__current() || (path && !strchr(path, '/') && has_places_of_its_own(__builtin_return_address(0))))
        JUMP return CEDE__REAL(dlopen)(path, mode);
    began = begin();
    library = CEDE__REAL(dlopen)(path, mode);
    end(began);
    return library;
}

void *dlmopen(Lmid_t space, const char *path, int mode) {
    bool began = begin();
    void *library = CEDE__REAL(dlmopen)(space, path, mode);
    end(began);
    return library;
}

int dlclose(void *library) {
    bool began = begin();
    int result = CEDE__REAL(dlclose)(library);
    end(began);
    return result;
}

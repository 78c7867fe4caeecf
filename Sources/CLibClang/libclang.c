/* Binds libclang at run time; see the header for why. */
#include "libclang.h"

#include <dlfcn.h>
#include <stdio.h>

#define DEFINE(result, name, parameters, arguments)                                                           \
    static result(*bound_##name) parameters;                                                                  \
    result name parameters { return bound_##name arguments; }
CEDE_LIBCLANG_API(DEFINE)
#undef DEFINE

const char *cede_libclang_load(const char *path) {
    static char why[256];
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dlerror();
#define BIND(result, name, parameters, arguments)                                                             \
    *(void **)&bound_##name = dlsym(library, #name);                                                          \
    if (!bound_##name) {                                                                                      \
        snprintf(why, sizeof why, "%s has no %s", path, #name);                                               \
        return why;                                                                                           \
    }
    CEDE_LIBCLANG_API(BIND)
#undef BIND
    return NULL;
}

/* Binds Capstone at run time; see the header for why. */
#include "capstone.h"

#include <dlfcn.h>
#include <stdio.h>

#define DEFINE(result, name, parameters, arguments)                                                           \
    static result(*bound_##name) parameters;                                                                  \
    result name parameters { return bound_##name arguments; }
CEDE_CAPSTONE_API(DEFINE)
#undef DEFINE

const char *cede_capstone_load(const char *path) {
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
    CEDE_CAPSTONE_API(BIND)
#undef BIND
    int major = 0, minor = 0;
    cs_version(&major, &minor);
    if (major != CS_API_MAJOR) {
        snprintf(why, sizeof why, "%s is version %d.%d, and its layouts are known for %d only", path, major, minor,
                 CS_API_MAJOR);
        return why;
    }
    return NULL;
}

/* Binds a shared library's functions at run time; see the header for why. */
#include "cede_bind.h"

#include <dlfcn.h>
#include <stdio.h>

const char *cede_bind(const char *path, const struct cede_symbol *symbols, size_t count) {
    static char why[256];
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dlerror();
    for (size_t i = 0; i < count; i++) {
        *symbols[i].bound = dlsym(library, symbols[i].name);
        if (!*symbols[i].bound) {
            snprintf(why, sizeof why, "%s has no %s", path, symbols[i].name);
            return why;
        }
    }
    return NULL;
}

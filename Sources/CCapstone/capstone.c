/* Binds Capstone at run time; see the header for why. */
#include "capstone.h"

#include <stdio.h>

#include "cede_bind.h"

CEDE_CAPSTONE_API(CEDE_DEFINE)

const char *cede_capstone_load(const char *path) {
    static const struct cede_symbol symbols[] = {CEDE_CAPSTONE_API(CEDE_SYMBOL)};
    const char *failure = cede_bind(path, symbols, sizeof symbols / sizeof *symbols);
    if (failure)
        return failure;
    int major = 0, minor = 0;
    cs_version(&major, &minor);
    if (major != CS_API_MAJOR) {
        static char why[256];
        snprintf(why, sizeof why, "%s is version %d.%d, and its layouts are known for %d only", path, major, minor,
                 CS_API_MAJOR);
        return why;
    }
    return NULL;
}

/* Binds libclang at run time; see the header for why. */
#include "libclang.h"

#include "cede_bind.h"

CEDE_LIBCLANG_API(CEDE_DEFINE)

const char *cede_libclang_load(const char *path) {
    static const struct cede_symbol symbols[] = {CEDE_LIBCLANG_API(CEDE_SYMBOL)};
    return cede_bind(path, symbols, sizeof symbols / sizeof *symbols);
}
